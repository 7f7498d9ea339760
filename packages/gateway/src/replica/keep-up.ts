import { storePulse } from '../alerts/pulse-store.ts';
import type { Runtime } from '../runtime.ts';
import type { Duty } from '../store/index.ts';

/** An alert may come a minute late, and a new token may count a minute later where it was not given. */
const EVERY_MS = 60 * 1000;

/**
 * What every gateway on the same data does, on duty or not: it writes down what it has heard, and takes over the
 * credentials that another one was given.
 */
export function keepUp(runtime: Runtime): Duty {
  let running: Promise<void> = Promise.resolve();
  const run = () => {
    running = running
      .then(async () => {
        await storePulse(runtime);
        await runtime.credentials.load(runtime.store);
      })
      .catch((err: unknown) => runtime.log.error({ err }, 'not up to date; tried again in a minute'));
  };
  const timer = setInterval(run, EVERY_MS);
  return {
    async stop() {
      clearInterval(timer);
      await running;
      await storePulse(runtime);
    },
  };
}
