import { statement, type Tx } from '../store/index.ts';
import type { ConversationRow } from './open.ts';

const findById = statement((db, { id }: { id: string }) =>
  db.selectFrom('conversation').selectAll().where('id', '=', id),
);

/** The conversation of that id today: one that another has taken in resolves to that one. */
export async function currentConversation(tx: Tx, id: string): Promise<ConversationRow | undefined> {
  const row = await findById.first(tx, { id });
  return row?.merged_into == null ? row : currentConversation(tx, row.merged_into);
}
