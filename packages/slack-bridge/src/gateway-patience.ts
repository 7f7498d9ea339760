import { ParleyError } from '@parley/core';
import { GatewayProblem } from '@parley/core/gateway-api';
import type { Logger } from './logger.ts';
import type { Sleep } from './slack/pace.ts';

const FIRST_WAIT_MS = 250;
/** A gateway that is back must not wait long for us; one that is down is not hammered. */
const LONGEST_WAIT_MS = 10_000;

/** Whether the same call may succeed later: no answer, or one that says "not now" or "not with this key yet". */
export function isPassing(error: unknown): boolean {
  if (error instanceof GatewayProblem)
    return [401, 403, 408, 429].includes(error.problem.status) || error.problem.status >= 500;
  return (
    error instanceof ParleyError && ['GATEWAY_UNREACHABLE', 'GATEWAY_ANSWER_INVALID'].includes(error.code)
  );
}

/** Repeats a call that is safe to repeat until the gateway has answered it; other problems are thrown. */
export async function untilAnswered<Answer>(
  call: () => Promise<Answer>,
  deps: {
    readonly sleep: Sleep;
    readonly log: Logger;
    readonly onFailure?: (failed: number, error: Error) => Promise<void>;
  },
): Promise<Answer> {
  for (let failed = 0; ; ) {
    try {
      return await call();
    } catch (error) {
      if (!isPassing(error)) throw error;
      // A call that our own stop cut off is no failure: this ends here then.
      await deps.sleep(0);
      failed += 1;
      deps.log.warn(
        { failed, problem: (error as Error).message },
        'The gateway could not be asked; trying again',
      );
      await deps.onFailure?.(failed, error as Error);
      await deps.sleep(Math.min(FIRST_WAIT_MS * 2 ** (failed - 1), LONGEST_WAIT_MS));
    }
  }
}
