import { notFound } from '../http/api-problem.ts';
import type { CallerKey } from '../http/handler.ts';
import type { Tx } from '../store/index.ts';
import type { MediaRow } from './view.ts';

/** The file with this id, as far as the key may see it; 404 otherwise. */
export async function findMedia(tx: Tx, key: CallerKey, id: string): Promise<MediaRow> {
  const row = await tx.selectFrom('media').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row || !maySee(key, row)) throw notFound('media', id);
  return row;
}

/** Whether the key may see the file: one that is bound to numbers sees theirs, and what it uploaded itself. */
export function maySee(key: CallerKey, row: MediaRow): boolean {
  if (key.numbers.length === 0 || row.key_id === key.id) return true;
  return row.number_id !== null && key.numbers.includes(row.number_id);
}
