import { describe, expect, test } from '@jest/globals';
import { afterNotSent, afterThrottling } from '../../../packages/gateway/src/outbox/backoff.ts';

describe('How long a refused message waits', () => {
  test.each([
    ['throughput', [1, 2, 4, 8]],
    ['pair_rate', [1, 4, 16, 64, 256]],
    ['call_rate', [1, 4, 16, 64, 256]],
  ] as const)('for %s: %j seconds, then it has failed', (throttle, seconds) => {
    for (const [index, wait] of seconds.entries())
      expect(afterThrottling(throttle, index + 1)).toBe(wait * 1000);
    expect(afterThrottling(throttle, seconds.length + 1)).toBeUndefined();
  });

  test.each([
    [1, 1],
    [2, 2],
    [5, 15],
    [6, 30],
    [700, 30],
  ])('one that never left, after %d tries: %d seconds', (attempts, seconds) => {
    expect(afterNotSent(attempts)).toBe(seconds * 1000);
  });
});
