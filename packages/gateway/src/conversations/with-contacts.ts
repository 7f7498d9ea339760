import { sql } from 'kysely';

/**
 * Of the messages those with these contacts. A message is found by its conversation: an index by contact beside that
 * would cost a page of the log for every message, for questions that are asked of a person now and then.
 */
export function isWithContacts(contactIds: readonly string[]) {
  return sql<boolean>`conversation_id in
    (select id from conversation where contact_id in (${sql.join(contactIds)}))`;
}
