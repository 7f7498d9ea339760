import { describe, expect, test } from '@jest/globals';
import type { Verdict } from '../../../packages/gateway/src/alerts/alert.ts';
import { judgeClaims } from '../../../packages/gateway/src/alerts/rules/claims.ts';
import { judgeHours, judgeStatuses } from '../../../packages/gateway/src/alerts/rules/silence.ts';
import { judgeQuality, judgeRestrictions } from '../../../packages/gateway/src/alerts/rules/standing.ts';
import { judgeTokens } from '../../../packages/gateway/src/alerts/rules/token.ts';
import {
  judgeDisk,
  judgeErasures,
  judgeLedger,
  judgeTargets,
} from '../../../packages/gateway/src/alerts/rules/upkeep.ts';
import { alertWords } from '../../../packages/gateway/src/alerts/words.ts';

const now = new Date('2026-11-22T12:00:00.000Z');
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MB = 1024 * 1024;
const inMs = (ms: number) => new Date(now.getTime() + ms);
const msAgo = (ms: number) => new Date(now.getTime() - ms);
const number = { numberId: '1', number: '+49 30 901820' };

/** `CODE severity`, or `CODE ?` where it could not be told; nothing when all is well. */
const said = (verdicts: readonly Verdict[]) =>
  verdicts.map((verdict) => `${verdict.code} ${verdict.state === 'raised' ? verdict.severity : '?'}`);

describe('The access token', () => {
  test.each([
    ['has no end', { isValid: true, expiresAt: null }, []],
    ['ends in a week and a millisecond', { isValid: true, expiresAt: inMs(7 * DAY + 1) }, []],
    ['ends in a week', { isValid: true, expiresAt: inMs(7 * DAY) }, ['TOKEN_EXPIRING warning']],
    [
      'ends in a day and a millisecond',
      { isValid: true, expiresAt: inMs(DAY + 1) },
      ['TOKEN_EXPIRING warning'],
    ],
    ['ends in a day', { isValid: true, expiresAt: inMs(DAY) }, ['TOKEN_EXPIRING critical']],
    ['ends in a millisecond', { isValid: true, expiresAt: inMs(1) }, ['TOKEN_EXPIRING critical']],
    ['has just ended', { isValid: true, expiresAt: now }, ['TOKEN_INVALID critical']],
    ['is refused', { isValid: false, expiresAt: null }, ['TOKEN_INVALID critical']],
    ['could not be asked about', undefined, ['TOKEN_EXPIRING ?', 'TOKEN_INVALID ?']],
  ])('%s', (_case, standing, expected) => {
    expect(said(judgeTokens([{ ...number, standing }], now))).toEqual(expected);
  });
});

describe('The quality of a number', () => {
  test.each([
    ['GREEN', []],
    ['UNKNOWN', []],
    ['NA', []],
    [null, []],
    ['YELLOW', ['QUALITY_FELL warning']],
    ['RED', ['QUALITY_FELL critical']],
  ])('%s', (quality, expected) => {
    expect(said(judgeQuality([{ ...number, quality, health: undefined }]))).toEqual(expected);
  });
});

describe('Whether Meta lets the account send', () => {
  test.each([
    ['as usual', { canSend: 'AVAILABLE', reason: '' }, []],
    ['with limits', { canSend: 'LIMITED', reason: 'x' }, ['ACCOUNT_RESTRICTED warning']],
    ['not at all', { canSend: 'BLOCKED', reason: 'x' }, ['ACCOUNT_RESTRICTED critical']],
    ['which could not be asked', undefined, ['ACCOUNT_RESTRICTED ?']],
  ])('%s', (_case, health, expected) => {
    expect(said(judgeRestrictions([{ ...number, quality: null, health }]))).toEqual(expected);
  });
});

describe('No status after a send', () => {
  test.each([
    ['for less than five minutes', msAgo(5 * MINUTE - 1), []],
    ['for five minutes', msAgo(5 * MINUTE), ['STATUSES_MISSING critical']],
    ['is not the case: one has come', null, []],
  ])('%s', (_case, unansweredSince, expected) => {
    expect(said(judgeStatuses([{ ...number, unansweredSince }], now))).toEqual(expected);
  });
});

describe('An hour without webhooks', () => {
  const quiet = { hour: msAgo(HOUR), webhooks: 0, webhooksSince: 0, weeksBefore: [3, 1], hasListened: true };
  test.each([
    ['that always had some', {}, ['WEBHOOKS_SILENT warning']],
    ['with one of them after all', { webhooks: 1 }, []],
    ['that was followed by one', { webhooksSince: 1 }, []],
    ['that was quiet in a week before, too', { weeksBefore: [3, 0, 2, 5] }, ['WEBHOOKS_SILENT ?']],
    ['of which only one week is known', { weeksBefore: [3] }, ['WEBHOOKS_SILENT ?']],
    ['in which the gateway was not up', { hasListened: false }, ['WEBHOOKS_SILENT ?']],
  ])('%s', (_case, change, expected) => {
    expect(said(judgeHours([{ ...number, ...quiet, ...change }]))).toEqual(expected);
  });
});

describe('The disk', () => {
  test.each([
    [1024 * MB, []],
    [1024 * MB - 1, ['DISK_LOW warning']],
    [256 * MB, ['DISK_LOW warning']],
    [256 * MB - 1, ['DISK_LOW critical']],
    [0, ['DISK_LOW critical']],
    [undefined, ['DISK_LOW ?']],
  ])('with %s bytes free', (free, expected) => {
    expect(said(judgeDisk(free))).toEqual(expected);
  });
});

describe('The chain of the ledger', () => {
  test.each([
    [true, []],
    [false, ['LEDGER_BROKEN critical']],
    [undefined, ['LEDGER_BROKEN ?']],
  ])('intact: %s', (isIntact, expected) => {
    expect(said(judgeLedger(isIntact))).toEqual(expected);
  });
});

describe('The target of a subscription', () => {
  const well = { id: 's', host: 'x', dead: 0, hasEnded: false, failingSince: null, problem: 'refused' };
  test.each([
    ['takes its events', {}, []],
    ['has been down for less than an hour', { failingSince: msAgo(HOUR - 1) }, []],
    ['has been down for an hour', { failingSince: msAgo(HOUR) }, ['SUBSCRIPTION_DOWN warning']],
    ['lost an event', { dead: 1 }, ['DELIVERIES_DEAD critical']],
    ['was gone for so long that the subscription ended', { hasEnded: true }, ['DELIVERIES_DEAD critical']],
  ])('%s', (_case, change, expected) => {
    expect(said(judgeTargets([{ ...well, ...change }], now))).toEqual(expected);
  });
});

describe('An erasure', () => {
  test.each([
    ['that every tool has reported', 30 * DAY, [], []],
    ['younger than a week', 7 * DAY - 1, ['slack'], []],
    ['that a tool has not reported in a week', 7 * DAY, ['slack'], ['ERASURE_OVERDUE warning']],
    ['a few days before the month is over', 25 * DAY, ['slack'], ['ERASURE_OVERDUE critical']],
  ])('%s', (_case, ageMs, pendingTools, expected) => {
    expect(said(judgeErasures([{ id: 'e', at: msAgo(ageMs), pendingTools }], now))).toEqual(expected);
  });
});

describe('A claim under the GDPR', () => {
  test.each([
    ['that is due in more than a week', 7 * DAY + 1, []],
    ['that is due in a week', 7 * DAY, ['RIGHTS_REQUEST_DUE warning']],
    ['that is due in three days and a millisecond', 3 * DAY + 1, ['RIGHTS_REQUEST_DUE warning']],
    ['that is due in three days', 3 * DAY, ['RIGHTS_REQUEST_DUE critical']],
    ['that is overdue', -DAY, ['RIGHTS_REQUEST_DUE critical']],
  ])('%s', (_case, leftMs, expected) => {
    expect(said(judgeClaims([{ taskId: 't', dueAt: inMs(leftMs) }], now))).toEqual(expected);
  });
});

describe('Every alert says what is wrong and what to do', () => {
  const at = now.getTime();
  const raised: Extract<Verdict, { state: 'raised' }>[] = [
    ...judgeTokens([{ ...number, standing: { isValid: true, expiresAt: inMs(DAY) } }], now),
    ...judgeTokens([{ ...number, standing: { isValid: false, expiresAt: null } }], now),
    ...judgeStatuses([{ ...number, unansweredSince: msAgo(HOUR) }], now),
    ...judgeHours([
      {
        ...number,
        hour: msAgo(HOUR),
        webhooks: 0,
        webhooksSince: 0,
        weeksBefore: [1, 1],
        hasListened: true,
      },
    ]),
    ...judgeQuality([{ ...number, quality: 'RED', health: undefined }]),
    ...judgeRestrictions([
      { ...number, quality: null, health: { canSend: 'BLOCKED', reason: 'Pay first.' } },
    ]),
    ...judgeTargets(
      [{ id: 's', host: 'x.example', dead: 3, hasEnded: false, failingSince: null, problem: '' }],
      now,
    ),
    ...judgeTargets(
      [
        {
          id: 's',
          host: 'x.example',
          dead: 0,
          hasEnded: false,
          failingSince: msAgo(DAY),
          problem: 'refused',
        },
      ],
      now,
    ),
    ...judgeDisk(100 * MB),
    ...judgeLedger(false),
    ...judgeErasures([{ id: 'e', at: msAgo(10 * DAY), pendingTools: ['slack', 'salesforce'] }], now),
    ...judgeClaims([{ taskId: 't', dueAt: inMs(DAY) }], now),
  ].filter((verdict) => verdict.state === 'raised');

  const names: Readonly<Record<string, RegExp>> = {
    TOKEN_EXPIRING: /parley numbers token/,
    TOKEN_INVALID: /parley numbers token/,
    STATUSES_MISSING: /parley doctor/,
    WEBHOOKS_SILENT: /parley doctor/,
    QUALITY_FELL: /GET \/v1\/templates/,
    ACCOUNT_RESTRICTED: /WhatsApp[ -]Manager/,
    DELIVERIES_DEAD: /replay/,
    SUBSCRIPTION_DOWN: /[Ss]ubscription|Abonnement/,
    DISK_LOW: /PARLEY_DATA_DIR/,
    LEDGER_BROKEN: /parley restore/,
    ERASURE_OVERDUE: /\/v1\/erasures/,
    RIGHTS_REQUEST_DUE: /\/v1\/tasks/,
  };

  test('in all twelve codes', () => {
    expect(raised.map(({ code }) => code).sort()).toEqual(Object.keys(names).sort());
  });

  test.each(raised.map((verdict) => [verdict.code, verdict] as const))('%s', (code, verdict) => {
    const texts = (['de', 'en'] as const).map((language) =>
      alertWords(verdict.code, verdict.values as never, { language, timeZone: 'Europe/Berlin' }),
    );
    for (const { title, detail, remedy } of texts) {
      expect(title.length).toBeGreaterThan(10);
      expect(`${detail} ${remedy}`).not.toMatch(/undefined|NaN|Invalid|\[object/);
      expect(remedy).toMatch(names[code] as RegExp);
    }
    expect(texts[0]).not.toEqual(texts[1]);
  });

  test('with why a target is down, each in its own language', () => {
    const problem = { en: 'the target answered 503', de: 'das Ziel hat mit 503 geantwortet' };
    const values = { target: 'x.example', since: at, problem };
    const detail = (language: 'de' | 'en') =>
      alertWords('SUBSCRIPTION_DOWN', values, { language, timeZone: 'UTC' }).detail;
    expect(detail('en')).toContain('(the target answered 503)');
    expect(detail('de')).toContain('(das Ziel hat mit 503 geantwortet)');
  });

  test('with moments in the time of the business', () => {
    const values = { number: '+49 30 901820', until: at };
    expect(
      alertWords('TOKEN_EXPIRING', values, { language: 'de', timeZone: 'Europe/Berlin' }).detail,
    ).toContain('22.11.2026, 13:00');
    expect(alertWords('TOKEN_EXPIRING', values, { language: 'en', timeZone: 'UTC' }).detail).toContain(
      '22 Nov 2026, 12:00',
    );
  });
});

test.each([
  ['de', 0, 'das Abonnement ist beendet'],
  ['de', 1, 'eines wurde aufgegeben'],
  ['de', 2, '2 wurden aufgegeben'],
  ['en', 0, 'the subscription has ended'],
  ['en', 1, 'one was given up'],
  ['en', 2, '2 were given up'],
] as const)('What a target has not taken is counted in words (%s, %i): %s', (language, count, words) => {
  const values = { target: 'https://tool.example.com', count };
  const told = alertWords('DELIVERIES_DEAD', values, { language, timeZone: 'Europe/Berlin' });
  expect(told.detail).toContain(words);
});
