import type { Runtime } from '../runtime.ts';

/** However exact the next moment is known, a look now and then costs nothing and forgets nothing. */
const LOOK_AT_LEAST_EVERY_MS = 60_000;

/** The store failed: without a rest the same would be tried over and over. */
const RETRY_MS = 1000;

/** Somebody who looks for work, one look at a time. */
export type Lookout = {
  /** Has it look soon; what wakes it during a look makes it look once more. */
  wake(): void;
  /** Aborted by the stop, so that what is under way can be cut off. */
  readonly stopping: AbortSignal;
  /** Looks no more; resolves when the last look is over. */
  stop(): Promise<void>;
};

/**
 * Looks for work whenever it is woken, and when `look` said that the next is due: it answers in how many milliseconds,
 * Infinity when nothing is known of. A look that fails is logged as `complaint`, and made again.
 */
export function lookWhileWoken(runtime: Runtime, look: () => Promise<number>, complaint: string): Lookout {
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
  let isWoken = false;

  function wake(): void {
    if (stopping.signal.aborted) return;
    isWoken = true;
    looking ??= looks().finally(() => {
      looking = undefined;
    });
  }

  async function looks(): Promise<void> {
    while (isWoken && !stopping.signal.aborted) {
      isWoken = false;
      // Commits come in bursts: one look serves all of this turn.
      await new Promise((resolve) => setImmediate(resolve));
      clearTimeout(timer);
      const pause = await look().catch((err: unknown) => {
        runtime.log.error({ err }, complaint);
        return RETRY_MS;
      });
      if (!stopping.signal.aborted)
        timer = setTimeout(wake, Math.max(0, Math.min(pause, LOOK_AT_LEAST_EVERY_MS)));
    }
  }

  return {
    wake,
    stopping: stopping.signal,
    async stop() {
      stopping.abort();
      clearTimeout(timer);
      await looking;
    },
  };
}
