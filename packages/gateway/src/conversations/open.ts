import type { Selectable } from 'kysely';
import { statement, type Tables, type Tx } from '../store/index.ts';
import { newId } from '../store/new-id.ts';

export type ConversationRow = Selectable<Tables['conversation']>;

const findByParties = statement((db, given: { contactId: string; numberId: string }) =>
  db
    .selectFrom('conversation')
    .selectAll()
    .where('contact_id', '=', given.contactId)
    .where('number_id', '=', given.numberId),
);

/** The conversation of a contact with a number, if there is one. */
export function findConversationOf(
  tx: Tx,
  parties: { readonly contactId: string; readonly numberId: string },
): Promise<ConversationRow | undefined> {
  return findByParties.first(tx, parties);
}

/** The conversation of a contact with a number, made when there is none. */
export async function openConversation(
  tx: Tx,
  { contactId, numberId, at }: { readonly contactId: string; readonly numberId: string; readonly at: Date },
): Promise<ConversationRow> {
  const known = await findConversationOf(tx, { contactId, numberId });
  if (known) return known;
  return tx
    .insertInto('conversation')
    .values({
      id: newId('cnv'),
      contact_id: contactId,
      number_id: numberId,
      state: 'open',
      language: null,
      tags: '[]',
      assignee: null,
      taken_at: null,
      taken_by: null,
      last_inbound_at: null,
      last_inbound_message_id: null,
      last_message_at: null,
      unanswered: 0,
      case_reply_at: null,
      ai_disclosed_at: null,
      last_refusal: null,
      window_told: null,
      window_closes_at: null,
      window_look_at: null,
      created_at: at.getTime(),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}
