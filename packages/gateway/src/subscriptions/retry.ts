import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../time-units.ts';

// Short at first, for a target that restarts; then it is down, and an hour is often enough.
const PAUSES_MS = [5 * SECOND_MS, 30 * SECOND_MS, 2 * MINUTE_MS, 10 * MINUTE_MS, HOUR_MS] as const;

/** How long to wait after so many failed attempts: 5 s, 30 s, 2 min, 10 min, then an hour each time. */
export function pauseAfter(attempts: number): number {
  return PAUSES_MS[Math.min(Math.max(attempts, 1), PAUSES_MS.length) - 1] ?? HOUR_MS;
}

/** So many different events that fail one after the other mean that the target is down, not that one event is odd. */
export const DOWN_AFTER_EVENTS = 3;

/**
 * The events of a person stay in order while the first of them is tried again; an event that a working target refuses
 * this often stops holding up the others (after about 13 minutes).
 */
export const HOLDS_ORDER_ATTEMPTS = 4;

/** An address that says for two weeks that there is nothing (404, 410) is gone for good. */
export const GONE_ENDS_AFTER_MS = 14 * 24 * HOUR_MS;
