import type { GatewayClient } from '@parley/core/gateway-api';
import { CONVERSATION_POST } from '../events/threads.ts';
import { untilAnswered } from '../gateway-patience.ts';
import type { Logger } from '../logger.ts';
import { messageKey, type Place, TOOL } from '../place.ts';
import type { Sleep } from '../slack/pace.ts';
import type { Workspace } from '../slack/workspace.ts';

/** Threads in the channel that are not ours; colleagues may talk in them at length. */
const STRANGERS_KEPT = 1_000;

/**
 * Finds the conversation of a thread by the gateway's link. A card that was posted a moment ago may not be linked
 * yet; then its own metadata tells.
 */
export function conversationFinder(deps: {
  readonly gateway: GatewayClient;
  readonly workspace: Workspace;
  readonly place: Place;
  readonly log: Logger;
  readonly sleep: Sleep;
}): (threadTs: string) => Promise<string | undefined> {
  const strangers = new Set<string>();
  return async (threadTs) => {
    if (strangers.has(threadTs)) return undefined;
    const key = messageKey(deps.place, threadTs);
    const link = await untilAnswered(() => deps.gateway.getLink(TOOL, key), deps);
    const linked = link?.items[0]?.conversationId;
    if (linked !== undefined) return linked;
    const id = await deps.workspace.history.rootId(threadTs);
    if (id?.startsWith(CONVERSATION_POST)) return id.slice(CONVERSATION_POST.length).split(' ')[0];
    strangers.add(threadTs);
    for (const oldest of strangers) {
      if (strangers.size <= STRANGERS_KEPT) break;
      strangers.delete(oldest);
    }
    return undefined;
  };
}
