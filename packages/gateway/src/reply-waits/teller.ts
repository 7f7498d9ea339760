import { lookWhileWoken } from '../rounds/look-while-woken.ts';
import type { Runtime } from '../runtime.ts';
import { createPoster } from '../subscriptions/post.ts';
import { listenForWaits } from './changed.ts';
import { deliverOutcome, type SettledWait } from './deliver-outcome.ts';
import { expireWaits, isToTell, isWaitedFor } from './settle-wait.ts';

/** POSTs at a time; outcomes are few, and each goes to a caller of its own. */
const MAX_UNDER_WAY = 16;

/** The store failed, or a secret does not open: without a rest the same would be tried over and over. */
const REST_MS = 5_000;

/**
 * Tells those who wait what became of their message: once it is settled, at least once, again and again until the
 * target has taken it. What waits is in the store; a restart goes on where it was.
 */
export function startTeller(runtime: Runtime): { stop(): Promise<void> } {
  const poster = createPoster(runtime.settings.allowedHosts, runtime.lookup);
  const lookout = lookWhileWoken(runtime, look, 'outcomes could not be looked through; tried again');
  const { stopping } = lookout;
  const underWay = new Map<string, Promise<void>>();
  let hasChanged = false;

  async function look(): Promise<number> {
    const { read, write } = runtime.store;
    const now = runtime.now().getTime();
    const until = await firstUntil();
    if (until !== undefined && until <= now) await write((tx) => expireWaits(tx, runtime));
    const due = await read
      .selectFrom('reply_wait')
      .selectAll()
      .where(isToTell)
      .where('next_attempt_at', '<=', now)
      .orderBy('next_attempt_at')
      .limit(MAX_UNDER_WAY + underWay.size)
      .execute();
    const free = due.filter(({ id }) => !underWay.has(id)).slice(0, MAX_UNDER_WAY - underWay.size);
    for (const wait of free) deliver(wait);
    const next = await read
      .selectFrom('reply_wait')
      .select((select) => select.fn.min('next_attempt_at').as('at'))
      .where(isToTell)
      .where('next_attempt_at', '>', now)
      .executeTakeFirst();
    const moments = [next?.at ?? undefined, await firstUntil()].filter((at) => at !== undefined);
    return Math.min(...moments.map(Number)) - now;
  }

  async function firstUntil(): Promise<number | undefined> {
    const first = await runtime.store.read
      .selectFrom('reply_wait')
      .select((select) => select.fn.min('until').as('at'))
      .where(isWaitedFor)
      .executeTakeFirst();
    return first?.at === null || first?.at === undefined ? undefined : Number(first.at);
  }

  function deliver(wait: SettledWait): void {
    const done = deliverOutcome(runtime, poster, wait, stopping)
      .catch(async (err: unknown) => {
        runtime.log.error({ err, wait: wait.id }, 'an outcome could not be told or recorded; it is repeated');
        await rest();
      })
      .finally(() => {
        underWay.delete(wait.id);
        lookout.wake();
      });
    underWay.set(wait.id, done);
  }

  async function rest(): Promise<void> {
    await new Promise<void>((resolve) => {
      const pause = setTimeout(resolve, REST_MS);
      stopping.addEventListener('abort', () => {
        clearTimeout(pause);
        resolve();
      });
    });
  }

  const stops = [
    listenForWaits(runtime, () => {
      hasChanged = true;
    }),
    // Every commit of the gateway leads here; most have nothing to do with waits.
    runtime.store.onCommit(() => {
      if (hasChanged) lookout.wake();
      hasChanged = false;
    }),
  ];
  lookout.wake();
  return {
    async stop() {
      for (const stop of stops) stop();
      await lookout.stop();
      await Promise.all(underWay.values());
      await poster.close();
    },
  };
}
