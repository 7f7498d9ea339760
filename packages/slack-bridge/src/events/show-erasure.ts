import { dataOf, type Event } from '@parley/core/gateway-api';
import { untilAnswered } from '../gateway-patience.ts';
import { byTs, messageKey, TOOL } from '../place.ts';
import type { Stage } from './stage.ts';

/**
 * A person was erased: what the bridge posted about them is deleted in Slack, and the gateway is told. What
 * colleagues wrote themselves is theirs; a bot cannot delete it, so the report names it.
 */
export async function showErasure(event: Event, stage: Stage): Promise<void> {
  const { context } = stage;
  const { erasureId, links = [] } = dataOf(event);
  const prefix = messageKey(context.place, '');
  const ours = links.filter((link) => link.tool === TOOL);
  const here = ours
    .filter((link) => link.key.startsWith(prefix))
    .map((link) => link.key.slice(prefix.length));
  let left = ours.length - here.length;
  const standing = new Map<string, boolean>();
  // The root is the oldest: reading its thread shows the others.
  for (const ts of here.sort(byTs)) {
    if (standing.has(ts)) continue;
    for (const message of await context.workspace.history.thread(ts))
      standing.set(message.ts, message.isOurs);
  }
  // Replies first: without its root a thread could not be read again after a crash.
  for (const [ts, isOurs] of [...standing].sort(([a], [b]) => byTs(b, a))) {
    if (isOurs) await context.workspace.remove(ts);
    else left += 1;
  }
  if (erasureId === undefined) return;
  const report = `${left} messages in Slack were written by colleagues or stand in another channel; delete them by hand.`;
  await untilAnswered(
    () => context.gateway.reportErasure(erasureId, TOOL, left === 0 ? undefined : report),
    context,
  );
}
