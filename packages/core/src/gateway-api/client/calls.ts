import { ParleyError } from '../../errors.ts';
import { GatewayProblem } from '../problem.ts';
import type { Method } from '../route/route.ts';
import type { QueryValue, Transport, TransportRequest } from '../transport.ts';
import type { Decision, Problem } from '../types.ts';

/** The query of a list. */
export type Query = Readonly<Record<string, QueryValue>>;

/** The key under which a repeated call gives the first answer again. */
export type Keyed = { readonly idempotencyKey?: string };

/** The rules said no: a value, with the decision that a person is shown. */
export type Refused = { readonly outcome: 'refused'; readonly decision: Decision; readonly problem: Problem };

/** How every resource asks the gateway. */
export type Calls = ReturnType<typeof callsOver>;

/** Calls over a transport: what is not a success is thrown as `GatewayProblem`. */
export function callsOver(transport: Transport) {
  async function call<Answer>(
    method: Method,
    path: string,
    more: Omit<TransportRequest, 'method' | 'path'> = {},
  ) {
    const response = await transport({ method, path, ...more });
    if (response.status >= 200 && response.status < 300) return response.body as Answer;
    throw new GatewayProblem(`${method} ${path}`, problemOf(response.status, response.body));
  }
  const get = <Answer>(path: string, query?: Query, timeoutMs?: number) =>
    call<Answer>('GET', path, { ...(query ? { query } : {}), ...(timeoutMs ? { timeoutMs } : {}) });
  const post = <Answer>(path: string, body?: unknown, keyed: Keyed = {}) =>
    call<Answer>('POST', path, { ...(body === undefined ? {} : { body }), headers: idempotency(keyed) });
  return { call, get, post };
}

/** The answer, or the refusal as a value. */
export async function orRefused<Answer>(
  answer: Promise<Answer>,
): Promise<{ readonly answer: Answer } | Refused> {
  try {
    return { answer: await answer };
  } catch (error) {
    if (!(error instanceof GatewayProblem) || !error.problem.decision) throw error;
    return { outcome: 'refused', decision: error.problem.decision, problem: error.problem };
  }
}

/** The answer, or undefined where there is nothing under that name (404). */
export async function orUndefined<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof GatewayProblem && error.problem.status === 404) return undefined;
    throw error;
  }
}

/** Beyond its wait a long poll needs time to answer, on a slow line too. */
const ANSWER_MS = 10_000;

/** How long a long poll may take; undefined where nothing is waited for. */
export function longPoll(waitSeconds: number | undefined): number | undefined {
  return waitSeconds ? waitSeconds * 1000 + ANSWER_MS : undefined;
}

function idempotency(keyed: Keyed): Record<string, string> {
  return keyed.idempotencyKey === undefined ? {} : { 'idempotency-key': keyed.idempotencyKey };
}

function problemOf(status: number, body: unknown): Problem {
  if (typeof body === 'object' && body !== null && 'code' in body && 'detail' in body) return body as Problem;
  throw new ParleyError(
    'GATEWAY_ANSWER_INVALID',
    `The answer with status ${status} is not the gateway's: check the address, and proxies between.`,
  );
}
