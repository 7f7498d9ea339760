// Rows 9 to 11 of the decision order: what may go, but not now.
import { describe, expect, test } from '@jest/globals';
import {
  type Decision,
  decide,
  describeDecision,
  type Facts,
  type Limits,
  type SendIntent,
} from '@parley/core/policy';
import {
  ago,
  anEntry,
  days,
  hours,
  inCatalogue,
  minutes,
  now,
  seconds,
  someone,
  standing,
  wrote,
} from '../../support/facts.ts';

const inFuture = (milliseconds: number) => new Date(now.getTime() + milliseconds);
const agreed = standing(
  anEntry({ action: 'confirm', proven: true, metaTime: true, occurredAt: ago(days(19)) }),
  anEntry({ scope: 'utility', action: 'grant', occurredAt: ago(days(20)) }),
);
const template: SendIntent = {
  sender: 'person',
  template: { name: 'order_update', language: 'de', variables: { first_name: 'Erika' } },
};
const reply: SendIntent = { sender: 'person', visibleText: 'Guten Tag' };
const offer: SendIntent = { ...reply, purpose: 'marketing' };

/** Somebody who agreed to everything and wrote 30 hours ago. */
const quietly = (limits: Limits, more: Partial<Facts> = {}) =>
  wrote(hours(30), { consent: agreed, template: inCatalogue('utility'), limits, ...more });
const advertising = (limits: Limits, more: Partial<Facts> = {}) =>
  quietly(limits, { template: inCatalogue('marketing'), ...more });
const inWindow = (limits: Limits, more: Partial<Facts> = {}) =>
  wrote(hours(1), { consent: agreed, limits, ...more });

const result = (intent: SendIntent, facts: Facts): [string, string | undefined] => {
  const decision = decide(intent, facts, now);
  return [decision.code, decision.verdict === 'deferred' ? decision.until?.toISOString() : undefined];
};

describe('QUIET_HOURS', () => {
  // `now` is 13:00 in Berlin.
  const limits = (utility: boolean): Limits => ({ quietHours: { from: '12:00', to: '15:00', utility } });
  const end = '2026-11-23T14:00:00.000Z';

  test.each<[string, SendIntent, Facts, string, string | undefined]>([
    ['advertising by template waits', template, advertising(limits(false)), 'QUIET_HOURS', end],
    ['advertising in the open window waits', offer, inWindow(limits(false)), 'QUIET_HOURS', end],
    ['a notification goes', template, quietly(limits(false)), 'UTILITY_BASIS', undefined],
    ['a notification waits where the business wants it', template, quietly(limits(true)), 'QUIET_HOURS', end],
    [
      'a notification in the open window is an answer, and goes',
      template,
      inWindow(limits(true), { template: inCatalogue('utility') }),
      'UTILITY_BASIS',
      undefined,
    ],
    ['an answer goes', reply, inWindow(limits(true)), 'SERVICE_REPLY', undefined],
    [
      'a code goes',
      template,
      someone({
        limits: limits(true),
        template: inCatalogue('authentication'),
        consent: standing(
          anEntry({ scope: 'authentication', action: 'request', occurredAt: ago(minutes(1)) }),
        ),
      }),
      'AUTHENTICATION_REQUESTED',
      undefined,
    ],
    [
      'the confirmation of an opt-out goes',
      { sender: 'automation', own: 'opt_out_confirmation' },
      inWindow(limits(true)),
      'OPT_OUT_CONFIRMATION',
      undefined,
    ],
    [
      'the question for consent, by template, waits',
      { ...template, own: 'consent_request' },
      quietly(limits(false), { template: inCatalogue('utility', { consentRequest: true }) }),
      'QUIET_HOURS',
      end,
    ],
  ])('%s', (_, intent, facts, code, until) => {
    const filled = intent.template?.name === 'order_update' ? withCode(intent, facts) : intent;
    expect(result(filled, facts)).toEqual([code, until]);
  });

  test('count in the time zone of the business', () => {
    const facts = advertising(limits(false), { timeZone: 'Europe/London' });
    expect(result(template, facts)).toEqual(['QUIET_HOURS', '2026-11-23T15:00:00.000Z']);
  });

  test('come after what stands against the message', () => {
    const withdrawn = standing(anEntry({ action: 'withdraw', method: 'agent' }));
    expect(result(template, advertising(limits(false), { consent: withdrawn }))[0]).toBe('WITHDRAWN');
  });
});

// An authentication template is filled with a code.
function withCode(intent: SendIntent, facts: Facts): SendIntent {
  if (facts.template?.definition.category !== 'authentication' || !intent.template) return intent;
  return { ...intent, template: { ...intent.template, variables: { code: '482913' } } };
}

describe('FREQUENCY_CAP', () => {
  const capped = (...sentAgo: number[]): Limits => ({
    caps: [{ purpose: 'marketing', messages: 2, days: 7 }],
    sent: { marketing: sentAgo.map(ago), utility: [] },
  });

  test.each<[string, Limits, string, string | undefined]>([
    ['nothing sent yet', capped(), 'MARKETING_CONSENT', undefined],
    ['one of two', capped(days(1)), 'MARKETING_CONSENT', undefined],
    ['two of two', capped(days(1), days(3)), 'FREQUENCY_CAP', inFuture(days(4)).toISOString()],
    [
      'two of two, the first a millisecond less than 7 days ago',
      capped(days(1), days(7) - 1),
      'FREQUENCY_CAP',
      inFuture(1).toISOString(),
    ],
    ['two of two, the first exactly 7 days ago', capped(days(1), days(7)), 'MARKETING_CONSENT', undefined],
    [
      'three of two, from before the cap was set',
      capped(days(1), days(2), days(3)),
      'FREQUENCY_CAP',
      inFuture(days(5)).toISOString(),
    ],
  ])('%s', (_, limits, code, until) => {
    expect(result(template, advertising(limits))).toEqual([code, until]);
  });

  test('counts each purpose for itself, and answers never', () => {
    const full = capped(days(1), days(2));
    expect(result(template, quietly(full))[0]).toBe('UTILITY_BASIS');
    expect(result(reply, inWindow(full))[0]).toBe('SERVICE_REPLY');
    const notices: Limits = {
      caps: [{ purpose: 'utility', messages: 1, days: 1 }],
      sent: { marketing: [], utility: [ago(hours(1))] },
    };
    expect(result(template, quietly(notices))).toEqual(['FREQUENCY_CAP', inFuture(hours(23)).toISOString()]);
    expect(result(template, inWindow(notices, { template: inCatalogue('utility') }))[0]).toBe(
      'UTILITY_BASIS',
    );
  });
});

describe('PAIR_LIMIT', () => {
  test.each<[string, Date | undefined, string]>([
    ['the pace allows it', undefined, 'SERVICE_REPLY'],
    ['the pace allows it in a second', inFuture(seconds(1)), 'PAIR_LIMIT'],
    ['the pace allows it from now', now, 'SERVICE_REPLY'],
  ])('%s', (_, pairFreeAt, code) => {
    expect(result(reply, inWindow(pairFreeAt ? { pairFreeAt } : {}))[0]).toBe(code);
  });
});

describe('NUMBER_LIMIT', () => {
  test.each<[string, Limits['number'], SendIntent, 'quietly' | 'advertising' | 'inWindow', string]>([
    ['131048: a notification waits', { spamUntil: inFuture(1) }, template, 'quietly', 'NUMBER_LIMIT'],
    ['131048: over', { spamUntil: now }, template, 'quietly', 'UTILITY_BASIS'],
    ['131048: an answer goes', { spamUntil: inFuture(1) }, reply, 'inWindow', 'SERVICE_REPLY'],
    [
      '131048: advertising in the window waits',
      { spamUntil: inFuture(1) },
      offer,
      'inWindow',
      'NUMBER_LIMIT',
    ],
    ['a red number: advertising waits', { isLowQuality: true }, template, 'advertising', 'NUMBER_LIMIT'],
    ['a red number: a notification goes', { isLowQuality: true }, template, 'quietly', 'UTILITY_BASIS'],
    ['a red number: an answer goes', { isLowQuality: true }, reply, 'inWindow', 'SERVICE_REPLY'],
    ['a restricted account: advertising waits', { restricted: {} }, template, 'advertising', 'NUMBER_LIMIT'],
    ['a restricted account: notifications wait', { restricted: {} }, template, 'quietly', 'NUMBER_LIMIT'],
    ['a restricted account: an answer goes', { restricted: {} }, reply, 'inWindow', 'SERVICE_REPLY'],
    [
      'a restriction that is over',
      { restricted: { until: now } },
      template,
      'advertising',
      'MARKETING_CONSENT',
    ],
    ['a tier with room', { tier: { limit: 250 } }, template, 'quietly', 'UTILITY_BASIS'],
    [
      'a tier used up',
      { tier: { limit: 250, lastPlaceAt: ago(hours(23)) } },
      template,
      'quietly',
      'NUMBER_LIMIT',
    ],
    [
      'a tier of which a place came free this very moment',
      { tier: { limit: 250, lastPlaceAt: ago(hours(24)) } },
      template,
      'quietly',
      'UTILITY_BASIS',
    ],
    [
      'a tier used up: an answer goes',
      { tier: { limit: 250, lastPlaceAt: ago(hours(1)) } },
      reply,
      'inWindow',
      'SERVICE_REPLY',
    ],
  ])('%s', (_, number, intent, person, code) => {
    const facts = { quietly, advertising, inWindow }[person]({ ...(number ? { number } : {}) });
    expect(result(intent, facts)[0]).toBe(code);
  });

  test('says until when, and looks again after an hour where Meta names no end', () => {
    const end = inFuture(days(2));
    expect(result(template, advertising({ number: { restricted: { until: end } } }))[1]).toBe(
      end.toISOString(),
    );
    for (const number of [{ restricted: {} }, { isLowQuality: true }])
      expect(result(template, advertising({ number }))[1]).toBe(inFuture(hours(1)).toISOString());
    const tier = { limit: 250, lastPlaceAt: ago(hours(20)) };
    expect(result(template, quietly({ number: { tier } }))[1]).toBe(inFuture(hours(4)).toISOString());
  });
});

describe('ECOSYSTEM', () => {
  test.each<[string, number, string]>([
    ['a moment after 131049', 0, 'ECOSYSTEM'],
    ['a millisecond before the 24 hours are over', hours(24) - 1, 'ECOSYSTEM'],
    ['after exactly 24 hours', hours(24), 'MARKETING_CONSENT'],
  ])('advertising, %s', (_, age, code) => {
    expect(result(template, advertising({ person: { ecosystemAt: ago(age) } }))[0]).toBe(code);
  });

  test('is about advertising alone', () => {
    const limits = { person: { ecosystemAt: now } };
    expect(result(template, quietly(limits))[0]).toBe('UTILITY_BASIS');
    expect(result(reply, inWindow(limits))[0]).toBe('SERVICE_REPLY');
    expect(result(offer, inWindow(limits))).toEqual(['ECOSYSTEM', inFuture(hours(24)).toISOString()]);
  });
});

describe('a person who cannot be reached', () => {
  const failed = (count: number, age = hours(1)): Limits => ({
    person: { undelivered: { count, at: ago(age) } },
  });

  test.each<[string, Limits, string]>([
    ['twice undeliverable (131026)', failed(2), 'UTILITY_BASIS'],
    ['three times', failed(3), 'NOT_ADDRESSABLE'],
    ['three times, the last a millisecond less than 30 days ago', failed(3, days(30) - 1), 'NOT_ADDRESSABLE'],
    ['three times, the last 30 days ago', failed(3, days(30)), 'UTILITY_BASIS'],
    ['in an experiment of Meta’s (130472)', { person: { experiments: ['order_update'] } }, 'NOT_ADDRESSABLE'],
    ['in an experiment with another template', { person: { experiments: ['summer_sale'] } }, 'UTILITY_BASIS'],
  ])('%s', (_, limits, code) => {
    expect(result(template, quietly(limits, { lastInboundAt: ago(days(60)) }))[0]).toBe(code);
  });

  test('is reachable again by writing, and in the open window', () => {
    const since = { ...failed(3, hours(40)) };
    expect(result(template, quietly(since))[0]).toBe('UTILITY_BASIS');
    expect(result(reply, inWindow(failed(3)))[0]).toBe('SERVICE_REPLY');
    const tested = { person: { experiments: ['order_update'] } };
    expect(result(template, inWindow(tested, { template: inCatalogue('utility') }))[0]).toBe('UTILITY_BASIS');
  });
});

describe('the order', () => {
  test('is quiet hours, cap, pair, number, ecosystem, each as the one before it is gone', () => {
    const all: Limits = {
      quietHours: { from: '12:00', to: '15:00', utility: true },
      caps: [{ purpose: 'marketing', messages: 1, days: 1 }],
      sent: { marketing: [ago(hours(1))], utility: [] },
      pairFreeAt: inFuture(seconds(6)),
      number: { isLowQuality: true },
      person: { ecosystemAt: now, undelivered: { count: 3, at: now } },
    };
    const order: string[] = [];
    let limits: Limits = all;
    for (const key of ['quietHours', 'caps', 'pairFreeAt', 'number', 'person'] as const) {
      order.push(result(template, advertising(limits))[0]);
      const { [key]: _, ...rest } = limits;
      limits = rest;
    }
    expect(order).toEqual(['QUIET_HOURS', 'FREQUENCY_CAP', 'PAIR_LIMIT', 'NUMBER_LIMIT', 'ECOSYSTEM']);
    expect(result(template, advertising(limits))[0]).toBe('MARKETING_CONSENT');
  });

  test('what is put off keeps its ground as evidence', () => {
    const decision = decide(template, advertising({ person: { ecosystemAt: now } }), now);
    expect(decision).toMatchObject({ verdict: 'deferred', evidence: [{ kind: 'consent' }] });
  });
});

describe('the words', () => {
  const of = (facts: Facts, language: 'de' | 'en'): string => {
    const decision: Decision = decide(template, { ...facts, timeZone: 'Europe/Berlin' }, now);
    return describeDecision(decision, language).reason;
  };

  test('name the moment from which it goes on', () => {
    const quiet = advertising({ quietHours: { from: '12:00', to: '15:00', utility: false } });
    expect(of(quiet, 'de')).toContain('23.11.2026, 15:00');
    expect(of(quiet, 'en')).toContain('23 Nov 2026, 15:00');
    const cooling = advertising({ person: { ecosystemAt: now } });
    expect(of(cooling, 'de')).toContain('24.11.2026, 13:00');
    expect(of(cooling, 'en')).toContain('24 Nov 2026, 13:00');
  });

  test.each<[Limits['number'], RegExp, RegExp]>([
    [{ spamUntil: inFuture(hours(1)) }, /gemeldet/, /reported/],
    [{ isLowQuality: true }, /Qualität/, /quality/],
    [{ restricted: {} }, /eingeschränkt/, /restricted/],
    [{ tier: { limit: 250, lastPlaceAt: now } }, /24 Stunden/, /24 hours/],
  ])('say which limit of the number it is', (number, german, english) => {
    const facts = advertising(number ? { number } : {});
    expect(of(facts, 'de')).toMatch(german);
    expect(of(facts, 'en')).toMatch(english);
  });

  test('say why somebody with a number cannot be reached', () => {
    const undelivered = advertising({ person: { undelivered: { count: 3, at: now } } });
    expect(of(undelivered, 'de')).toContain('nicht zustellbar');
    expect(of(undelivered, 'en')).toContain('could not be delivered');
    const experiment = advertising({ person: { experiments: ['order_update'] } });
    expect(of(experiment, 'de')).toContain('Versuch');
    expect(of(experiment, 'en')).toContain('experiment');
  });
});
