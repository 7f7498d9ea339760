import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../time-units.ts';
import type { MediaProblem } from './words.ts';

// Short at first: an address of a file works for five minutes and a token is renewed in as many; hourly for the rest
// of the week in which Meta has the file.
const PAUSES_MS = [2 * SECOND_MS, 10 * SECOND_MS, MINUTE_MS, 5 * MINUTE_MS, 30 * MINUTE_MS, HOUR_MS] as const;

/** How long to wait after so many failed attempts: 2 s, 10 s, 1 min, 5 min, 30 min, then an hour each time. */
export function mediaPauseAfter(attempts: number): number {
  return PAUSES_MS[Math.min(Math.max(attempts, 1), PAUSES_MS.length) - 1] ?? HOUR_MS;
}

// A file that arrives damaged so often is damaged where it lies. Of one that is not there Meta says the same when the
// token lacks a permission, so that it is asked for again, too.
const ATTEMPTS: Partial<Record<MediaProblem, number>> = { CORRUPT: 3, GONE: 3 };

/** Whether so many attempts that ended with this problem are enough. */
export function isOverAfter(problem: MediaProblem, attempts: number): boolean {
  return attempts >= (ATTEMPTS[problem] ?? Number.POSITIVE_INFINITY);
}
