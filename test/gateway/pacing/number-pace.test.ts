import { describe, expect, test } from '@jest/globals';
import { freeAt, take, tokensAt } from '../../../packages/gateway/src/pacing/bucket.ts';
import {
  bucketOf,
  freshPace,
  messagesPerSecond,
  type NumberPace,
  slowDown,
} from '../../../packages/gateway/src/pacing/number-pace.ts';
import { Pacer } from '../../../packages/gateway/src/pacing/pacer.ts';

const START = Date.UTC(2026, 10, 23, 12);

/** The moments at which messages leave when as many as possible want to, looked at every millisecond. */
function departures(perSecond: number, forMs: number, pace: NumberPace = freshPace): number[] {
  const left: number[] = [];
  let current = pace;
  for (let at = START; at < START + forMs; at += 1) {
    const bucket = bucketOf(perSecond, current, at);
    for (let tokens = tokensAt(bucket, current.fullAt, at); tokens > 0; tokens -= 1) {
      left.push(at);
      current = { ...current, fullAt: take(bucket, current.fullAt, at) };
    }
  }
  return left;
}

/** The most that leave within any second. */
function mostInASecond(left: readonly number[]): number {
  let first = 0;
  let most = 0;
  for (const [index, at] of left.entries()) {
    while ((left[first] ?? at) <= at - 1_000) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most;
}

describe('what Meta says of a number', () => {
  test.each([
    ['nothing yet', { throughput: null, onPhoneApp: false }, 80],
    ['STANDARD', { throughput: 'STANDARD', onPhoneApp: false }, 80],
    ['NOT_APPLICABLE', { throughput: 'NOT_APPLICABLE', onPhoneApp: false }, 80],
    ['HIGH', { throughput: 'HIGH', onPhoneApp: false }, 1_000],
    ['STANDARD, with the phone app', { throughput: 'STANDARD', onPhoneApp: true }, 20],
    ['HIGH, with the phone app', { throughput: 'HIGH', onPhoneApp: true }, 20],
  ])('%s', (_, number, perSecond) => {
    expect(messagesPerSecond(number)).toBe(perSecond);
  });
});

describe('the pace of a number', () => {
  test.each([80, 1_000, 20])('of %d a second is never more in any second, and hardly less', (perSecond) => {
    const left = departures(perSecond, 10_000);
    expect(mostInASecond(left)).toBeLessThanOrEqual(perSecond);
    expect(left.length / 10).toBeGreaterThanOrEqual(perSecond * 0.89);
  });

  test('lets a few messages go at once', () => {
    const left = departures(80, 100);
    expect(left.filter((at) => at === START)).toHaveLength(4);
  });

  test('has one token again exactly when it says so', () => {
    const bucket = bucketOf(80, freshPace, START);
    let fullAt = 0;
    for (let count = 0; count < 4; count += 1) fullAt = take(bucket, fullAt, START);
    expect(tokensAt(bucket, fullAt, START)).toBe(0);
    const free = freeAt(bucket, fullAt);
    expect(tokensAt(bucket, fullAt, free - 1)).toBe(0);
    expect(tokensAt(bucket, fullAt, free + 0.001)).toBe(1);
  });
});

describe('after Meta has complained (130429)', () => {
  const once = slowDown(80, freshPace, START);

  test('a number goes at half its pace, from an empty bucket', () => {
    expect(mostInASecond(departures(80, 9_000, once))).toBeLessThanOrEqual(40);
    expect(departures(80, 9_000, once)[0]).toBeGreaterThan(START);
  });

  test('the refusals of one burst are one complaint', () => {
    expect(slowDown(80, once, START + 999)).toBe(once);
    expect(slowDown(80, once, START + 1_000).halvings).toBe(2);
  });

  test.each([
    [9_999, 40],
    [10_000, 80],
  ])('%d ms later it goes at %d a second', (laterMs, perSecond) => {
    expect(1_000 / bucketOf(80, once, START + laterMs).intervalMs).toBeCloseTo(perSecond * 0.9);
  });

  test('however often it complains, the number goes on at a sixteenth of its pace', () => {
    let pace = freshPace;
    for (let count = 0; count < 10; count += 1) pace = slowDown(80, pace, START + count * 1_000);
    expect(pace.halvings).toBe(4);
    expect(bucketOf(80, pace, START + 9_000)).toEqual({ burst: 1, intervalMs: 1_000 / 4.5 });
  });
});

test('each number has a pace of its own, and takes a new limit at once', () => {
  let now = START;
  const pacer = new Pacer(() => now);
  for (let count = 0; count < 4; count += 1) pacer.take('1');
  expect([pacer.room('1'), pacer.room('2')]).toEqual([0, 4]);
  expect(pacer.waitMs('1')).toBe(14);
  now += 14;
  expect([pacer.room('1'), pacer.waitMs('1')]).toEqual([1, 0]);
  pacer.setLimit('1', 1_000);
  now += 1_000;
  expect(pacer.room('1')).toBe(20);
});
