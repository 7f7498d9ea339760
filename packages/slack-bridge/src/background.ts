import type { Logger } from './logger.ts';
import { Stopped } from './stopping.ts';

/** Work that nobody waits for until the bridge stops. */
export type Background = {
  run(work: Promise<void>): void;
  /** Resolves when all of it is over. */
  settled(): Promise<void>;
};

/** What fails in the background is logged; what the stop cut off is no failure. */
export function openBackground(log: Logger): Background {
  const underWay = new Set<Promise<void>>();
  return {
    run(work) {
      const watched = work.catch((error: unknown) => {
        if (!(error instanceof Stopped))
          log.error({ problem: String(error) }, 'Work in the background failed');
      });
      underWay.add(watched);
      void watched.finally(() => underWay.delete(watched));
    },
    async settled() {
      await Promise.all(underWay);
    },
  };
}
