import { headOf } from '../events/cursor.ts';
import { lookWhileWoken } from '../rounds/look-while-woken.ts';
import type { Runtime } from '../runtime.ts';
import { statement } from '../store/index.ts';
import { DeliveryRun } from './delivery-run.ts';
import { createPoster } from './post.ts';
import type { SubscriptionRow } from './view.ts';

const listRunning = statement((db) =>
  db.selectFrom('subscription').selectAll().where('state', '!=', 'ended'),
);

/** POSTs under way over all subscriptions: enough for many slow targets, few enough for one process. */
const MAX_UNDER_WAY = 64;

export type Dispatcher = {
  /** Looks for work now; commits do that by themselves. */
  wake(): void;
  stop(): Promise<void>;
};

/**
 * Delivers events to the subscriptions, each at its own pace, at least once. What waits is in the store: a restart
 * goes on where it was. A POST that is cut off by the stop counts as not tried.
 */
export function startDispatcher(runtime: Runtime): Dispatcher {
  const poster = createPoster(runtime.settings.allowedHosts, runtime.lookup);
  const lookout = lookWhileWoken(runtime, look, 'subscriptions could not be looked through; tried again');
  const runs = new Map<string, DeliveryRun>();

  async function look(): Promise<number> {
    const rows = await listRunning.all(runtime.store.read, {});
    forgetAllBut(rows);
    if (rows.length === 0) return Number.POSITIVE_INFINITY;
    const head = await headOf(runtime.store.read);
    let next = Number.POSITIVE_INFINITY;
    for (const row of rows) {
      const run = runs.get(row.id) ?? new DeliveryRun(runtime, poster, lookout.stopping, lookout.wake);
      runs.set(row.id, run);
      const room = MAX_UNDER_WAY - underWay();
      next = Math.min(next, (await run.advance(row, head, room)) ?? Number.POSITIVE_INFINITY);
    }
    return next - runtime.now().getTime();
  }

  function forgetAllBut(rows: readonly SubscriptionRow[]): void {
    const kept = new Set(rows.map((row) => row.id));
    for (const [id, run] of runs) if (!kept.has(id) && run.underWay.size === 0) runs.delete(id);
  }

  function underWay(): number {
    let count = 0;
    for (const run of runs.values()) count += run.underWay.size;
    return count;
  }

  const stopListening = runtime.store.onCommit(lookout.wake);
  lookout.wake();
  return {
    wake: lookout.wake,
    async stop() {
      stopListening();
      await lookout.stop();
      await Promise.all([...runs.values()].map((run) => run.idle()));
      await poster.close();
    },
  };
}
