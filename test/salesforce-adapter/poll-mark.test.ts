import { describe, expect, test } from '@jest/globals';
import { nextMark } from '../../packages/salesforce-adapter/src/poll.ts';

const at = (time: string) => ({ Id: time, SystemModstamp: `2026-11-22T${time}.000+0000` });
const mark = (time: string) => `2026-11-22T${time}.000Z`;

describe('where the next look at the org starts', () => {
  test('is ten minutes before the newest row seen, because a transaction may take as long', () => {
    expect(nextMark(undefined, [at('12:00:00'), at('12:30:00')], [])).toBe(mark('12:20:00'));
  });

  test('never passes a row that is still open', () => {
    expect(nextMark(undefined, [at('09:00:00'), at('12:30:00')], [at('09:00:00')])).toBe(mark('09:00:00'));
  });

  test('stays when nothing was seen, and never goes back', () => {
    expect(nextMark(mark('12:00:00'), [], [])).toBe(mark('12:00:00'));
    expect(nextMark(mark('12:00:00'), [at('12:05:00')], [])).toBe(mark('12:00:00'));
    expect(nextMark(undefined, [], [])).toBeUndefined();
  });

  test('is the newest row itself after a full page, so that a mass update is read to its end', () => {
    const page = Array.from({ length: 20_000 }, () => at('12:00:00'));
    expect(nextMark(undefined, page, [])).toBe(mark('12:00:00'));
  });
});
