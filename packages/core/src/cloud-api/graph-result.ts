import type * as z from 'zod';
import type { GraphResult } from './cloud-api.ts';
import type { GraphAnswer } from './graph-call.ts';

/** The answer of a call that is not a send, read by its schema. */
export function resultOf<T>(answer: GraphAnswer<unknown>, schema: z.ZodType<T>): GraphResult<T> {
  if (answer.kind !== 'answered') return failure(answer);
  const read = schema.safeParse(answer.value);
  if (read.success) return { ok: true, value: read.data };
  const path = read.error.issues[0]?.path.join('.') ?? '';
  return {
    ok: false,
    cause: { code: 'UNREADABLE', message: `The Cloud API's answer is not as expected at “${path}”.` },
  };
}

/** Whether the call was done; what else the answer says does not matter. */
export function doneOf(answer: GraphAnswer<unknown>): GraphResult<void> {
  return answer.kind === 'answered' ? { ok: true, value: undefined } : failure(answer);
}

/** Why a call brought nothing. */
export function failure(
  answer: Exclude<GraphAnswer<unknown>, { kind: 'answered' }>,
): GraphResult<never> & { readonly ok: false } {
  return answer.kind === 'rejected' ? { ok: false, error: answer.error } : { ok: false, cause: answer.cause };
}
