import { readCursor } from '../events/cursor.ts';
import { readEvents } from '../events/read-events.ts';
import type { Runtime } from '../runtime.ts';
import { passes } from './matches.ts';
import { filterOf, type SubscriptionRow } from './view.ts';

/** Events looked at together while counting. */
const COUNT_ROWS = 1000;

/**
 * Sends the events after a cursor once more, in order and before newer ones: the subscription simply reads on from
 * there. An ended subscription is active again. Answers how many events match.
 */
export async function replay(runtime: Runtime, row: SubscriptionRow, after: string): Promise<number> {
  const start = await readCursor(runtime.store.read, after);
  const { types, numbers, filter } = filterOf(row);
  let position = start;
  let events = 0;
  for (;;) {
    const page = await readEvents(runtime.store, position, { types, numbers }, COUNT_ROWS);
    events += page.rows.filter((event) => event.seq <= row.position && passes(event, filter)).length;
    position = page.position;
    if (page.rows.length < COUNT_ROWS || position >= row.position) break;
  }
  await runtime.store.write((tx) =>
    tx
      .updateTable('subscription')
      .set({
        position: Math.min(start, row.position),
        state: 'active',
        failing_since: null,
        gone_since: null,
      })
      .where('id', '=', row.id)
      .execute(),
  );
  return events;
}
