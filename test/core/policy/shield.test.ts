import { describe, expect, test } from '@jest/globals';
import { shieldOf } from '@parley/core/contact';
import { decide, describeDecision, type Facts, type SendIntent } from '@parley/core/policy';
import { ago, anEntry, days, hours, inCatalogue, now, standing, wrote } from '../../support/facts.ts';

const advertising: SendIntent = { sender: 'person', purpose: 'marketing', visibleText: 'Angebot' };
const agreed = standing(
  anEntry({ occurredAt: ago(days(20)) }),
  anEntry({ action: 'confirm', proven: true, metaTime: true, occurredAt: ago(days(19)) }),
);
const code = (intent: SendIntent, facts: Partial<Facts>) => decide(intent, wrote(hours(1), facts), now).code;

describe('A person who is noted as a minor or vulnerable', () => {
  test.each(['minor', 'vulnerable'] as const)(
    '(%s) gets no advertising in either mode, whatever they agreed to',
    (shield) => {
      expect(code(advertising, { consent: agreed })).toBe('MARKETING_CONSENT');
      for (const consentMode of ['de', 'meta'] as const)
        expect(code(advertising, { consent: agreed, shield, consentMode })).toBe('NO_CONSENT');
      const template: SendIntent = {
        sender: 'automation',
        template: { name: 'order_update', language: 'de', variables: { first_name: 'Erika' } },
      };
      expect(code(template, { consent: agreed, shield, template: inCatalogue('marketing') })).toBe(
        'NO_CONSENT',
      );
      expect(code(template, { consent: agreed, shield, template: inCatalogue('utility') })).toBe(
        'SERVICE_REPLY',
      );
    },
  );

  test('is not asked for advertising, and is answered like everybody', () => {
    expect(code({ ...advertising, own: 'consent_request' }, { shield: 'minor' })).toBe('NO_CONSENT');
    expect(code({ sender: 'person', visibleText: 'Hallo' }, { shield: 'minor' })).toBe('SERVICE_REPLY');
  });

  test('who has left hears that they have left', () => {
    const left = standing(anEntry({ action: 'object', method: 'chat_word' }));
    expect(code(advertising, { consent: left, shield: 'minor' })).toBe('OBJECTED');
  });

  test('is told of in words of both languages', () => {
    const decision = decide(advertising, wrote(hours(1), { consent: agreed, shield: 'minor' }), now);
    expect(describeDecision(decision, 'de').reason).toContain('minderjährig');
    expect(describeDecision(decision, 'en').reason).toContain('a minor');
  });

  test.each([
    [{ minor: 'true' }, 'minor'],
    [{ minor: 'ja' }, 'minor'],
    [{ vulnerable: '2026-11-01 laut Betreuer' }, 'vulnerable'],
    [{ minor: 'false', vulnerable: 'yes' }, 'vulnerable'],
    [{ minor: 'Nein' }, undefined],
    [{ minor: '' }, undefined],
    [{}, undefined],
  ])('is read off the attributes %j: %s', (attributes, shield) => {
    expect(shieldOf(attributes as Record<string, string>)).toBe(shield);
  });
});
