import { sql } from 'kysely';
import type { Tx } from '../store/index.ts';
import type { Person } from './erase.ts';

const ERASED_EVENT = JSON.stringify({ erased: true });

/** Empties the person's entries of the event log in place: cursors stay valid. Returns how many there were. */
export async function eraseEvents(tx: Tx, { contactIds }: Person): Promise<number> {
  const emptied = await tx
    .updateTable('event')
    .set({ data: ERASED_EVENT })
    .where('contact_id', 'in', contactIds)
    .executeTakeFirst();
  return Number(emptied.numUpdatedRows);
}

/** Removes what tools had kept for the person; returns how many entries there were. */
export async function eraseToolState(tx: Tx, { contactIds }: Person): Promise<number> {
  const removed = await tx.deleteFrom('tool_state').where('contact_id', 'in', contactIds).executeTakeFirst();
  return Number(removed.numDeletedRows);
}

/** Removes webhook items that are kept raw: those of the contact, and those that name the person inside. */
export async function eraseRawItems(tx: Tx, { contactIds, marks }: Person): Promise<void> {
  await tx
    .deleteFrom('raw_item')
    .where((where) =>
      where.or([where('contact_id', 'in', contactIds), ...marks.map((mark) => contains('payload', mark))]),
    )
    .execute();
}

/** Removes kept answers that name the contact or the person. */
export async function eraseAnswers(tx: Tx, { contactIds, marks }: Person): Promise<void> {
  await tx
    .deleteFrom('idempotency')
    .where((where) => where.or([...contactIds, ...marks].map((mark) => contains('answer', mark))))
    .execute();
}

function contains(column: 'payload' | 'answer', mark: string) {
  return sql<boolean>`${sql.ref(column)} like ${`%${mark.replaceAll(/[\\%_]/g, '\\$&')}%`} escape '\\'`;
}
