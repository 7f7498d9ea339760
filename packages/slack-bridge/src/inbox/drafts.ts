import * as z from 'zod';
import type { BridgeContext } from '../bridge-context.ts';
import { untilAnswered } from '../gateway-patience.ts';
import { messageKey, TOOL } from '../place.ts';

const PREFIX = 'draft:';
/** A text that nobody took up for a week is not needed any more; it also stands in the thread. */
const KEPT_MS = 7 * 24 * 60 * 60 * 1000;

const Draft = z.object({ conversationId: z.string(), text: z.string(), at: z.string() });

/** Whether a button's value names a draft. */
export function isDraftId(value: string): boolean {
  return value.startsWith(PREFIX);
}

/** Keeps a text that could not be sent, so that the template form can show it. Returns its id. */
export async function keepDraft(
  draft: { readonly conversationId: string; readonly text: string; readonly ts: string },
  context: BridgeContext,
): Promise<string> {
  const { gateway, place, now } = context;
  const id = `${PREFIX}${messageKey(place, draft.ts)}`;
  const { contactId } = await untilAnswered(() => gateway.getConversation(draft.conversationId), context);
  const value = { conversationId: draft.conversationId, text: draft.text, at: now().toISOString() };
  // Tied to the person, so that an erasure finds it.
  await untilAnswered(() => gateway.putToolState(TOOL, id, { value, contactId }), context);
  return id;
}

/** The text of a draft of this conversation. */
export async function readDraft(
  id: string,
  conversationId: string,
  context: BridgeContext,
): Promise<string | undefined> {
  const state = await context.gateway.getToolState(TOOL, id);
  const draft = Draft.safeParse(state?.value);
  return draft.success && draft.data.conversationId === conversationId ? draft.data.text : undefined;
}

/** Removes the drafts that nobody took up. */
export async function sweepDrafts(context: BridgeContext): Promise<void> {
  const { gateway, now } = context;
  const keep = now().getTime() - KEPT_MS;
  let cursor: string | undefined;
  do {
    const page = await untilAnswered(
      () => gateway.listToolState(TOOL, { prefix: PREFIX, limit: 200, ...(cursor ? { cursor } : {}) }),
      context,
    );
    for (const { key, value } of page.items) {
      const draft = Draft.safeParse(value);
      if (draft.success && new Date(draft.data.at).getTime() > keep) continue;
      await untilAnswered(() => gateway.deleteToolState(TOOL, key), context);
    }
    cursor = page.cursor ?? undefined;
  } while (cursor !== undefined);
}
