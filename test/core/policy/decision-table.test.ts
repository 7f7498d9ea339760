// What each person may get (decision-table.md beside the code), row by row and cell by cell, with literal codes.
import { describe, expect, test } from '@jest/globals';
import { decide, type Facts, type SendIntent } from '@parley/core/policy';
import {
  ago,
  anEntry,
  days,
  hours,
  inCatalogue,
  minutes,
  now,
  someone,
  standing,
  wrote,
} from '../../support/facts.ts';

const variables = { first_name: 'Erika' };
const freeText: SendIntent = { sender: 'person', visibleText: 'Guten Tag' };
const advertisingText: SendIntent = { sender: 'person', purpose: 'marketing', visibleText: 'Angebot' };
const template: SendIntent = {
  sender: 'person',
  template: { name: 'order_update', language: 'de', variables },
};

const open = hours(1);
const closed = hours(30);

const utilityGranted = anEntry({ scope: 'utility', action: 'grant', occurredAt: ago(days(20)) });
const marketingGranted = anEntry({ action: 'grant', occurredAt: ago(days(20)) });
const marketingConfirmed = anEntry({
  action: 'confirm',
  proven: true,
  metaTime: true,
  occurredAt: ago(days(19)),
});
const marketingWithdrawn = anEntry({ action: 'withdraw', method: 'agent', occurredAt: ago(days(2)) });
const objected = anEntry({ action: 'object', method: 'chat_word', occurredAt: ago(days(2)) });
const providerStop = anEntry({
  action: 'withdraw',
  method: 'meta_preference',
  metaTime: true,
  occurredAt: ago(days(2)),
});
const stopAll = anEntry({
  scope: 'all',
  action: 'withdraw',
  method: 'chat_word',
  metaTime: true,
  occurredAt: ago(days(2)),
});
const held = anEntry({ action: 'hold', occurredAt: ago(days(2)) });

// S0 never wrote, S1 wrote first, S2 agreed to utility, S3p granted marketing, S3 confirmed it, S4 left it, S5 said STOP,
// S6 was erased. The column adds the last message.
const states: Record<string, Partial<Facts>> = {
  S1: {},
  S2: { consent: standing(utilityGranted) },
  S3p: { consent: standing(marketingGranted) },
  S3: { consent: standing(marketingGranted, marketingConfirmed) },
  'S4 withdrawn': { consent: standing(marketingGranted, marketingConfirmed, marketingWithdrawn) },
  'S4 objected': { consent: standing(marketingGranted, marketingConfirmed, objected) },
  'S4 provider stop': { consent: standing(marketingGranted, marketingConfirmed, providerStop) },
  'S4 with utility consent': { consent: standing(utilityGranted, marketingWithdrawn) },
  hold: { consent: standing(marketingGranted, marketingConfirmed, held) },
  S5: { consent: standing(utilityGranted, marketingGranted, marketingConfirmed, stopAll) },
  S6: { suppression: { since: ago(days(3)), liftedFor: [] } },
};

function expectCode(intent: SendIntent, facts: Facts, code: string): void {
  expect(decide(intent, facts, now).code).toBe(code);
}

describe('a person who never wrote and never agreed (S0)', () => {
  test.each([
    ['service free text', freeText, undefined, 'NO_CONSENT'],
    ['advertising free text', advertisingText, undefined, 'NO_CONSENT'],
    ['a utility template', template, inCatalogue('utility'), 'NO_CONSENT'],
    ['an authentication template without a request', template, inCatalogue('authentication'), 'NO_REQUEST'],
    ['a marketing template', template, inCatalogue('marketing'), 'NO_CONSENT'],
  ])('%s', (_, intent, catalogue, code) => {
    expectCode(intent, someone(catalogue ? { template: catalogue } : {}), code);
  });
});

describe('service free text', () => {
  test.each([
    ['S1', 'SERVICE_REPLY', 'WINDOW_CLOSED'],
    ['S2', 'SERVICE_REPLY', 'WINDOW_CLOSED'],
    ['S3p', 'SERVICE_REPLY', 'WINDOW_CLOSED'],
    ['S3', 'SERVICE_REPLY', 'WINDOW_CLOSED'],
    ['S4 withdrawn', 'SERVICE_REPLY_OPTED_OUT', 'WINDOW_CLOSED'],
    ['S4 objected', 'SERVICE_REPLY_OPTED_OUT', 'WINDOW_CLOSED'],
    ['S4 provider stop', 'SERVICE_REPLY_OPTED_OUT', 'WINDOW_CLOSED'],
    ['hold', 'SERVICE_REPLY_OPTED_OUT', 'WINDOW_CLOSED'],
    ['S5', 'SERVICE_REPLY_OPTED_OUT', 'STOP_ALL'],
    ['S6', 'MINIMAL_REPLY', 'SUPPRESSED'],
  ])('%s: %s while the window is open, %s once it has closed', (state, whenOpen, whenClosed) => {
    expectCode(freeText, wrote(open, states[state]), whenOpen);
    expectCode(freeText, wrote(closed, states[state]), whenClosed);
  });

  test('who agreed to something but never wrote needs a template', () => {
    expectCode(freeText, someone({ consent: standing(utilityGranted) }), 'WINDOW_CLOSED');
  });
});

describe('advertising as free text', () => {
  test.each([
    ['S1', 'NO_CONSENT', 'NO_CONSENT'],
    ['S2', 'NO_CONSENT', 'NO_CONSENT'],
    ['S3p', 'PENDING_CONFIRMATION', 'PENDING_CONFIRMATION'],
    ['S3', 'MARKETING_CONSENT', 'WINDOW_CLOSED'],
    ['S4 withdrawn', 'WITHDRAWN', 'WITHDRAWN'],
    ['S4 objected', 'OBJECTED', 'OBJECTED'],
    ['S4 provider stop', 'PROVIDER_STOP', 'PROVIDER_STOP'],
    ['hold', 'ON_HOLD', 'ON_HOLD'],
    ['S5', 'STOP_ALL', 'STOP_ALL'],
    ['S6', 'SUPPRESSED', 'SUPPRESSED'],
  ])('%s: %s while the window is open, %s once it has closed', (state, whenOpen, whenClosed) => {
    expectCode(advertisingText, wrote(open, states[state]), whenOpen);
    expectCode(advertisingText, wrote(closed, states[state]), whenClosed);
  });
});

describe('a utility template', () => {
  test.each([
    ['S1', 'SERVICE_REPLY', 'NO_CONSENT'],
    ['S2', 'UTILITY_BASIS', 'UTILITY_BASIS'],
    ['S3p', 'SERVICE_REPLY', 'NO_CONSENT'],
    ['S3', 'SERVICE_REPLY', 'NO_CONSENT'],
    ['S4 withdrawn', 'SERVICE_REPLY_OPTED_OUT', 'NO_CONSENT'],
    ['S4 with utility consent', 'UTILITY_BASIS', 'UTILITY_BASIS'],
    ['S5', 'SERVICE_REPLY_OPTED_OUT', 'STOP_ALL'],
    ['S6', 'SUPPRESSED', 'SUPPRESSED'],
  ])('%s: %s while the window is open, %s once it has closed', (state, whenOpen, whenClosed) => {
    const catalogue = { template: inCatalogue('utility') };
    expectCode(template, wrote(open, { ...states[state], ...catalogue }), whenOpen);
    expectCode(template, wrote(closed, { ...states[state], ...catalogue }), whenClosed);
  });

  test('after a STOP, as long as the STOP itself is the last word, nothing optional goes', () => {
    const stopNow = anEntry({
      scope: 'all',
      action: 'withdraw',
      method: 'chat_word',
      metaTime: true,
      occurredAt: ago(open),
    });
    const facts = wrote(open, {
      consent: standing(utilityGranted, stopNow),
      template: inCatalogue('utility'),
    });
    expectCode(template, facts, 'STOP_ALL');
  });

  test('after a STOP what a contract needs still goes', () => {
    const facts = wrote(closed, {
      ...states.S5,
      template: inCatalogue('utility', { contractNecessary: true }),
    });
    expectCode(template, facts, 'UTILITY_BASIS');
  });

  test('which our policy calls advertising or mixed follows the marketing columns', () => {
    for (const legalKind of ['advertising', 'mixed'] as const) {
      const catalogue = { template: inCatalogue('utility', { legalKind }) };
      expectCode(template, wrote(open, { ...states.S2, ...catalogue }), 'NO_CONSENT');
      expectCode(template, wrote(open, { ...states.S3, ...catalogue }), 'MARKETING_CONSENT');
    }
  });

  test('an unproven imported utility consent is none, and a pending one waits', () => {
    const imported = anEntry({ scope: 'utility', method: 'import' });
    const requested = anEntry({ scope: 'utility', action: 'request' });
    const catalogue = { template: inCatalogue('utility') };
    expectCode(template, someone({ consent: standing(imported), ...catalogue }), 'UNPROVEN');
    expectCode(template, someone({ consent: standing(requested), ...catalogue }), 'PENDING_CONFIRMATION');
  });
});

describe('a marketing template', () => {
  test.each([
    ['S1', 'NO_CONSENT'],
    ['S2', 'NO_CONSENT'],
    ['S3p', 'PENDING_CONFIRMATION'],
    ['S3', 'MARKETING_CONSENT'],
    ['S4 withdrawn', 'WITHDRAWN'],
    ['S4 objected', 'OBJECTED'],
    ['S4 provider stop', 'PROVIDER_STOP'],
    ['hold', 'ON_HOLD'],
    ['S5', 'STOP_ALL'],
    ['S6', 'SUPPRESSED'],
  ])('%s: %s, whether the window is open or not', (state, code) => {
    const catalogue = { template: inCatalogue('marketing') };
    expectCode(template, wrote(open, { ...states[state], ...catalogue }), code);
    expectCode(template, wrote(closed, { ...states[state], ...catalogue }), code);
  });

  test('is not made harmless by a policy that calls it transactional', () => {
    const facts = wrote(open, { template: inCatalogue('marketing', { legalKind: 'transactional' }) });
    expectCode(template, facts, 'NO_CONSENT');
  });

  test('an imported consent without a text is unproven', () => {
    const facts = someone({
      consent: standing(anEntry({ method: 'import' })),
      template: inCatalogue('marketing'),
    });
    expectCode(template, facts, 'UNPROVEN');
  });

  test('does not go to United States numbers', () => {
    const facts = someone({
      ...states.S3,
      recipient: { hasPhone: true, hasUserId: false, country: 'US' },
      template: inCatalogue('marketing'),
    });
    expectCode(template, facts, 'PROVIDER_REGION');
  });

  test("under Meta's own policy alone a grant is enough, proven or not", () => {
    for (const entry of [marketingGranted, anEntry({ method: 'import' })]) {
      const facts = someone({
        consentMode: 'meta',
        consent: standing(entry),
        template: inCatalogue('marketing'),
      });
      expectCode(template, facts, 'MARKETING_CONSENT');
    }
  });
});

describe('an authentication template', () => {
  const codeTemplate: SendIntent = {
    sender: 'automation',
    template: { name: 'login_code', language: 'de', variables: { code: '482913' } },
  };
  const asked = (age: number) =>
    anEntry({ scope: 'authentication', action: 'request', occurredAt: ago(age) });

  test.each([
    ['just now', 0, 'AUTHENTICATION_REQUESTED'],
    ['exactly 10 minutes ago', minutes(10), 'AUTHENTICATION_REQUESTED'],
    ['10 minutes and a millisecond ago', minutes(10) + 1, 'NO_REQUEST'],
  ])('asked for %s', (_, age, code) => {
    expectCode(
      codeTemplate,
      someone({ consent: standing(asked(age)), template: inCatalogue('authentication') }),
      code,
    );
  });

  test.each(['S1', 'S2', 'S3p', 'S3', 'S4 withdrawn', 'S6'])('%s: goes when just asked for', (state) => {
    const base = wrote(closed, { ...states[state], template: inCatalogue('authentication') });
    const facts = { ...base, consent: { ...base.consent, ...standing(asked(minutes(1))) } };
    expectCode(codeTemplate, facts, 'AUTHENTICATION_REQUESTED');
  });

  test('S5: goes when asked for after the STOP', () => {
    const facts = wrote(closed, {
      consent: standing(stopAll, asked(minutes(1))),
      template: inCatalogue('authentication'),
    });
    expectCode(codeTemplate, facts, 'AUTHENTICATION_REQUESTED');
  });

  test('needs a phone number', () => {
    const facts = someone({
      recipient: { hasPhone: false, hasUserId: true },
      consent: standing(asked(0)),
      template: inCatalogue('authentication'),
    });
    expectCode(codeTemplate, facts, 'AUTH_NEEDS_PHONE');
  });
});

describe('the reply to an open case after the window has closed', () => {
  const caseReply = { template: inCatalogue('utility', { caseReply: true }) };
  const conversation = { id: 'cnv_1', state: 'open' as const, aiDisclosed: false };

  test.each([
    ['two days after the last message', days(2), conversation, 'CASE_REPLY'],
    ['exactly 7 days after it', days(7), conversation, 'CASE_REPLY'],
    ['7 days and a millisecond after it', days(7) + 1, conversation, 'NO_CONSENT'],
    [
      'a second time without a new message',
      days(2),
      { ...conversation, caseReplyAt: ago(hours(1)) },
      'NO_CONSENT',
    ],
    ['to a resolved case', days(2), { ...conversation, state: 'resolved' as const }, 'NO_CONSENT'],
  ])('%s', (_, age, current, code) => {
    expectCode(template, wrote(age, { ...caseReply, conversation: current }), code);
  });

  test('goes to somebody who only opted out of advertising, not to somebody who stopped everything', () => {
    expectCode(
      template,
      wrote(days(2), { ...states['S4 withdrawn'], ...caseReply, conversation }),
      'CASE_REPLY',
    );
    expectCode(template, wrote(days(2), { ...states.S5, ...caseReply, conversation }), 'STOP_ALL');
  });

  test('is not for a template without that policy', () => {
    expectCode(template, wrote(days(2), { template: inCatalogue('utility'), conversation }), 'NO_CONSENT');
  });
});
