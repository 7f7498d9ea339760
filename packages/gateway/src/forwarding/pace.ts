import { MINUTE_MS, SECOND_MS } from '../time-units.ts';

// Quickly at first, for a target that restarts; every five minutes for one that is down for the day.
const PAUSES_MS = [1, 2, 4, 8, 15, 30, 60, 300].map((seconds) => seconds * SECOND_MS);

/** How long to wait after so many failures in a row. */
export function forwardPauseAfter(failures: number): number {
  return PAUSES_MS[Math.min(Math.max(failures, 1), PAUSES_MS.length) - 1] ?? 5 * MINUTE_MS;
}

/** Meta itself gives up after 7 days; what a target has not taken by then it would not have had without us either. */
export const FORWARD_KEPT_MS = 7 * 24 * 60 * MINUTE_MS;

/** What waits for one address: a day of a busy number. Beyond it the oldest are given up, as Meta's own would be. */
export const MAX_BACKLOG = { webhooks: 100_000, bytes: 256 * 1024 * 1024 } as const;

/** Whether a failure says that the target is down, and not that it does not want this one webhook. */
export function isDown(status: number | undefined): boolean {
  return status === undefined || status >= 500 || status === 429 || status === 408;
}
