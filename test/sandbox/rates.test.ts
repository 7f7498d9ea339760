import { describe, expect, test } from '@jest/globals';
import { Rates } from '../../packages/sandbox/src/messages/rates.ts';

const START = Date.UTC(2026, 10, 22, 12);

describe('the throughput of a number', () => {
  test.each([
    ['STANDARD', 80],
    ['HIGH', 1_000],
  ] as const)('%s takes %d messages in any second', (level, count) => {
    const rates = new Rates();
    const take = (index: number, at: number) => rates.take('n', level, `49151${index}`, at);
    for (let index = 0; index < count; index++) expect(take(index, START + index / 2)).toBeUndefined();
    expect(take(count, START + 999)).toBe(130429);
    expect(take(count, START + 1_000)).toBeUndefined();
    expect(rates.take('another number', level, '49151', START + 999)).toBeUndefined();
  });
});

describe('one number writing to one person', () => {
  test('may send 45 at once, then one each 6 seconds', () => {
    const rates = new Rates();
    const take = (at: number) => rates.take('n', 'STANDARD', '49151', at);
    for (let count = 0; count < 45; count++) expect(take(START)).toBeUndefined();
    expect(take(START)).toBe(131056);
    expect(take(START + 5_999)).toBe(131056);
    expect(take(START + 6_000)).toBeUndefined();
    expect(take(START + 6_001)).toBe(131056);
  });

  test('has its whole burst again after four and a half minutes', () => {
    const rates = new Rates();
    const burst = (at: number) =>
      Array.from({ length: 46 }, () => rates.take('n', 'STANDARD', '49151', at)).filter(Boolean).length;
    expect(burst(START)).toBe(1);
    expect(burst(START + 45 * 6_000)).toBe(1);
  });
});
