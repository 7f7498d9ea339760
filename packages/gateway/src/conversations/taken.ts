import { TAKEN_MS } from '@parley/core/policy';
import type { Selectable } from 'kysely';
import type { Tables, Tx } from '../store/index.ts';

/** Who has a conversation, as the words of a refusal name them. */
export type TakenBy = { readonly tool: string; readonly actor: string | null; readonly name: string | null };

/** Until when automations may not answer freely; undefined when nobody has taken the conversation. */
export function takenUntil(row: Pick<Selectable<Tables['conversation']>, 'taken_at'>): Date | undefined {
  return row.taken_at === null ? undefined : new Date(row.taken_at + TAKEN_MS);
}

/** A person answered or was assigned: until it is released, resolved or 12 hours are over, automations wait. */
export async function takeConversation(tx: Tx, conversationId: string, by: TakenBy, at: Date): Promise<void> {
  await tx
    .updateTable('conversation')
    .set({ taken_at: at.getTime(), taken_by: JSON.stringify(by) })
    .where('id', '=', conversationId)
    .execute();
}
