import { isWithContacts } from '../conversations/with-contacts.ts';
import { noteForgotten } from '../intake/known-message.ts';
import type { MessageRow } from '../messages/message-row.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import type { Person } from './erase.ts';

/** What is left of a message: that there was one, when, and why it was allowed. */
const ERASED = JSON.stringify({ type: 'erased' });

/** Empties the person's messages and cancels what has not gone; returns how many there were. */
export async function eraseMessages(
  tx: Tx,
  runtime: Runtime,
  { contactIds }: Person,
  at: Date,
): Promise<number> {
  const rows = await tx
    .selectFrom('message')
    .select(['id', 'wamid', 'number_id', 'direction', 'created_at', 'decision', 'status'])
    .where(isWithContacts(contactIds))
    .execute();
  await noteForgotten(tx, runtime, rows.flatMap(asNamed));
  for (const row of rows) {
    if (row.wamid !== null) await tx.deleteFrom('external_status').where('wamid', '=', row.wamid).execute();
    await tx.updateTable('message_status').set({ error: null }).where('message_id', '=', row.id).execute();
    await tx
      .updateTable('message')
      .set({
        content: ERASED,
        // A wamid contains the phone number.
        wamid: null,
        quote_wamid: null,
        raw: null,
        error: null,
        if_window_closed: null,
        decision: row.decision === null ? null : withoutDetail(row.decision),
        status: waiting.has(row.status) ? 'cancelled' : row.status,
        updated_at: at.getTime(),
      })
      .where('id', '=', row.id)
      .execute();
  }
  return rows.length;
}

function asNamed(row: Pick<MessageRow, 'direction' | 'wamid' | 'number_id' | 'created_at'>) {
  if (row.direction !== 'inbound' || row.wamid === null) return [];
  return [{ numberId: row.number_id, wamid: row.wamid, at: row.created_at }];
}

const waiting: ReadonlySet<string> = new Set(['scheduled', 'held', 'queued']);

// Verdict, code and evidence prove that the message was allowed; the detail quotes the person's own words.
function withoutDetail(decision: string): string {
  const { detail: _, ...rest } = JSON.parse(decision) as { detail?: unknown };
  return JSON.stringify({ ...rest, detail: {} });
}
