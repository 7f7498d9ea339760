import type { Tx } from '../store/index.ts';
import { type ConversationRow, findConversationOf, openConversation } from './open.ts';

/**
 * The conversation of what was written before the number was connected, the last of it at `lastMessageAt`: one that is
 * made for it waits for nobody.
 */
export async function openQuietly(
  tx: Tx,
  parties: { readonly contactId: string; readonly numberId: string; readonly at: Date },
  lastMessageAt: Date,
): Promise<ConversationRow> {
  const isNew = (await findConversationOf(tx, parties)) === undefined;
  const row = await openConversation(tx, parties);
  const state = isNew ? 'resolved' : row.state;
  const last_message_at = Math.max(row.last_message_at ?? 0, lastMessageAt.getTime());
  await tx.updateTable('conversation').set({ state, last_message_at }).where('id', '=', row.id).execute();
  return { ...row, state, last_message_at };
}
