import { GatewayProblem, GatewayUnreachable } from '@parley/core/gateway-api';
import type { Log } from './deps.ts';
import { SalesforceFailure } from './salesforce/failure.ts';

/** Waits, and wakes at once when the adapter is stopped. */
export type Sleep = (ms: number) => Promise<void>;

/** First wait after a passing failure; it doubles up to the second. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/** What a loop needs. */
export type Loop = {
  readonly name: string;
  readonly step: () => Promise<void>;
  /** Milliseconds between two steps that went well. */
  readonly everyMs: () => number;
  /** Milliseconds to wait for an admin or for free API calls. */
  readonly patientMs: number;
  readonly signal: AbortSignal;
  readonly sleep: Sleep;
  readonly log: Log;
};

/** Repeats a step until the adapter is stopped; no failure ends it, each is told once. */
export async function runLoop(loop: Loop): Promise<void> {
  let failures = 0;
  let told = '';
  while (!loop.signal.aborted) {
    try {
      await loop.step();
      if (failures > 0) loop.log('info', `Goes on: ${loop.name}.`);
      failures = 0;
      told = '';
      await loop.sleep(loop.everyMs());
    } catch (error) {
      if (loop.signal.aborted) return;
      const message = error instanceof Error ? error.message : String(error);
      if (message !== told) loop.log(isPassing(error) ? 'warn' : 'error', `${loop.name}: ${message}`);
      told = message;
      const pause = Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS);
      await loop.sleep(isPassing(error) ? Math.min(pause, loop.patientMs) : loop.patientMs);
      failures++;
    }
  }
}

/** Whether the failure goes away by itself; the others need a person or time. */
function isPassing(error: unknown): boolean {
  if (error instanceof GatewayUnreachable) return true;
  if (error instanceof GatewayProblem) return error.problem.status >= 500 || error.problem.status === 429;
  return error instanceof SalesforceFailure && error.kind === 'retry';
}

/** A sleep that ends with the signal. */
export function sleepUntil(signal: AbortSignal): Sleep {
  return (ms) =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const done = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal.addEventListener('abort', done);
    });
}
