import type { Contact, Event, EventType } from '@parley/core/gateway-api';
import type { Selectable } from 'kysely';
import { withinNumbers } from '../contacts/within-numbers.ts';
import type { Tables, Tx } from '../store/index.ts';
import { headOf, type Position } from './cursor.ts';

/** A rare type may be far away; a read looks at this many entries at a time, so that nobody else waits for it. */
const SCAN_ROWS = 5000;

export type EventFilter = {
  /** Absent or empty: all. */
  readonly types?: readonly EventType[] | undefined;
  /** Absent or empty: all; events that belong to no number always pass. */
  readonly numbers?: readonly string[];
};

export type EventRow = Selectable<Tables['event']>;

/** The next events after a position, and the position to go on from: past those that the filter left out, too. */
export async function readEvents(
  store: { readonly read: Tx },
  after: Position,
  filter: EventFilter,
  limit: number,
): Promise<{ readonly rows: EventRow[]; readonly position: Position }> {
  // The head is read first: what is committed after that is left for the next read, never skipped.
  const head = await headOf(store.read);
  const rows: EventRow[] = [];
  let position = after;
  while (position < head) {
    const until = Math.min(position + SCAN_ROWS, head);
    const found = await select(store.read, position, until, filter, limit - rows.length);
    rows.push(...found);
    const last = rows.at(-1);
    if (rows.length >= limit && last) return { rows, position: last.seq };
    position = until;
    // Long scans let others run between.
    if (position < head) await new Promise((resolve) => setImmediate(resolve));
  }
  return { rows, position: Math.max(position, after) };
}

function select(tx: Tx, after: Position, until: Position, { types, numbers }: EventFilter, limit: number) {
  let query = tx
    .selectFrom('event')
    .selectAll()
    .where('seq', '>', after)
    .where('seq', '<=', until)
    .orderBy('seq')
    .limit(limit);
  if (types && types.length > 0) query = query.where('type', 'in', types);
  if (numbers && numbers.length > 0)
    query = query.where((where) =>
      where.or([where('number_id', 'is', null), where('number_id', 'in', numbers)]),
    );
  return query.execute();
}

/** An entry of the log as the API and the deliveries write it, for a reader of these numbers; of all where none is named. */
export function viewEvent(row: EventRow, numbers: readonly string[]): Event {
  const data = JSON.parse(row.data) as Event['data'] & { readonly contact?: Contact };
  return {
    id: row.id,
    type: row.type as EventType,
    at: new Date(row.at).toISOString(),
    // The log tells of the whole contact, whose conversations with other numbers are not this reader's business.
    data:
      data.contact === undefined || numbers.length === 0
        ? data
        : { ...data, contact: withinNumbers(data.contact, numbers) },
  };
}
