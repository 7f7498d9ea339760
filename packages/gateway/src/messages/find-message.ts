import { notFound } from '../http/api-problem.ts';
import type { CallerKey } from '../http/handler.ts';
import { forbiddenNumber, mayUse } from '../numbers/choose-number.ts';
import type { Tx } from '../store/index.ts';
import type { MessageRow } from './message-row.ts';

/** The message of a path; throws 404 for one that is not there, and 403 for one of a number the key is not for. */
export async function findMessage(tx: Tx, key: CallerKey, id: string): Promise<MessageRow> {
  const row = await tx.selectFrom('message').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw notFound('message', id);
  if (!mayUse(key, row.number_id)) throw forbiddenNumber(row.number_id);
  return row;
}
