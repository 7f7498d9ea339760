import { chainHead } from '../consent/chain.ts';
import { verifyChain } from '../consent/verify.ts';
import type { Runtime } from '../runtime.ts';
import { HOUR_MS, MINUTE_MS } from '../time-units.ts';
import { askToken } from './facts/ask-meta.ts';

/** Meta gives an account 200 calls an hour at least; this is one of them for each number. */
const ASK_META_EVERY_MS = HOUR_MS;

/** The whole ledger is read for it; who changes a row by hand is found on the same day. */
const CHECK_LEDGER_EVERY_MS = 6 * HOUR_MS;

/** The first minute belongs to what waited for the start. */
const FIRST_LEDGER_AFTER_MS = MINUTE_MS;

/** What is asked seldom, because it costs something; between two times the last answer counts. */
export type Questions = {
  token(numberId: string, token: string): ReturnType<typeof askToken>;
  isLedgerIntact(): Promise<boolean | undefined>;
  /** Asks Meta again at the next look. */
  forget(): void;
};

export function createQuestions(runtime: Runtime): Questions {
  const answers = new Map<string, { readonly at: number; readonly answer: unknown }>();
  let ledger: { readonly dueAt: number; readonly isIntact: boolean | undefined } = {
    dueAt: runtime.now().getTime() + FIRST_LEDGER_AFTER_MS,
    isIntact: undefined,
  };
  // Without an answer it is asked again at the next look.
  async function hourly<Answer>(key: string, ask: () => Promise<Answer | undefined>) {
    const now = runtime.now().getTime();
    const known = answers.get(key);
    if (known && now - known.at < ASK_META_EVERY_MS) return known.answer as Answer;
    const answer = await ask();
    if (answer === undefined) answers.delete(key);
    else answers.set(key, { at: now, answer });
    return answer;
  }
  return {
    token: (numberId, token) => hourly(`token ${numberId} ${token}`, () => askToken(runtime, token)),
    async isLedgerIntact() {
      const now = runtime.now().getTime();
      if (now < ledger.dueAt) return ledger.isIntact;
      const { read } = runtime.store;
      const { valid } = await verifyChain(read, await chainHead(read));
      ledger = { dueAt: now + CHECK_LEDGER_EVERY_MS, isIntact: valid };
      return valid;
    },
    forget: () => answers.clear(),
  };
}
