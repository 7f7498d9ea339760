import { describe, expect, test } from '@jest/globals';
import { afterPairLimit, afterPairSend, pairFreeAt } from '../../../packages/gateway/src/pacing/pair-pace.ts';

const START = Date.UTC(2026, 10, 23, 12);
const SECOND = 1_000;

function sendsAfter(sends: number, at = START, fullAt: number | null = null): number | null {
  let state = fullAt;
  for (let count = 0; count < sends; count += 1) state = afterPairSend(state, at);
  return state;
}

describe('from one number to one person', () => {
  test.each([
    ['nobody was ever written to', 0, START, undefined],
    ['the 45th at once', 44, START, undefined],
    // A quarter of a second on top: two messages can come closer together at Meta than they left here.
    ['the 46th at once', 45, START, START + 6 * SECOND + 250],
    ['the 46th, a millisecond before the 6 seconds are over', 45, START + 5_999, START + 6 * SECOND + 250],
    ['the 46th, after exactly 6 seconds', 45, START + 6 * SECOND, undefined],
  ])('%s', (_, sends, at, free) => {
    expect(pairFreeAt(sendsAfter(sends), at)?.getTime()).toBe(free);
  });

  test('a message in 6 seconds goes on for ever', () => {
    let state = sendsAfter(45);
    for (let count = 1; count <= 600; count += 1) {
      const at = START + count * 6 * SECOND;
      expect(pairFreeAt(state, at)).toBeUndefined();
      state = afterPairSend(state, at);
      expect(pairFreeAt(state, at)).toBeDefined();
    }
  });

  test('the whole burst is there again after four and a half minutes, and not before', () => {
    const burst = 45;
    const rested = START + burst * 6 * SECOND;
    expect(pairFreeAt(sendsAfter(44, rested, sendsAfter(burst)), rested)).toBeUndefined();
    expect(pairFreeAt(sendsAfter(44, rested - 1, sendsAfter(burst)), rested - 1)).toBeDefined();
  });

  test('whoever is told by Meta that the quota is used up (131056) begins with an empty bucket', () => {
    const state = afterPairLimit(sendsAfter(1), START);
    expect(pairFreeAt(state, START + 5_999)).toBeDefined();
    expect(pairFreeAt(state, START + 6 * SECOND)).toBeUndefined();
  });
});
