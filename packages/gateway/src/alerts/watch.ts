import { startRounds } from '../rounds/rounds.ts';
import type { Runtime } from '../runtime.ts';
import { DAY_MS } from '../time-units.ts';
import { gatherFacts } from './facts/gather.ts';
import { judge } from './judge.ts';
import { purgeHours, storePulse } from './pulse-store.ts';
import { createQuestions, type Questions } from './questions.ts';
import { purgeAlerts, recordAlerts } from './record.ts';

/** A minute late is early enough for everything that is told, and cheap. */
const LOOK_EVERY_MS = 60 * 1000;

export type AlertWatch = {
  /** Looks now; resolves when everything that is wrong is told. */
  look(): Promise<void>;
  stop(): Promise<void>;
};

/** Looks every minute for what the operator should know of before the customers do. */
export function startAlertWatch(runtime: Runtime): AlertWatch {
  const questions = createQuestions(runtime);
  let purgedAt = 0;
  const rounds = startRounds(
    runtime,
    LOOK_EVERY_MS,
    async () => {
      await lookForTrouble(runtime, questions);
      const now = runtime.now();
      if (now.getTime() - purgedAt < DAY_MS) return;
      await runtime.store.write(async (tx) => {
        await purgeAlerts(tx, now);
        await purgeHours(tx, now);
      });
      purgedAt = now.getTime();
    },
    'nobody could look for trouble; tried again in a minute',
  );
  void rounds.run();
  return { look: rounds.run, stop: rounds.stop };
}

/** One look: gathers the facts, judges them, and tells what has changed. */
export async function lookForTrouble(runtime: Runtime, questions: Questions): Promise<void> {
  await storePulse(runtime);
  const facts = await gatherFacts(runtime, questions);
  await recordAlerts(runtime, judge(facts, runtime.now()));
}
