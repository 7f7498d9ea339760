import { refreshNumbers } from '../numbers/refresh-numbers.ts';
import type { Runtime } from '../runtime.ts';
import { syncTemplates } from '../templates/sync.ts';
import { HOUR_MS } from '../time-units.ts';
import { onRefreshSoon } from './refresh-soon.ts';

/** Meta tells most changes by webhook; this catches what was missed. */
const REFRESH_EVERY_MS = HOUR_MS;

/** The sandbox starts beside us and may be a moment later; Meta may be away for long. */
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 15_000;

/** Until a look that webhooks ask for: a few calls each, of the 5,000 that Meta allows an account in an hour. */
const SOON_MS = 3000;

/** After this we are ready without a catalogue: webhooks must come in even when Meta cannot be asked. */
const LOADING_MS = 5000;

export type CatalogueWatch = {
  state(): 'loaded' | 'loading' | 'unavailable';
  stop(): void;
};

/** Reads templates and numbers from Meta at the start, again and again until it works, then every hour. */
export function startCatalogueWatch(runtime: Runtime): CatalogueWatch {
  const startedAt = runtime.now().getTime();
  let isLoaded = false;
  let isStopped = false;
  let retryMs = FIRST_RETRY_MS;
  let timer: NodeJS.Timeout | undefined;
  let isReading = false;
  let isAskedFor = false;

  // One timer and one reading at a time: whoever asks meanwhile is served by the next.
  const lookIn = (pauseMs: number) => {
    clearTimeout(timer);
    if (!isStopped) timer = setTimeout(look, pauseMs).unref();
  };
  const look = () => {
    isReading = true;
    isAskedFor = false;
    void readAll(runtime)
      .catch((error: unknown) => {
        if (!isStopped) runtime.log.error({ err: error }, 'templates and numbers not read');
        return false;
      })
      .then((isComplete) => {
        isReading = false;
        isLoaded ||= isComplete;
        retryMs = isComplete ? FIRST_RETRY_MS : Math.min(retryMs * 2, LAST_RETRY_MS);
        const pauseMs = isComplete ? REFRESH_EVERY_MS : retryMs;
        lookIn(isAskedFor ? Math.min(SOON_MS, pauseMs) : pauseMs);
      });
  };
  look();
  onRefreshSoon(runtime, () => {
    if (!isAskedFor && !isReading && isLoaded) lookIn(SOON_MS);
    isAskedFor = true;
  });
  return {
    state() {
      if (isLoaded) return 'loaded';
      return runtime.now().getTime() - startedAt < LOADING_MS ? 'loading' : 'unavailable';
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

async function readAll(runtime: Runtime): Promise<boolean> {
  const { failed } = await syncTemplates(runtime);
  const numbers = await refreshNumbers(runtime);
  return failed.length === 0 && numbers;
}
