import { describe, expect, test } from '@jest/globals';
import { type ConsentEvent, carriedOppositions, consentStanding, purposes } from '@parley/core/consent';
import fc from 'fast-check';
import { ago, anEntry, days, hours, minutes, now } from '../../support/facts.ts';

const ownWord = { method: 'chat_word', metaTime: true, proven: true } as const;
const attested = { action: 'confirm', proven: true } as const;
const stop = (entry: Partial<ConsentEvent> = {}) =>
  anEntry({ ...ownWord, scope: 'all', action: 'withdraw', occurredAt: ago(days(3)), word: 'STOP', ...entry });
const on = (count: number) => ago(days(count));

/** The state of marketing once both ledgers are read as one, with what had to be carried over. */
function merged(one: ConsentEvent[], other: ConsentEvent[]) {
  const carried = carriedOppositions(one, other, now);
  const entries = carried.map(({ scope, action, causeId, at }) => {
    const cause = [...one, ...other].find(({ id }) => id === causeId);
    if (!cause) throw new Error('Something was carried over that is not there.');
    const { method, proven, word } = cause;
    return anEntry({
      scope,
      action,
      occurredAt: at,
      recordedAt: now,
      proven,
      ...(method ? { method } : {}),
      ...(word ? { word } : {}),
    });
  });
  return { carried, standing: consentStanding([...one, ...other, ...entries], now), entries };
}

const rows: [string, ConsentEvent[], ConsentEvent[], string][] = [
  ['nothing is known of either', [], [], 'none'],
  [
    'one confirmed, of the other nothing is known',
    [anEntry(), anEntry({ ...attested, occurredAt: on(5) })],
    [],
    'confirmed',
  ],
  ['one granted, the other asked', [anEntry()], [anEntry({ action: 'request' })], 'granted'],
  [
    'one granted on a form, the other confirmed it by a word',
    [anEntry({ occurredAt: on(2) })],
    [anEntry({ ...ownWord, action: 'confirm', occurredAt: on(1) })],
    'confirmed',
  ],
  ['a STOP after a consent', [anEntry({ ...attested, occurredAt: on(9) })], [stop()], 'withdrawn'],
  ['a STOP before a form of the other', [anEntry({ occurredAt: on(1) })], [stop()], 'withdrawn'],
  [
    'a STOP before an attested confirm of the other',
    [anEntry({ ...attested, occurredAt: on(1) })],
    [stop()],
    'withdrawn',
  ],
  [
    'a STOP before the own START of the other',
    [anEntry({ ...ownWord, scope: 'all', action: 'restore', occurredAt: on(1) })],
    [stop()],
    'none',
  ],
  [
    'a STOP before the own double opt-in of the other',
    [
      anEntry({ ...ownWord, method: 'code_link', occurredAt: on(1) }),
      anEntry({ ...ownWord, method: 'code_link', action: 'confirm', occurredAt: on(1) }),
    ],
    [stop()],
    'confirmed',
  ],
  [
    'a STOP that the same person had taken back',
    [anEntry()],
    [stop(), anEntry({ ...ownWord, scope: 'all', action: 'restore', occurredAt: on(2) })],
    'granted',
  ],
  [
    'an objection before a double opt-in that a key attests',
    [anEntry({ occurredAt: on(2) }), anEntry({ ...attested, occurredAt: on(1) })],
    [anEntry({ ...ownWord, action: 'object', occurredAt: on(3) })],
    'objected',
  ],
  [
    'a hold before an attested confirm',
    [anEntry({ ...attested, occurredAt: on(1) })],
    [anEntry({ action: 'hold', occurredAt: on(3) })],
    'on_hold',
  ],
  [
    'a No before a form of the other',
    [anEntry({ occurredAt: on(1) })],
    [anEntry({ ...ownWord, action: 'refuse', occurredAt: on(3) })],
    'refused',
  ],
  [
    'a stop inside WhatsApp before an attested confirm',
    [anEntry({ ...attested, occurredAt: on(1) })],
    [anEntry({ ...ownWord, action: 'withdraw', method: 'meta_preference', occurredAt: on(3) })],
    'provider_stop',
  ],
  [
    'a stop inside WhatsApp that was resumed there',
    [anEntry({ ...ownWord, action: 'restore', method: 'meta_preference', occurredAt: on(1) })],
    [anEntry({ ...ownWord, action: 'withdraw', method: 'meta_preference', occurredAt: on(3) })],
    'none',
  ],
  ['a STOP and an objection', [stop()], [anEntry({ ...ownWord, action: 'object' })], 'objected'],
  [
    'an import without proof and a STOP',
    [anEntry({ method: 'import', occurredAt: on(1) })],
    [stop()],
    'withdrawn',
  ],
];

describe('two contacts that are one person', () => {
  test.each(rows)('%s', (_title, one, other, state) => {
    expect(merged(one, other).standing.marketing.state).toBe(state);
    expect(merged(other, one).standing.marketing.state).toBe(state);
  });

  test('carry nothing over that stands by itself', () => {
    expect(carriedOppositions([anEntry({ occurredAt: on(9) })], [stop()], now)).toEqual([]);
    expect(carriedOppositions([stop()], [], now)).toEqual([]);
  });

  test('carry a plain STOP over as one entry about everything, at the moment of the last report', () => {
    const cause = stop();
    const reports = [
      anEntry({ occurredAt: on(2) }),
      anEntry({ scope: 'utility', occurredAt: on(1) }),
      anEntry({ occurredAt: ago(hours(1)) }),
    ];
    expect(carriedOppositions(reports, [cause], now)).toEqual([
      { scope: 'all', action: 'withdraw', causeId: cause.id, at: ago(hours(1)) },
    ]);
  });

  test('what was carried over ends with the own word of the person, written later', () => {
    const { standing, entries } = merged([anEntry({ occurredAt: on(1) })], [stop()]);
    expect(standing.marketing).toMatchObject({ state: 'withdrawn', scope: 'all', word: 'STOP' });
    const start = anEntry({ ...ownWord, scope: 'all', action: 'restore', occurredAt: ago(minutes(1)) });
    expect(consentStanding([stop(), ...entries, start], now).marketing.state).toBe('none');
  });
});

describe('whatever was reported of two contacts', () => {
  // From the strongest: row 5 of the decision order, and a No after them.
  const strictness = ['objected', 'withdrawn', 'provider_stop', 'on_hold', 'refused'];
  const strict = (state: string) =>
    strictness.includes(state) ? strictness.length - strictness.indexOf(state) : 0;
  const reported = fc.record({
    scope: fc.constantFrom('marketing' as const, 'utility' as const),
    action: fc.constantFrom(
      'request' as const,
      'grant' as const,
      'confirm' as const,
      'refuse' as const,
      'withdraw' as const,
      'object' as const,
      'hold' as const,
      'restore' as const,
    ),
    method: fc.constantFrom('web_form' as const, 'phone' as const, 'agent' as const, 'import' as const),
    proven: fc.boolean(),
    isAboutAll: fc.boolean(),
    minutes: fc.integer({ min: 1, max: 60 * 24 * 30 }),
  });
  const goesWithAll = new Set<string>(['withdraw', 'object', 'restore']);
  const ledger = fc.array(reported, { maxLength: 6 }).map((entries) =>
    entries.map(({ minutes: count, isAboutAll, ...entry }) =>
      anEntry({
        ...entry,
        occurredAt: ago(minutes(count)),
        ...(isAboutAll && goesWithAll.has(entry.action) ? { scope: 'all' } : {}),
      }),
    ),
  );

  test('the more restrictive state of both holds for every purpose, in either order', () => {
    fc.assert(
      fc.property(ledger, ledger, (one, other) => {
        const [before, after] = [consentStanding(one, now), consentStanding(other, now)];
        const together = merged(one, other).standing;
        const turned = merged(other, one).standing;
        for (const purpose of purposes) {
          const least = Math.max(strict(before[purpose].state), strict(after[purpose].state));
          expect(strict(together[purpose].state)).toBeGreaterThanOrEqual(least);
          expect(turned[purpose].state).toBe(together[purpose].state);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a phone number that has changed', () => {
  const lapse = anEntry({ ...ownWord, scope: 'all', action: 'lapse', occurredAt: on(2) });
  test.each<[string, ConsentEvent[], string]>([
    ['a consent from before counts no more', [anEntry({ ...attested, occurredAt: on(3) })], 'none'],
    ['a consent from after it counts', [anEntry({ ...attested, occurredAt: on(1) })], 'confirmed'],
    ['a STOP from before holds', [anEntry({ occurredAt: on(4) }), stop()], 'withdrawn'],
    [
      'a START after it brings nothing back that had lapsed',
      [
        anEntry({ ...attested, occurredAt: on(5) }),
        stop(),
        anEntry({ ...ownWord, scope: 'all', action: 'restore', occurredAt: on(1) }),
      ],
      'none',
    ],
  ])('%s', (_title, entries, state) => {
    expect(consentStanding([...entries, lapse], now).marketing.state).toBe(state);
  });

  test('a code that was asked for before is not sent after', () => {
    const request = anEntry({ scope: 'authentication', action: 'request', occurredAt: on(2) });
    expect(consentStanding([request], now).authenticationRequest).toBeDefined();
    expect(consentStanding([request, lapse], now).authenticationRequest).toBeUndefined();
  });
});
