import type * as z from 'zod';
import type { GraphResult } from './cloud-api.ts';
import type { GraphAnswer } from './graph-call.ts';

/** The value of an answer in the form that is expected; else what was wrong with it. */
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

/** A call that was not answered, as a result. */
export function failure(answer: Exclude<GraphAnswer<unknown>, { kind: 'answered' }>): GraphResult<never> {
  return answer.kind === 'rejected' ? { ok: false, error: answer.error } : { ok: false, cause: answer.cause };
}
