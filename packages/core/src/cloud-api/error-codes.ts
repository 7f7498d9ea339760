import type { MetaErrorCategory, MetaRetry } from './meta-error.ts';

/** What our table knows about a code. */
export type ErrorCodeRow = { readonly category: MetaErrorCategory; readonly retry: MetaRetry };

/** The row of a code; total: a code never seen is `other`, and never repeated. */
export function errorCode(_code: number): ErrorCodeRow {
  return { category: 'other', retry: 'never' };
}

/** The one code that the outbox repeats by itself: the number's throughput is used up (after 1, 2, 4, 8 s). */
export function isRetriedByOutbox(code: number): boolean {
  return code === 130429;
}
