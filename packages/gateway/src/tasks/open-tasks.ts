import type { OpenTask } from '@parley/core/gateway-api';
import { sql } from 'kysely';
import type { Tx } from '../store/index.ts';
import { instantOf } from '../store/instant.ts';

/** The condition of the index of open tasks, word for word. */
export const isOpen = sql<boolean>`state = 'open'`;

/** A conversation with more open tasks than this is read as a whole anyway. */
const MAX_SHOWN = 20;

/** The open tasks of a conversation, as it shows them. */
export async function listOpenTasks(tx: Tx, conversationId: string): Promise<OpenTask[]> {
  const rows = await tx
    .selectFrom('task')
    .select(['id', 'kind', 'message_id', 'created_at', 'due_at'])
    .where(isOpen)
    .where('conversation_id', '=', conversationId)
    .orderBy('seq')
    .limit(MAX_SHOWN)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as OpenTask['kind'],
    messageId: row.message_id,
    createdAt: instantOf(row.created_at),
    dueAt: instantOf(row.due_at),
  }));
}
