import type { BridgeContext } from '../bridge-context.ts';
import { CONVERSATION_POST } from '../events/threads.ts';
import { untilAnswered } from '../gateway-patience.ts';
import { messageKey, TOOL } from '../place.ts';

/** Threads in the channel that are not ours; colleagues may talk in them at length. */
const STRANGERS_KEPT = 1_000;
const strangers = new WeakMap<BridgeContext, Set<string>>();

/**
 * The conversation of a thread, by the gateway's link. A card that was posted a moment ago may not be linked yet;
 * then its own metadata tells.
 */
export async function conversationOfThread(
  threadTs: string,
  context: BridgeContext,
): Promise<string | undefined> {
  const { gateway, place, workspace } = context;
  const known = strangers.get(context) ?? new Set<string>();
  strangers.set(context, known);
  if (known.has(threadTs)) return undefined;
  const link = await untilAnswered(() => gateway.getLink(TOOL, messageKey(place, threadTs)), context);
  const linked = link?.items[0]?.conversationId;
  if (linked !== undefined) return linked;
  const id = await workspace.rootId(threadTs);
  if (id?.startsWith(CONVERSATION_POST)) return id.slice(CONVERSATION_POST.length).split(' ')[0];
  known.add(threadTs);
  if (known.size > STRANGERS_KEPT) known.delete(known.values().next().value ?? '');
  return undefined;
}
