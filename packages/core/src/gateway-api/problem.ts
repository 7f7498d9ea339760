import { ParleyError } from '../errors.ts';
import type { Problem } from './types.ts';

/** The gateway answered with a problem; `problem` is that answer. */
export class GatewayProblem extends ParleyError {
  readonly problem: Problem;

  constructor(call: string, problem: Problem) {
    super('GATEWAY_PROBLEM', `${call}: ${problem.detail}`);
    this.name = 'GatewayProblem';
    this.problem = problem;
  }
}

/** No answer came, so it is unknown whether the call was carried out; safe to repeat with the same Idempotency-Key. */
export class GatewayUnreachable extends ParleyError {
  constructor(call: string, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(
      'GATEWAY_UNREACHABLE',
      `${call}: the gateway did not answer (${why}). Check its address and that it runs.`,
      {
        cause,
      },
    );
    this.name = 'GatewayUnreachable';
  }
}
