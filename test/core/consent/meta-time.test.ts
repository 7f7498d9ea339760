import { describe, expect, test } from '@jest/globals';
import { believeMetaTime, type ConsentEvent, consentStanding } from '@parley/core/consent';
import fc from 'fast-check';
import { ago, anEntry, hours, minutes, now, seconds } from '../../support/facts.ts';

const inFuture = (milliseconds: number) => new Date(now.getTime() + milliseconds);

describe('a time of Meta’s', () => {
  test.each<[string, number, number, boolean]>([
    ['of long before its arrival', -hours(24), -hours(24), true],
    ['of its arrival', 0, 0, true],
    ['ahead by the skew of a clock', minutes(5), minutes(5), true],
    ['ahead by a millisecond more', minutes(5) + 1, 0, false],
    ['ahead by an hour', hours(1), 0, false],
  ])('%s', (_, said, counts, isMetas) => {
    expect(believeMetaTime(inFuture(said), now)).toEqual({ at: inFuture(counts), isMetas });
  });
});

type Word = { readonly arrived: Date; readonly said: Date };

const stop = ({ arrived, said }: Word) =>
  anEntry({
    scope: 'all',
    action: 'withdraw',
    method: 'chat_word',
    metaTime: true,
    proven: true,
    occurredAt: said,
    recordedAt: arrived,
  });
const yes = ({ arrived, said }: Word) =>
  anEntry({
    action: 'confirm',
    method: 'chat_word',
    metaTime: true,
    proven: true,
    occurredAt: said,
    recordedAt: arrived,
  });
const start = (word: Word): ConsentEvent => ({ ...yes(word), action: 'restore', scope: 'all' });
const onTime = (at: Date): Word => ({ arrived: at, said: at });
const ahead = (at: Date, by: number): Word => ({ arrived: at, said: new Date(at.getTime() + by) });

describe('a word that Meta dates ahead counts as of its arrival', () => {
  const grant = anEntry({ occurredAt: ago(hours(9)) });
  const left = stop(onTime(ago(hours(8))));
  test.each<[string, ConsentEvent[], string]>([
    [
      'a Yes an hour ahead, then a STOP',
      [yes(ahead(ago(minutes(30)), hours(1))), stop(onTime(ago(minutes(20))))],
      'withdrawn',
    ],
    [
      'a START an hour ahead, then a STOP',
      [left, start(ahead(ago(minutes(30)), hours(1))), stop(onTime(ago(minutes(20))))],
      'withdrawn',
    ],
    ['a START an hour ahead, and nothing more', [left, start(ahead(ago(minutes(30)), hours(1)))], 'granted'],
    [
      'a Yes ahead, and a STOP in the minute before it: its time is another clock’s',
      [yes(ahead(ago(minutes(30)), hours(1))), stop(onTime(ago(minutes(31))))],
      'withdrawn',
    ],
    [
      'a Yes ahead, and a STOP a second longer before it',
      [yes(ahead(ago(minutes(30)), hours(1))), stop(onTime(ago(minutes(31) + seconds(1))))],
      'confirmed',
    ],
    [
      'a Yes within the skew of a clock compares with a STOP to the second',
      [
        yes(ahead(ago(minutes(30)), minutes(5))),
        stop({ arrived: ago(minutes(29)), said: ago(minutes(25) + 1) }),
      ],
      'confirmed',
    ],
    ['a STOP an hour ahead is in force at once', [stop(ahead(ago(minutes(1)), hours(1)))], 'withdrawn'],
    [
      'a STOP ahead, and a Yes in the minute after it',
      [stop(ahead(ago(minutes(30)), hours(1))), yes(onTime(ago(minutes(29))))],
      'withdrawn',
    ],
    [
      'a STOP ahead, and a Yes a second later than that',
      [stop(ahead(ago(minutes(30)), hours(1))), yes(onTime(ago(minutes(29) - seconds(1))))],
      'confirmed',
    ],
  ])('%s', (_, words, state) => {
    expect(consentStanding([grant, ...words], now).marketing.state).toBe(state);
  });
});

test('no date of Meta’s carries a word past a STOP that came more than the skew of a clock later', () => {
  const kinds = { yes, start, stop } as const;
  const word = fc.record({
    kind: fc.constantFrom('yes' as const, 'start' as const, 'stop' as const),
    // Seconds between the words, and how far each is dated ahead of its arrival or behind it.
    gap: fc.integer({ min: 0, max: 600 }),
    skew: fc.oneof(fc.integer({ min: -7200, max: 7200 }), fc.integer({ min: 0, max: 1e9 })),
  });
  const lastStop = fc.record({
    gap: fc.integer({ min: 301, max: 900 }),
    // Dated when it was written, or ahead as well.
    skew: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1e9 })),
  });
  fc.assert(
    fc.property(fc.array(word, { maxLength: 6 }), lastStop, (words, last) => {
      let at = now.getTime() - hours(6);
      const entries = [anEntry({ occurredAt: ago(hours(7)) })];
      for (const { kind, gap, skew } of [...words, { kind: 'stop' as const, ...last }]) {
        at += seconds(gap);
        entries.push(kinds[kind](ahead(new Date(at), seconds(skew))));
      }
      const { marketing, utility, service } = consentStanding(entries, now);
      expect([marketing.state, utility.state, service.state]).toEqual([
        'withdrawn',
        'withdrawn',
        'withdrawn',
      ]);
    }),
    { numRuns: 2000 },
  );
});
