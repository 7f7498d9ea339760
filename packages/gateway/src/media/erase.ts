import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { markForRemoval } from './shelf.ts';

/**
 * Removes a person's files: those that nobody else has sent or been sent. With the row goes the key, so that what is
 * left on the disk is noise; `clearMarked` removes that once the transaction is committed. Returns how many there were.
 */
export async function eraseMedia(tx: Tx, runtime: Runtime, contactIds: readonly string[]): Promise<number> {
  const used = await tx
    .deleteFrom('media_use')
    .where('contact_id', 'in', contactIds)
    .returning('media_id')
    .execute();
  let count = 0;
  for (const id of new Set(used.map((use) => use.media_id))) {
    const other = await tx
      .selectFrom('media_use')
      .select('media_id')
      .where('media_id', '=', id)
      .executeTakeFirst();
    if (other) continue;
    const row = await tx.deleteFrom('media').where('id', '=', id).returning('file').executeTakeFirst();
    await tx.deleteFrom('media_upload').where('media_id', '=', id).execute();
    if (row?.file != null) markForRemoval(runtime, row.file);
    count += row ? 1 : 0;
  }
  return count;
}
