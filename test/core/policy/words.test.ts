import { describe, expect, test } from '@jest/globals';
import {
  blockedCodes,
  type Decision,
  decide,
  deferredCodes,
  describeDecision,
  needsTemplateCodes,
  sendCodes,
} from '@parley/core/policy';
import { ago, anEntry, hours, inCatalogue, now, standing, wrote } from '../../support/facts.ts';

const bare = { window: { open: false }, evidence: [], detail: {} };
const everyDecision: Decision[] = [
  ...sendCodes.map((code): Decision => ({ verdict: 'send', code, ...bare })),
  ...needsTemplateCodes.map((code): Decision => ({ verdict: 'needs_template', code, ...bare })),
  ...blockedCodes.map((code): Decision => ({ verdict: 'blocked', code, ...bare })),
  ...deferredCodes.map((code): Decision => ({ verdict: 'deferred', code, ...bare })),
];

describe('every decision has its words', () => {
  test.each(everyDecision)('$code in German and English', (decision) => {
    for (const language of ['de', 'en'] as const) {
      const { reason, remedy } = describeDecision(decision, language);
      expect(reason).toMatch(/^\p{Lu}.{10,}[.:…]$/u);
      expect(reason).not.toMatch(/undefined|null|\[object|[A-Z]+_[A-Z]+/);
      if (decision.verdict === 'blocked' || decision.verdict === 'needs_template')
        expect(remedy).toMatch(/^\p{Lu}.{10,}[.“”]$/u);
    }
  });

  test('the closed window always names the 24 hours', () => {
    for (const facts of [wrote(hours(30)), wrote(hours(30), { lastInboundAt: ago(hours(25)) })]) {
      const decision = decide({ sender: 'person' }, facts, now);
      expect(describeDecision(decision, 'de').reason).toContain('24 Stunden');
      expect(describeDecision(decision, 'en').reason).toContain('24 hours');
    }
    const unknown: Decision = { verdict: 'needs_template', code: 'WINDOW_CLOSED', ...bare };
    expect(describeDecision(unknown, 'de').reason).toContain('24 Stunden');
    expect(describeDecision(unknown, 'en').reason).toContain('24 hours');
  });

  test('a message planned for after the window says so, with its moment', () => {
    const plannedFor = new Date('2026-11-25T08:00:00Z');
    const closed: Decision = {
      verdict: 'needs_template',
      code: 'WINDOW_CLOSED',
      ...bare,
      detail: { plannedFor },
    };
    expect(describeDecision(closed, 'de').reason).toMatch(
      /^Zum geplanten Zeitpunkt \(25\.11\.2026, 09:00\).*24 Stunden/,
    );
    expect(describeDecision(closed, 'en').reason).toMatch(
      /^At the planned time \(25 Nov 2026, 09:00\).*24 hours/,
    );
  });

  test('a second answer to the same case is refused with the first one named', () => {
    const caseReplyAt = new Date('2026-11-23T10:00:00Z');
    const facts = wrote(hours(40), {
      conversation: { id: 'c', state: 'open', aiDisclosed: false, caseReplyAt },
      template: inCatalogue('utility', { caseReply: true }),
    });
    const intent = { sender: 'person', template: { name: 'x', language: 'de', variables: {} } } as const;
    const decision = decide(intent, facts, now);
    expect(decision.code).toBe('NO_CONSENT');
    expect(describeDecision(decision, 'de').reason).toContain('ging am 23.11.2026, 11:00 schon hinaus');
    expect(describeDecision(decision, 'en').reason).toContain('went out on 23 Nov 2026, 11:00 already');
  });

  test('an opt-out is told with its day, in the time zone of the business, and its word', () => {
    const withdrawn = anEntry({
      action: 'withdraw',
      method: 'chat_word',
      metaTime: true,
      word: 'Keine Werbung',
      occurredAt: new Date('2026-11-20T23:30:00Z'),
    });
    const facts = wrote(0, { consent: standing(withdrawn), template: inCatalogue('marketing') });
    const intent = { sender: 'person', template: { name: 'x', language: 'de', variables: {} } } as const;
    const decision = decide(intent, facts, now);
    expect(describeDecision(decision, 'de').reason).toBe(
      'Der Kunde hat sich am 21.11.2026, 00:30 mit „Keine Werbung“ abgemeldet.',
    );
    const told = decide(intent, { ...facts, timeZone: 'Europe/London' }, now);
    expect(describeDecision(told, 'en').reason).toBe(
      'The customer opted out on 20 Nov 2026, 23:30 with “Keine Werbung”.',
    );
  });

  test('who was taken off everything by somebody else is not said to have written STOP', () => {
    const withdrawn = anEntry({
      scope: 'all',
      action: 'withdraw',
      method: 'agent',
      occurredAt: new Date('2026-11-20T23:30:00Z'),
    });
    const facts = wrote(0, { consent: standing(withdrawn), template: inCatalogue('marketing') });
    const intent = { sender: 'person', template: { name: 'x', language: 'de', variables: {} } } as const;
    const decision = decide(intent, facts, now);
    expect(decision.code).toBe('STOP_ALL');
    expect(describeDecision(decision, 'de').reason).toBe(
      'Der Kunde hat am 21.11.2026, 00:30 alle Nachrichten abbestellt.',
    );
    expect(describeDecision(decision, 'en').reason).toBe(
      'The customer stopped all messages on 21 Nov 2026, 00:30.',
    );
  });

  test('a wrongly filled template is told field by field', () => {
    const intent = {
      sender: 'person',
      template: { name: 'order_update', language: 'de', variables: {} },
    } as const;
    const decision = decide(intent, wrote(0, { template: inCatalogue('utility') }), now);
    expect(describeDecision(decision, 'en').reason).toContain('first_name');
    expect(describeDecision(decision, 'de').reason).toContain('first_name');
  });
});
