import type { Throttle } from '@parley/core/cloud-api';
import { SECOND_MS } from '../time-units.ts';

/** Meta's throughput is counted by the second; four tries over 15 seconds outlast a burst (130429). */
const tooFastAfterMs = [1, 2, 4, 8].map((seconds) => seconds * SECOND_MS);

/**
 * Meta's own words for the quota of a pair: 4 to the power of X seconds. Five tries are 341 seconds, longer than a used
 * up burst of 45 needs to come back at one message in 6 seconds. The quotas of calls are counted over longer times too.
 */
const quotaAfterMs = [1, 4, 16, 64, 256].map((seconds) => seconds * SECOND_MS);

const throttledAfterMs: Readonly<Record<Throttle, readonly number[]>> = {
  throughput: tooFastAfterMs,
  pair_rate: quotaAfterMs,
  call_rate: quotaAfterMs,
};

/** Nothing was written, so trying again is free: quickly at first, then twice a minute. */
const notSentAfterMs = [1, 2, 4, 8, 15, 30].map((seconds) => seconds * SECOND_MS);

/** A connection that can't be made for a day is somebody's task, and the message is yesterday's. */
export const GIVE_UP_NOT_SENT_MS = 24 * 60 * 60 * SECOND_MS;

/** How long to wait after being throttled `times` times in a row; undefined when that was the last try. */
export function afterThrottling(throttle: Throttle, times: number): number | undefined {
  return throttledAfterMs[throttle][times - 1];
}

/** How long to wait after `attempts` calls that never left. */
export function afterNotSent(attempts: number): number {
  return notSentAfterMs[Math.min(attempts, notSentAfterMs.length) - 1] ?? SECOND_MS;
}
