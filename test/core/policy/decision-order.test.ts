// The order of the checks: the first rule that matches decides.
import { describe, expect, test } from '@jest/globals';
import { decide, type Facts, type SendIntent } from '@parley/core/policy';
import {
  ago,
  anEntry,
  hours,
  inCatalogue,
  minutes,
  now,
  someone,
  standing,
  wrote,
} from '../../support/facts.ts';

const freeText: SendIntent = { sender: 'person', visibleText: 'Guten Tag' };
const byMachine: SendIntent = { sender: 'automation', visibleText: 'Guten Tag' };
const template: SendIntent = {
  sender: 'person',
  template: { name: 'order_update', language: 'de', variables: { first_name: 'Erika' } },
};
const code = (intent: SendIntent, facts: Facts) => decide(intent, facts, now).code;
const confirmed = standing(anEntry({ action: 'confirm', proven: true, metaTime: true }));

describe('the window', () => {
  test.each([
    ['a moment after the message', 0, 'SERVICE_REPLY'],
    ['23 h 54 min 59.999 s after it', hours(24) - minutes(5) - 1, 'SERVICE_REPLY'],
    ['5 minutes before the 24 hours are over', hours(24) - minutes(5), 'WINDOW_CLOSED'],
    ['exactly 24 hours after it', hours(24), 'WINDOW_CLOSED'],
    ['a year after it', hours(24 * 365), 'WINDOW_CLOSED'],
  ])('%s', (_, age, expected) => {
    expect(code(freeText, wrote(age))).toBe(expected);
  });

  test('tells the moment from which free text is refused', () => {
    const { window } = decide(freeText, wrote(hours(1)), now);
    expect(window).toEqual({ open: true, closesAt: new Date('2026-11-24T10:55:00.000Z') });
  });

  test('is unknown, and so closed, for somebody who never wrote', () => {
    const decision = decide(freeText, someone({ consent: confirmed }), now);
    expect(decision.window).toEqual({ open: false });
    expect(decision.code).toBe('WINDOW_CLOSED');
  });
});

describe('what comes first', () => {
  test('a stopped business sends nothing, not even its own confirmations', () => {
    expect(code(freeText, wrote(0, { stopped: true }))).toBe('KILL_SWITCH');
    expect(code({ sender: 'automation', own: 'opt_out_confirmation' }, wrote(0, { stopped: true }))).toBe(
      'KILL_SWITCH',
    );
  });

  test('nobody to reach comes before everything but the stop', () => {
    const recipient = { hasPhone: false, hasUserId: false };
    expect(code(freeText, wrote(0, { recipient }))).toBe('NOT_ADDRESSABLE');
    expect(code(freeText, wrote(0, { recipient, stopped: true }))).toBe('KILL_SWITCH');
  });

  test('an erased person is protected before a missing template is noticed', () => {
    const suppression = { since: ago(hours(50)), liftedFor: [] };
    expect(code(template, wrote(hours(30), { suppression }))).toBe('SUPPRESSED');
    expect(code(template, wrote(hours(30)))).toBe('TEMPLATE_NOT_FOUND');
  });

  test('a missing basis comes before the closed window, and before the people who took over', () => {
    const conversation = { id: 'c', state: 'open' as const, aiDisclosed: false, takenAt: ago(hours(1)) };
    expect(code({ ...byMachine, purpose: 'marketing' }, wrote(hours(30), { conversation }))).toBe(
      'NO_CONSENT',
    );
    expect(code(byMachine, wrote(hours(30), { conversation }))).toBe('TAKEN_BY_PERSON');
  });

  test.each([
    ['a paused template', { status: 'PAUSED' }, 'TEMPLATE_PAUSED'],
    ['a rejected template', { status: 'REJECTED' }, 'TEMPLATE_NOT_APPROVED'],
    ['a template in review', { status: 'PENDING' }, 'TEMPLATE_NOT_APPROVED'],
    ['a disabled template', { status: 'DISABLED' }, 'TEMPLATE_NOT_APPROVED'],
    ['an approved template', { status: 'APPROVED' }, 'SERVICE_REPLY'],
  ])('%s', (_, definition, expected) => {
    expect(code(template, wrote(0, { template: inCatalogue('utility', {}, definition) }))).toBe(expected);
  });

  test('a template with a missing variable is told with its fault', () => {
    const incomplete = { ...template, template: { name: 'order_update', language: 'de', variables: {} } };
    const decision = decide(incomplete, wrote(0, { template: inCatalogue('utility') }), now);
    expect(decision.code).toBe('TEMPLATE_VARIABLES');
    expect(decision.detail.faults).toEqual([{ key: 'first_name', problem: 'missing' }]);
  });
});

describe('people before machines', () => {
  const taken = (age: number) =>
    wrote(0, {
      conversation: { id: 'c', state: 'open', aiDisclosed: true, takenAt: ago(age), takenBy: 'Anna' },
    });

  test.each([
    ['a moment after a person took it', 0, 'TAKEN_BY_PERSON'],
    ['a millisecond before 12 hours', hours(12) - 1, 'TAKEN_BY_PERSON'],
    ['after exactly 12 hours', hours(12), 'SERVICE_REPLY'],
  ])('an automation, %s', (_, age, expected) => {
    expect(code(byMachine, taken(age))).toBe(expected);
    expect(code({ ...byMachine, sender: 'ai' }, taken(age))).toBe(expected);
  });

  test("people and templates are free of it, and so are the gateway's own confirmations", () => {
    expect(code(freeText, taken(0))).toBe('SERVICE_REPLY');
    expect(
      code({ ...template, sender: 'automation' }, { ...taken(0), template: inCatalogue('utility') }),
    ).toBe('SERVICE_REPLY');
    expect(code({ sender: 'automation', own: 'opt_out_confirmation' }, taken(0))).toBe(
      'OPT_OUT_CONFIRMATION',
    );
    expect(code({ sender: 'automation', own: 'help_answer' }, taken(0))).toBe('HELP_ANSWER');
  });
});

describe('an AI says that it is one', () => {
  const ai = (visibleText?: string): SendIntent => ({
    sender: 'ai',
    ...(visibleText ? { visibleText } : {}),
  });

  test.each([
    ['without the sentence', 'Guten Tag', 'AI_DISCLOSURE_MISSING'],
    ['with nothing to read', undefined, 'AI_DISCLOSURE_MISSING'],
    ['with the sentence', 'Guten Tag. Hier antwortet eine KI.', 'SERVICE_REPLY'],
    ['with the sentence over two lines', 'Guten Tag.\nHier antwortet\neine KI.', 'SERVICE_REPLY'],
  ])('its first message %s', (_, text, expected) => {
    expect(code(ai(text), wrote(0))).toBe(expected);
  });

  test('its first message may say it in the other language, where the business kept the default', () => {
    const facts = wrote(0, { otherDisclosures: ['Note: an AI is answering here.'] });
    expect(code(ai('Hello. Note: an AI is answering here.'), facts)).toBe('SERVICE_REPLY');
    expect(code(ai('Hello. Note: an AI is answering here.'), wrote(0))).toBe('AI_DISCLOSURE_MISSING');
  });

  test('its next messages need not', () => {
    const facts = wrote(0, { conversation: { id: 'c', state: 'open', aiDisclosed: true } });
    expect(code(ai('Und noch etwas.'), facts)).toBe('SERVICE_REPLY');
  });
});

describe("the gateway's own messages", () => {
  const ask: SendIntent = { sender: 'automation', own: 'consent_request' };

  test('need an open window too', () => {
    expect(code({ sender: 'automation', own: 'opt_out_confirmation' }, wrote(hours(30)))).toBe(
      'WINDOW_CLOSED',
    );
  });

  test('never ask somebody who has left to come back', () => {
    expect(code(ask, wrote(0))).toBe('CONSENT_REQUEST');
    expect(code(ask, wrote(0, { consent: standing(anEntry({ action: 'withdraw' })) }))).toBe('WITHDRAWN');
    expect(code(ask, wrote(0, { consent: standing(anEntry({ action: 'object' })) }))).toBe('OBJECTED');
  });

  test.each([
    ['utility', 'withdraw', 'utility', 'WITHDRAWN'],
    ['utility', 'withdraw', 'all', 'STOP_ALL'],
    ['utility', 'hold', 'utility', 'ON_HOLD'],
    ['utility', 'withdraw', 'marketing', 'CONSENT_REQUEST'],
    ['marketing', 'withdraw', 'utility', 'CONSENT_REQUEST'],
    ['marketing', 'hold', 'marketing', 'ON_HOLD'],
  ] as const)('ask about %s after a %s of %s: %s', (purpose, action, scope, expected) => {
    expect(code({ ...ask, purpose }, wrote(0, { consent: standing(anEntry({ action, scope })) }))).toBe(
      expected,
    );
  });

  test('ask nobody who was erased, not even in the open window', () => {
    const suppression = { since: ago(hours(1)), liftedFor: [] };
    for (const purpose of ['marketing', 'utility'] as const)
      expect(code({ ...ask, purpose }, wrote(0, { suppression }))).toBe('SUPPRESSED');
  });

  describe('after the window', () => {
    const byTemplate: SendIntent = { ...ask, ...(template.template ? { template: template.template } : {}) };
    const setAside = { template: inCatalogue('utility', { consentRequest: true }) };

    test.each([
      ['of somebody who wrote', wrote(hours(30), setAside), 'CONSENT_REQUEST'],
      ['of a stranger', someone(setAside), 'NO_CONSENT'],
      [
        'of somebody who signed up elsewhere',
        someone({ ...setAside, consent: standing(anEntry({ action: 'grant' })) }),
        'CONSENT_REQUEST',
      ],
      [
        'after a No',
        wrote(hours(30), { ...setAside, consent: standing(anEntry({ action: 'refuse' })) }),
        'NO_CONSENT',
      ],
      [
        'by a template for other things',
        wrote(hours(30), { template: inCatalogue('utility') }),
        'NO_CONSENT',
      ],
      ['by no known template', wrote(hours(30)), 'TEMPLATE_NOT_FOUND'],
    ])('they ask %s: %s', (_, facts, expected) => {
      expect(code(byTemplate, facts)).toBe(expected);
    });

    test.each([
      ['withdraw', 'marketing', 'WITHDRAWN'],
      ['object', 'marketing', 'OBJECTED'],
      ['hold', 'marketing', 'ON_HOLD'],
    ] as const)('a template that advertises asks nothing after a %s of %s: %s', (action, scope, expected) => {
      const consent = standing(anEntry({ action, scope }));
      const advertising = { template: inCatalogue('marketing', { consentRequest: true }), consent };
      expect(code({ ...byTemplate, purpose: 'utility' }, wrote(hours(30), advertising))).toBe(expected);
      const facts = wrote(hours(30), { ...setAside, consent });
      expect(code({ ...byTemplate, purpose: 'utility' }, facts)).toBe('CONSENT_REQUEST');
    });

    test('free text is no way to ask', () => {
      expect(code(ask, wrote(hours(30)))).toBe('WINDOW_CLOSED');
      expect(code(ask, someone())).toBe('NO_CONSENT');
    });
  });
});

describe('an erased person', () => {
  test('who opened a purpose again is reachable for that purpose alone', () => {
    const suppression = { since: ago(hours(500)), liftedFor: ['marketing' as const] };
    const facts = wrote(hours(30), { suppression, consent: confirmed });
    expect(code(template, { ...facts, template: inCatalogue('marketing') })).toBe('MARKETING_CONSENT');
    expect(code(template, { ...facts, template: inCatalogue('utility') })).toBe('SUPPRESSED');
    expect(code(freeText, facts)).toBe('SUPPRESSED');
  });
});

test('the evidence names what the decision rests on', () => {
  const consent = standing(
    anEntry({ id: 'cns_proof', action: 'confirm', proven: true, metaTime: true, occurredAt: ago(hours(9)) }),
  );
  const decision = decide(template, wrote(0, { consent, template: inCatalogue('marketing') }), now);
  expect(decision.evidence).toEqual([{ kind: 'consent', id: 'cns_proof', at: ago(hours(9)) }]);
  expect(decide(freeText, wrote(hours(1)), now).evidence).toEqual([
    { kind: 'message', id: 'msg_in', at: ago(hours(1)) },
  ]);
});

test('A window that was found to be closed stays closed, also for a clock that was put back', () => {
  const facts = wrote(hours(1));
  expect(decide({ sender: 'person', visibleText: 'Hallo' }, facts, now).code).toBe('SERVICE_REPLY');
  const closed = { ...facts, windowHasClosed: true };
  expect(decide({ sender: 'person', visibleText: 'Hallo' }, closed, now)).toMatchObject({
    code: 'WINDOW_CLOSED',
    window: { open: false },
  });
});
