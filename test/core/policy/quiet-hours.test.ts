import { describe, expect, test } from '@jest/globals';
import { quietUntil } from '@parley/core/policy';

const night = { from: '20:00', to: '08:00', utility: false };
const until = (at: string, quiet = night, timeZone = 'Europe/Berlin') =>
  quietUntil(quiet, timeZone, new Date(at))?.toISOString();

describe('quiet hours from 20:00 to 08:00 in Berlin', () => {
  test.each([
    ['19:59:59.999 is not quiet', '2026-11-23T18:59:59.999Z', undefined],
    ['20:00 is quiet until the next morning', '2026-11-23T19:00:00.000Z', '2026-11-24T07:00:00.000Z'],
    ['midnight is', '2026-11-23T23:00:00.000Z', '2026-11-24T07:00:00.000Z'],
    ['07:59:59.999 is, for a moment', '2026-11-24T06:59:59.999Z', '2026-11-24T07:00:00.000Z'],
    ['08:00 is not', '2026-11-24T07:00:00.000Z', undefined],
    ['noon is not', '2026-11-24T11:00:00.000Z', undefined],
    ['in summer the same wall clock counts', '2026-07-01T18:00:00.000Z', '2026-07-02T06:00:00.000Z'],
  ])('%s', (_, at, end) => {
    expect(until(at)).toBe(end);
  });
});

describe('when the clock is changed', () => {
  test.each([
    // 28 March 2027: 02:00 becomes 03:00.
    ['a night is an hour shorter in spring', '2027-03-27T20:00:00.000Z', night, '2027-03-28T06:00:00.000Z'],
    [
      'an end that does not exist that day is the first minute after the gap',
      '2027-03-28T00:30:00.000Z',
      { ...night, to: '02:30' },
      '2027-03-28T01:00:00.000Z',
    ],
    // 25 October 2026: 03:00 becomes 02:00.
    ['a night is an hour longer in autumn', '2026-10-24T19:00:00.000Z', night, '2026-10-25T07:00:00.000Z'],
    [
      'an end that comes twice counts when it comes first',
      '2026-10-24T22:00:00.000Z',
      { ...night, to: '02:30' },
      '2026-10-25T00:30:00.000Z',
    ],
    [
      'and what lies before it the second time is quiet again',
      '2026-10-25T01:10:00.000Z',
      { ...night, to: '02:30' },
      '2026-10-25T01:30:00.000Z',
    ],
  ])('%s', (_, at, quiet, end) => {
    expect(until(at, quiet)).toBe(end);
  });
});

describe('other settings', () => {
  test.each([
    [
      'a rest at noon',
      { from: '12:00', to: '14:00' },
      '2026-11-23T12:30:00.000Z',
      '2026-11-23T13:00:00.000Z',
    ],
    ['before the rest at noon', { from: '12:00', to: '14:00' }, '2026-11-23T10:59:00.000Z', undefined],
    [
      'the same time twice means never',
      { from: '08:00', to: '08:00' },
      '2026-11-23T07:00:00.000Z',
      undefined,
    ],
    ['to the minute', { from: '22:07', to: '07:03' }, '2026-11-23T22:00:00.000Z', '2026-11-24T06:03:00.000Z'],
  ])('%s', (_, quiet, at, end) => {
    expect(until(at, { ...quiet, utility: false })).toBe(end);
  });

  test('a time zone with half an hour', () => {
    expect(until('2026-11-23T20:00:00.000Z', night, 'Asia/Kolkata')).toBe('2026-11-24T02:30:00.000Z');
  });
});
