const SECOND_MS = 1000;

/** Meta's throughput is counted by the second; four tries over 15 seconds outlast a burst (130429). */
const throttledAfterMs = [1, 2, 4, 8].map((seconds) => seconds * SECOND_MS);

/** Nothing was written, so trying again is free: quickly at first, then twice a minute. */
const notSentAfterMs = [1, 2, 4, 8, 15, 30].map((seconds) => seconds * SECOND_MS);

/** A connection that can't be made for a day is somebody's task, and the message is yesterday's. */
export const GIVE_UP_NOT_SENT_MS = 24 * 60 * 60 * SECOND_MS;

/** How long to wait after being throttled `times` times in a row; undefined when that was the last try. */
export function afterThrottling(times: number): number | undefined {
  return throttledAfterMs[times - 1];
}

/** How long to wait after `attempts` calls that never left. */
export function afterNotSent(attempts: number): number {
  return notSentAfterMs[Math.min(attempts, notSentAfterMs.length) - 1] ?? SECOND_MS;
}
