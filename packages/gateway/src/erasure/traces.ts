import { sql } from 'kysely';
import { isWithContacts } from '../conversations/with-contacts.ts';
import { statement, type Tx } from '../store/index.ts';
import { idsAfter } from '../store/new-id.ts';
import type { Person } from './erase.ts';

const ERASED_EVENT = JSON.stringify({ erased: true });

/** Empties the person's entries of the event log in place: cursors stay valid. Returns how many there were. */
export async function eraseEvents(tx: Tx, { contactIds }: Person): Promise<number> {
  const emptied = await tx
    .updateTable('event')
    .set({ data: ERASED_EVENT })
    .where('contact_id', 'in', contactIds)
    .where('of_message', '=', sql.lit(0))
    .executeTakeFirst();
  const messages = await tx.selectFrom('message').select('id').where(isWithContacts(contactIds)).execute();
  let count = Number(emptied.numUpdatedRows);
  for (const { id } of messages)
    count += await eraseOfMessage.change(tx, { ...idsAfter('evt', id), data: ERASED_EVENT });
  return count;
}

const eraseOfMessage = statement((db, given: { from: string; before: string; data: string }) =>
  db
    .updateTable('event')
    .set({ data: given.data })
    .where('id', '>=', given.from)
    .where('id', '<', given.before),
);

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

/** Removes webhooks that wait to be passed on and name the person, or a message to or from them. */
export async function eraseForwards(tx: Tx, { marks }: Person): Promise<void> {
  const parts = marks.flatMap((mark) => [mark, ...base64Parts(mark)]);
  if (parts.length === 0) return;
  await tx
    .deleteFrom('forward')
    .where((where) => where.or(parts.map((part) => contains('payload', part))))
    .execute();
}

/** Removes kept answers that name the contact or the person. */
export async function eraseAnswers(tx: Tx, { contactIds, marks }: Person): Promise<void> {
  await tx
    .deleteFrom('idempotency')
    .where((where) => where.or([...contactIds, ...marks].map((mark) => contains('answer', mark))))
    .execute();
}

/**
 * Removes statuses and changes of messages that are not ours but name the person: a wamid is base64, with the phone
 * number inside.
 */
export async function eraseWamids(tx: Tx, { marks }: Person): Promise<void> {
  const parts = marks.flatMap(base64Parts);
  if (parts.length === 0) return;
  for (const table of ['external_status', 'early_change'] as const)
    await tx
      .deleteFrom(table)
      .where((where) => where.or(parts.map((part) => contains('wamid', part))))
      .execute();
}

// How a text looks inside base64 depends on where it begins; the characters at its edges are shared with its neighbours.
function base64Parts(text: string): string[] {
  return [0, 1, 2].map((offset) => {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)]);
    const whole = Math.floor(bytes.length / 3) * 4;
    return bytes.toString('base64').slice(offset === 0 ? 0 : offset + 1, whole);
  });
}

function contains(column: 'payload' | 'answer' | 'wamid', mark: string) {
  return sql<boolean>`${sql.ref(column)} like ${`%${mark.replaceAll(/[\\%_]/g, '\\$&')}%`} escape '\\'`;
}
