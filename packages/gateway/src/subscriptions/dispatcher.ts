import { headOf } from '../events/cursor.ts';
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

/** However exact the next moment is known, a look now and then costs nothing and forgets nothing. */
const LOOK_AT_LEAST_EVERY_MS = 60_000;

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
  const stopping = new AbortController();
  const runs = new Map<string, DeliveryRun>();
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
  let isWoken = false;

  const wake = () => {
    if (stopping.signal.aborted) return;
    isWoken = true;
    looking ??= lookWhileWoken().finally(() => {
      looking = undefined;
    });
  };

  async function lookWhileWoken(): Promise<void> {
    while (isWoken && !stopping.signal.aborted) {
      isWoken = false;
      // Commits come in bursts: one look serves all of this turn.
      await new Promise((resolve) => setImmediate(resolve));
      try {
        planNextLook(await look());
      } catch (error) {
        runtime.log.error({ err: error }, 'subscriptions could not be looked through; tried again');
        planNextLook(undefined);
      }
    }
  }

  async function look(): Promise<number | undefined> {
    const rows = await listRunning.all(runtime.store.read, {});
    forgetAllBut(rows);
    if (rows.length === 0) return undefined;
    const head = await headOf(runtime.store.read);
    let next: number | undefined;
    for (const row of rows) {
      const run = runs.get(row.id) ?? new DeliveryRun(runtime, poster, stopping.signal, wake);
      runs.set(row.id, run);
      const room = MAX_UNDER_WAY - underWay();
      const due = await run.advance(row, head, room);
      if (due !== undefined) next = Math.min(next ?? due, due);
    }
    return next;
  }

  function planNextLook(next: number | undefined): void {
    clearTimeout(timer);
    if (stopping.signal.aborted) return;
    const pause = next === undefined ? LOOK_AT_LEAST_EVERY_MS : Math.max(0, next - runtime.now().getTime());
    timer = setTimeout(wake, Math.min(pause, LOOK_AT_LEAST_EVERY_MS));
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

  const stopListening = runtime.store.onCommit(wake);
  wake();
  return {
    wake,
    async stop() {
      stopListening();
      stopping.abort();
      clearTimeout(timer);
      await looking;
      await Promise.all([...runs.values()].map((run) => run.idle()));
      await poster.close();
    },
  };
}
