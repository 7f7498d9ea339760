import type { Runtime } from '../runtime.ts';

/** Something that is done now and then, one round at a time. */
export type Rounds = {
  /** Does a round now, after the one that is under way; resolves when it is done. */
  run(): Promise<void>;
  /** Resolves when the round that is under way is done. */
  stop(): Promise<void>;
};

/** Does a round every so often; one that fails is logged as `complaint`, and made up for by the next. */
export function startRounds(
  runtime: Runtime,
  everyMs: number,
  round: () => Promise<unknown>,
  complaint: string,
): Rounds {
  let running: Promise<void> = Promise.resolve();
  const run = () => {
    running = running
      .then(async () => void (await round()))
      .catch((err: unknown) => runtime.log.error({ err }, complaint));
    return running;
  };
  const timer = setInterval(() => void run(), everyMs);
  return {
    run,
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
