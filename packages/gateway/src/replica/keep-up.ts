import { storePulse } from '../alerts/pulse-store.ts';
import { startRounds } from '../rounds/rounds.ts';
import type { Runtime } from '../runtime.ts';
import type { Duty } from '../store/index.ts';

/** An alert may come a minute late, and a new token may count a minute later where it was not given. */
const EVERY_MS = 60 * 1000;

/**
 * What every gateway on the same data does, on duty or not: it writes down what it has heard, and takes over the
 * credentials that another one was given.
 */
export function keepUp(runtime: Runtime): Duty {
  const rounds = startRounds(
    runtime,
    EVERY_MS,
    async () => {
      await storePulse(runtime);
      await runtime.credentials.load(runtime.store);
    },
    'not up to date; tried again in a minute',
  );
  return {
    async stop() {
      await rounds.stop();
      await storePulse(runtime);
    },
  };
}
