import { expect, test } from '@jest/globals';
import { windowAt } from '@parley/core/window';

const wroteAt = new Date('2026-03-28T12:00:00.000Z');
const after = (milliseconds: number) => new Date(wroteAt.getTime() + milliseconds);
const hour = 60 * 60 * 1000;

test.each([
  ['at the moment of the message', 0, true],
  ['23:54:59.999 after it', 24 * hour - 300_001, true],
  ['23:55:00.000 after it, the safety margin', 24 * hour - 300_000, false],
  ['23:59:59.999 after it', 24 * hour - 1, false],
  ['exactly 24 hours after it', 24 * hour, false],
  ['a month after it', 30 * 24 * hour, false],
])('the window %s', (_, age, open) => {
  expect(windowAt(wroteAt, after(age)).open).toBe(open);
});

test('without a margin it is open until exactly 24 hours are over', () => {
  expect(windowAt(wroteAt, after(24 * hour - 1), 0).open).toBe(true);
  expect(windowAt(wroteAt, after(24 * hour), 0).open).toBe(false);
});

test('it lasts 24 hours also over the change to summer time', () => {
  expect(windowAt(wroteAt, wroteAt).closesAt).toEqual(new Date('2026-03-29T11:55:00.000Z'));
});

test('without any message it is closed, and nobody knows until when', () => {
  expect(windowAt(undefined, wroteAt)).toEqual({ open: false, closesAt: undefined });
});

test('a message dated two hours ahead keeps it open no longer than one that arrives now', () => {
  const ahead = after(2 * hour);
  expect(windowAt(ahead, wroteAt).closesAt).toEqual(windowAt(wroteAt, wroteAt).closesAt);
});
