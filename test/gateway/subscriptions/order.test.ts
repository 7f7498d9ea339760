import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { chooseDue, nextDue, type Waiting } from '../../../packages/gateway/src/subscriptions/choose-due.ts';
import { pauseAfter } from '../../../packages/gateway/src/subscriptions/retry.ts';

const NOW = 1_000_000;
const waiting = (id: string, orderKey: string, more: Partial<Waiting> = {}): Waiting => ({
  id,
  orderKey,
  attempts: 0,
  nextAttemptAt: NOW,
  ...more,
});
const active = { isPaused: false, underWay: new Set<string>(), room: 8, now: NOW };
const ids = (rows: readonly Waiting[]) => rows.map((row) => row.id);

describe('The pause before the next attempt', () => {
  test.each([
    [1, 5],
    [2, 30],
    [3, 120],
    [4, 600],
    [5, 3600],
    [6, 3600],
    [500, 3600],
  ])('after %i failures is %i seconds', (attempts, seconds) => {
    expect(pauseAfter(attempts)).toBe(seconds * 1000);
  });
});

describe('Of the deliveries that wait', () => {
  test('the oldest of each person go, one at a time', () => {
    const rows = [waiting('1', 'A'), waiting('2', 'A'), waiting('3', 'B'), waiting('4', 'C')];
    expect(ids(chooseDue(rows, active))).toEqual(['1', '3', '4']);
  });

  test('the ones of a person wait while one of theirs is under way', () => {
    const rows = [waiting('1', 'A'), waiting('2', 'A'), waiting('3', 'B')];
    expect(ids(chooseDue(rows, { ...active, underWay: new Set(['1']) }))).toEqual(['3']);
  });

  test('one that is tried again later holds up its own person only', () => {
    const rows = [
      waiting('1', 'A', { attempts: 1, nextAttemptAt: NOW + 1 }),
      waiting('2', 'A'),
      waiting('3', 'B'),
    ];
    expect(ids(chooseDue(rows, active))).toEqual(['3']);
  });

  test('one that a working target keeps refusing holds up nobody any more', () => {
    const rows = [waiting('1', 'A', { attempts: 4, nextAttemptAt: NOW + 1 }), waiting('2', 'A')];
    expect(ids(chooseDue(rows, active))).toEqual(['2']);
  });

  test('there go no more than there is room for', () => {
    const rows = ['A', 'B', 'C'].map((key) => waiting(key, key));
    expect(ids(chooseDue(rows, { ...active, room: 2 }))).toEqual(['A', 'B']);
  });

  test('a paused target gets one probe, with an event that has been tried', () => {
    const paused = { ...active, isPaused: true };
    const rows = [waiting('1', 'A'), waiting('2', 'B', { attempts: 3 }), waiting('3', 'C', { attempts: 2 })];
    expect(ids(chooseDue(rows, paused))).toEqual(['2']);
    expect(ids(chooseDue(rows, { ...paused, underWay: new Set(['2']) }))).toEqual([]);
    expect(ids(chooseDue([waiting('1', 'A')], paused))).toEqual(['1']);
  });

  test('never two of one person are chosen, and never one before an older one of theirs', () => {
    const row = fc.record({
      orderKey: fc.constantFrom('A', 'B', 'C'),
      attempts: fc.nat(3),
      nextAttemptAt: fc.constantFrom(NOW - 5, NOW, NOW + 5),
    });
    fc.assert(
      fc.property(fc.array(row), (made) => {
        const rows = made.map((one, index) => ({ ...one, id: String(index) }));
        const chosen = chooseDue(rows, active);
        for (const one of chosen) {
          const first = rows.find((other) => other.orderKey === one.orderKey);
          expect(one.id).toBe(first?.id);
        }
      }),
    );
  });

  test('the next moment is that of the earliest that is not due yet', () => {
    const rows = [
      waiting('1', 'A'),
      waiting('2', 'B', { nextAttemptAt: NOW + 9 }),
      waiting('3', 'C', { nextAttemptAt: NOW + 3 }),
    ];
    expect(nextDue(rows, NOW)).toBe(NOW + 3);
    expect(nextDue([waiting('1', 'A')], NOW)).toBeUndefined();
  });
});
