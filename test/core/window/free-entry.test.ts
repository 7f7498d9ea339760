import { expect, test } from '@jest/globals';
import { freeEntryUntil } from '@parley/core/window';

const hour = 60 * 60 * 1000;
const arrivedAt = new Date('2026-11-20T08:00:00.000Z');
const after = (milliseconds: number) => new Date(arrivedAt.getTime() + milliseconds);

test.each([
  ['answered at once', 0, 0, after(72 * hour)],
  ['answered after 3 hours, it lasts 72 hours from the answer', 3 * hour, 4 * hour, after(75 * hour)],
  ['answered after exactly 24 hours', 24 * hour, 24 * hour, after(96 * hour)],
  ['answered a millisecond too late', 24 * hour + 1, 25 * hour, undefined],
  ['a millisecond before its end', 0, 72 * hour - 1, after(72 * hour)],
  ['at its end', 0, 72 * hour, undefined],
])('the free entry point, %s', (_, answered, now, until) => {
  expect(freeEntryUntil({ arrivedAt, answeredAt: after(answered) }, after(now))).toEqual(until);
});

test('without an advertisement, or without an answer, nothing is free', () => {
  expect(freeEntryUntil({ arrivedAt: undefined, answeredAt: arrivedAt }, arrivedAt)).toBeUndefined();
  expect(freeEntryUntil({ arrivedAt, answeredAt: undefined }, arrivedAt)).toBeUndefined();
});
