import { describe, expect, test } from '@jest/globals';
import { type ConsentEvent, consentStanding, pendingAgreement } from '@parley/core/consent';
import fc from 'fast-check';
import { ago, anEntry, days, hours, minutes, now, seconds } from '../../support/facts.ts';

const at = (moment: string) => new Date(`2026-11-20T${moment}Z`);
const marketing = (...events: ConsentEvent[]) => consentStanding(events, now).marketing.state;

const grant = anEntry({ action: 'grant', occurredAt: at('10:00:00') });
const confirm = anEntry({ action: 'confirm', proven: true, metaTime: true, occurredAt: at('10:01:00') });
const stop = (moment: string, more: Partial<ConsentEvent> = {}) =>
  anEntry({
    scope: 'all',
    action: 'withdraw',
    method: 'chat_word',
    metaTime: true,
    occurredAt: at(moment),
    ...more,
  });

describe('the state of a purpose', () => {
  test.each<[string, ConsentEvent[], string]>([
    ['nothing recorded', [], 'none'],
    ['asked, not answered', [anEntry({ action: 'request', occurredAt: ago(days(7)) })], 'requested'],
    ['asked more than 7 days ago', [anEntry({ action: 'request', occurredAt: ago(days(7) + 1) })], 'none'],
    ['granted on a form', [grant], 'granted'],
    ['granted, then confirmed by an own message', [grant, confirm], 'confirmed'],
    ['confirmed by hearsay', [grant, anEntry({ action: 'confirm', occurredAt: at('10:01:00') })], 'granted'],
    ['imported with its text', [anEntry({ method: 'import', textVersion: 'v7' })], 'granted'],
    ['imported without a text', [anEntry({ method: 'import' })], 'unproven'],
    [
      'asked and refused',
      [anEntry({ action: 'request' }), anEntry({ action: 'refuse', occurredAt: ago(minutes(5)) })],
      'refused',
    ],
    [
      'refused, then granted',
      [anEntry({ action: 'refuse' }), anEntry({ action: 'grant', occurredAt: ago(minutes(5)) })],
      'granted',
    ],
    ['confirmed, then stopped', [grant, confirm, stop('11:00:00')], 'withdrawn'],
    ['objected', [grant, confirm, anEntry({ action: 'object', occurredAt: at('11:00:00') })], 'objected'],
    [
      'held for a person to look at',
      [grant, confirm, anEntry({ action: 'hold', occurredAt: at('11:00:00') })],
      'on_hold',
    ],
    [
      'stopped inside WhatsApp',
      [grant, confirm, stop('11:00:00', { scope: 'marketing', method: 'meta_preference' })],
      'provider_stop',
    ],
    [
      'stopped, as an error of Meta said',
      [confirm, stop('11:00:00', { scope: 'marketing', method: 'provider_error' })],
      'provider_stop',
    ],
    [
      'stopped inside WhatsApp and by word',
      [confirm, stop('11:00:00', { scope: 'marketing', method: 'meta_preference' }), stop('11:00:01')],
      'withdrawn',
    ],
  ])('%s', (_, events, state) => {
    expect(marketing(...events)).toBe(state);
  });

  test('another purpose is not touched', () => {
    const standing = consentStanding(
      [grant, confirm, anEntry({ scope: 'utility', occurredAt: at('10:00:00') })],
      now,
    );
    expect(standing.utility.state).toBe('granted');
    expect(standing.service.state).toBe('none');
    expect(consentStanding([anEntry({ scope: 'marketing', action: 'withdraw' })], now).service.state).toBe(
      'none',
    );
  });
});

describe('withdrawal wins', () => {
  test.each<[string, ConsentEvent[], string]>([
    [
      "two of Meta's times: a confirm a second later counts",
      [
        stop('11:00:00'),
        anEntry({ action: 'confirm', proven: true, metaTime: true, occurredAt: at('11:00:01') }),
      ],
      'confirmed',
    ],
    [
      "two of Meta's times: a tie is withdrawn",
      [
        anEntry({ action: 'confirm', proven: true, metaTime: true, occurredAt: at('11:00:00') }),
        stop('11:00:00'),
      ],
      'withdrawn',
    ],
    [
      'across clocks: a grant exactly 60 seconds later does not count',
      [stop('11:00:00'), anEntry({ occurredAt: at('11:01:00.000') })],
      'withdrawn',
    ],
    [
      'across clocks: 60 seconds and a millisecond later it does',
      [stop('11:00:00'), anEntry({ occurredAt: at('11:01:00.001') })],
      'granted',
    ],
    [
      'a grant dated ahead of its recording counts from its recording',
      [stop('11:00:00'), anEntry({ occurredAt: at('12:00:00'), recordedAt: at('11:00:30') })],
      'withdrawn',
    ],
    [
      'a back-dated grant recorded after the withdrawal does not beat it',
      [stop('11:00:00'), anEntry({ occurredAt: at('09:00:00'), recordedAt: at('15:00:00') })],
      'withdrawn',
    ],
    [
      'an import never lifts an opt-out, however late',
      [stop('11:00:00'), anEntry({ method: 'import', textVersion: 'v7', occurredAt: at('18:00:00') })],
      'withdrawn',
    ],
    [
      'a grant after an objection does not lift it',
      [anEntry({ action: 'object', occurredAt: at('11:00:00') }), anEntry({ occurredAt: at('12:00:00') })],
      'objected',
    ],
    [
      'a proven confirm alone does not lift an objection',
      [
        anEntry({ action: 'object', occurredAt: at('11:00:00') }),
        anEntry({ action: 'confirm', proven: true, occurredAt: at('12:00:00') }),
      ],
      'objected',
    ],
    [
      'a new double opt-in does',
      [
        anEntry({ action: 'object', occurredAt: at('11:00:00') }),
        anEntry({ occurredAt: at('12:00:00') }),
        anEntry({ action: 'confirm', proven: true, occurredAt: at('12:05:00') }),
      ],
      'confirmed',
    ],
    [
      'one that is not proven does not',
      [
        anEntry({ action: 'object', occurredAt: at('11:00:00') }),
        anEntry({ occurredAt: at('12:00:00') }),
        anEntry({ action: 'confirm', occurredAt: at('12:05:00') }),
      ],
      'objected',
    ],
  ])('%s', (_, events, state) => {
    expect(marketing(...events)).toBe(state);
  });

  test.each(['agent', 'api', 'import', 'meta_preference', 'provider_error'] as const)(
    'a grant by %s does not lift an opt-out: it is not the person who acts',
    (method) => {
      expect(
        marketing(stop('11:00:00'), anEntry({ method, textVersion: 'v7', occurredAt: at('12:00:00') })),
      ).toBe('withdrawn');
    },
  );

  test.each(['web_form', 'paper', 'phone', 'chat_word', 'chat_button', 'code_link'] as const)(
    "a grant by %s does, being the person's own act",
    (method) => {
      expect(marketing(stop('11:00:00'), anEntry({ method, occurredAt: at('12:00:00') }))).toBe('granted');
    },
  );

  test('what may be confirmed is what was asked or granted after the opt-out, whatever the state', () => {
    const asked = anEntry({ action: 'request', occurredAt: at('12:00:00') });
    const objection = anEntry({ action: 'object', occurredAt: at('11:00:00') });
    const early = new Date('2026-11-20T13:00:00Z');
    expect(pendingAgreement([stop('11:00:00'), asked], 'marketing', early)?.state).toBe('requested');
    expect(
      pendingAgreement([objection, anEntry({ occurredAt: at('12:00:00') })], 'marketing', early)?.state,
    ).toBe('granted');
    expect(pendingAgreement([grant, stop('11:00:00')], 'marketing', early)).toBeUndefined();
    expect(pendingAgreement([grant, confirm], 'marketing', early)).toBeUndefined();
    expect(pendingAgreement([], 'marketing', early)).toBeUndefined();
  });

  test('a grant after a STOP starts from nothing: the old confirmation does not count', () => {
    expect(marketing(grant, confirm, stop('11:00:00'), anEntry({ occurredAt: at('12:00:00') }))).toBe(
      'granted',
    );
  });

  test('the decisive entry is named with its word', () => {
    const stopped = stop('11:00:00', { id: 'cns_stop', word: 'Stopp' });
    expect(consentStanding([grant, confirm, stopped], now).marketing).toEqual({
      state: 'withdrawn',
      since: at('11:00:00'),
      eventId: 'cns_stop',
      scope: 'all',
      word: 'Stopp',
    });
  });
});

describe('coming back', () => {
  const restore = (moment: string, more: Partial<ConsentEvent> = {}) =>
    anEntry({
      scope: 'all',
      action: 'restore',
      method: 'chat_word',
      metaTime: true,
      proven: true,
      occurredAt: at(moment),
      ...more,
    });
  const resume = (moment: string) => restore(moment, { scope: 'marketing', method: 'meta_preference' });
  const metaStop = stop('11:00:00', { scope: 'marketing', method: 'meta_preference' });

  test.each<[string, ConsentEvent[], string]>([
    [
      'a return that nobody proves gives nothing',
      [
        grant,
        confirm,
        stop('11:00:00'),
        restore('12:00:00', { method: 'agent', proven: false, metaTime: false }),
      ],
      'withdrawn',
    ],
    [
      "Meta's resume, said by anybody but Meta's webhook, gives nothing",
      [
        grant,
        confirm,
        metaStop,
        restore('12:00:00', { scope: 'marketing', method: 'meta_preference', metaTime: false }),
      ],
      'provider_stop',
    ],
    ['START gives back what STOP took', [grant, confirm, stop('11:00:00'), restore('12:00:00')], 'confirmed'],
    ['START gives nothing that was not there', [stop('11:00:00'), restore('12:00:00')], 'none'],
    [
      'START before the STOP gives nothing',
      [grant, confirm, restore('10:30:00'), stop('11:00:00')],
      'withdrawn',
    ],
    [
      'START does not lift an objection',
      [grant, confirm, anEntry({ action: 'object', occurredAt: at('11:00:00') }), restore('12:00:00')],
      'objected',
    ],
    ["Meta's resume lifts Meta's stop", [grant, confirm, metaStop, resume('12:00:00')], 'confirmed'],
    [
      "Meta's resume does not lift a STOP word",
      [grant, confirm, stop('11:00:00'), resume('12:00:00')],
      'withdrawn',
    ],
    ["START does not lift Meta's stop", [grant, confirm, metaStop, restore('12:00:00')], 'provider_stop'],
    [
      'a hold that was no opt-out leaves everything as it was',
      [
        grant,
        confirm,
        anEntry({ action: 'hold', occurredAt: at('11:00:00') }),
        restore('12:00:00', { scope: 'marketing', method: 'agent', metaTime: false }),
      ],
      'confirmed',
    ],
  ])('%s', (_, events, state) => {
    expect(marketing(...events)).toBe(state);
  });
});

test('any order and any repetition of the same entries gives the same standing', () => {
  const actions = ['request', 'grant', 'confirm', 'refuse', 'withdraw', 'object', 'hold', 'restore'] as const;
  const methods = ['web_form', 'chat_word', 'import', 'meta_preference', 'agent'] as const;
  const entry = fc
    .record({
      scope: fc.constantFrom('marketing' as const, 'utility' as const, 'all' as const),
      action: fc.constantFrom(...actions),
      method: fc.constantFrom(...methods),
      occurred: fc.integer({ min: 0, max: 600 }),
      recorded: fc.integer({ min: 0, max: 600 }),
      metaTime: fc.boolean(),
      proven: fc.boolean(),
    })
    .map(({ occurred, recorded, ...rest }) =>
      anEntry({
        ...rest,
        occurredAt: ago(hours(1) - seconds(occurred)),
        recordedAt: ago(hours(1) - seconds(recorded)),
      }),
    );
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 8 }), fc.infiniteStream(fc.nat()), (events, numbers) => {
      const shuffled = [...events, ...events.slice(0, 2)]
        .map((event) => ({ event, order: numbers.next().value }))
        .sort((a, b) => a.order - b.order)
        .map(({ event }) => event);
      expect(consentStanding(shuffled, now)).toEqual(consentStanding(events, now));
    }),
    { numRuns: 1000 },
  );
});
