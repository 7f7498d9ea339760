import { setImmediate } from 'node:timers/promises';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { DAY_MS } from '../time-units.ts';
import { PURGED_SETTING } from './cursor.ts';

/** A reader that was away for a month starts anew; older events would only fill the disk. */
export const EVENTS_KEPT_MS = 30 * DAY_MS;

/** One statement deletes at most this many rows, so that writers between wait for milliseconds. */
const PURGE_ROWS = 2000;

/** Removes the events older than 30 days, oldest first, and remembers how far; a few at a time. */
export async function purgeEvents(runtime: Runtime): Promise<number> {
  const before = runtime.now().getTime() - EVENTS_KEPT_MS;
  let removed = 0;
  for (;;) {
    const count = await runtime.store.write((tx) => purgeSome(tx, before));
    removed += count;
    if (count < PURGE_ROWS) return removed;
    // SQLite answers at once: without a turn of the event loop everybody else would wait for the whole purge.
    await setImmediate();
  }
}

async function purgeSome(tx: Tx, before: number): Promise<number> {
  const oldest = await tx
    .selectFrom('event')
    .select(['seq', 'at'])
    .orderBy('seq')
    .limit(PURGE_ROWS)
    .execute();
  const kept = oldest.findIndex((row) => row.at >= before);
  const gone = kept === -1 ? oldest : oldest.slice(0, kept);
  const last = gone.at(-1);
  if (!last) return 0;
  await tx.deleteFrom('event').where('seq', '<=', last.seq).execute();
  const row = { key: PURGED_SETTING, value: JSON.stringify(last.seq) };
  await tx
    .insertInto('setting')
    .values(row)
    .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
    .execute();
  return gone.length;
}
