// PARLEY_CONSENT_MODE=meta: Meta's opt-in policy alone, row by row with literal codes. One opt-in to the business is a
// ground for what is not advertising, a grant is one for advertising; whatever stands against it stands as it does in `de`.
import { describe, expect, test } from '@jest/globals';
import { decide, type Facts, type SendIntent } from '@parley/core/policy';
import {
  ago,
  anEntry,
  days,
  hours,
  inCatalogue,
  now,
  someone,
  standing,
  wrote,
} from '../../support/facts.ts';

const template: SendIntent = {
  sender: 'person',
  template: { name: 'order_update', language: 'de', variables: { first_name: 'Erika' } },
};
const freeText: SendIntent = { sender: 'person', visibleText: 'Guten Tag' };
const advertisingText: SendIntent = { ...freeText, purpose: 'marketing' };

const at = { occurredAt: ago(days(20)) };
const later = { occurredAt: ago(days(2)) };
const utility = anEntry({ scope: 'utility', ...at });
const marketing = anEntry(at);
const confirmed = anEntry({ action: 'confirm', proven: true, metaTime: true, occurredAt: ago(days(19)) });
const imported = anEntry({ method: 'import', ...at });
const requested = anEntry({ action: 'request', ...later });
const withdrawn = anEntry({ action: 'withdraw', method: 'agent', ...later });
const objected = anEntry({ action: 'object', method: 'chat_word', ...later });
const providerStop = anEntry({ action: 'withdraw', method: 'meta_preference', metaTime: true, ...later });
const held = anEntry({ action: 'hold', ...later });
const stopAll = anEntry({ scope: 'all', action: 'withdraw', method: 'chat_word', metaTime: true, ...later });

const people: Record<string, Partial<Facts>> = {
  'wrote, agreed to nothing': {},
  'was asked': { consent: standing(requested) },
  'granted marketing, not confirmed': { consent: standing(marketing) },
  'confirmed marketing': { consent: standing(marketing, confirmed) },
  'imported without proof': { consent: standing(imported) },
  'granted utility': { consent: standing(utility) },
  'left marketing': { consent: standing(marketing, withdrawn) },
  'left marketing, granted utility': { consent: standing(utility, marketing, withdrawn) },
  objected: { consent: standing(marketing, objected) },
  'switched marketing off in WhatsApp': { consent: standing(marketing, providerStop) },
  'on hold': { consent: standing(marketing, held) },
  'said STOP': { consent: standing(utility, marketing, stopAll) },
  'was erased': { suppression: { since: ago(days(3)), liftedFor: [] } },
};

const open = hours(1);
const closed = hours(30);

function code(intent: SendIntent, age: number, facts: Partial<Facts> | undefined): string {
  return decide(intent, wrote(age, { ...facts, consentMode: 'meta' }), now).code;
}

describe('under the policy of Meta alone, to a person who', () => {
  test.each([
    ['wrote, agreed to nothing', 'NO_CONSENT', 'NO_CONSENT', 'NO_CONSENT'],
    ['was asked', 'PENDING_CONFIRMATION', 'PENDING_CONFIRMATION', 'PENDING_CONFIRMATION'],
    ['granted marketing, not confirmed', 'MARKETING_CONSENT', 'MARKETING_CONSENT', 'WINDOW_CLOSED'],
    ['confirmed marketing', 'MARKETING_CONSENT', 'MARKETING_CONSENT', 'WINDOW_CLOSED'],
    ['imported without proof', 'MARKETING_CONSENT', 'MARKETING_CONSENT', 'WINDOW_CLOSED'],
    ['granted utility', 'NO_CONSENT', 'NO_CONSENT', 'NO_CONSENT'],
    ['left marketing', 'WITHDRAWN', 'WITHDRAWN', 'WITHDRAWN'],
    ['objected', 'OBJECTED', 'OBJECTED', 'OBJECTED'],
    ['switched marketing off in WhatsApp', 'PROVIDER_STOP', 'PROVIDER_STOP', 'PROVIDER_STOP'],
    ['on hold', 'ON_HOLD', 'ON_HOLD', 'ON_HOLD'],
    ['said STOP', 'STOP_ALL', 'STOP_ALL', 'STOP_ALL'],
    ['was erased', 'SUPPRESSED', 'SUPPRESSED', 'SUPPRESSED'],
  ])(
    '%s: marketing is %s by template, %s as text while the window is open, %s later',
    (who, byTemplate, textOpen, textClosed) => {
      const catalogue = { template: inCatalogue('marketing') };
      expect(code(template, open, { ...people[who], ...catalogue })).toBe(byTemplate);
      expect(code(template, closed, { ...people[who], ...catalogue })).toBe(byTemplate);
      expect(code(advertisingText, open, people[who])).toBe(textOpen);
      expect(code(advertisingText, closed, people[who])).toBe(textClosed);
    },
  );

  test.each([
    ['wrote, agreed to nothing', 'SERVICE_REPLY', 'NO_CONSENT'],
    ['was asked', 'SERVICE_REPLY', 'NO_CONSENT'],
    ['granted marketing, not confirmed', 'UTILITY_BASIS', 'UTILITY_BASIS'],
    ['confirmed marketing', 'UTILITY_BASIS', 'UTILITY_BASIS'],
    ['imported without proof', 'UTILITY_BASIS', 'UTILITY_BASIS'],
    ['granted utility', 'UTILITY_BASIS', 'UTILITY_BASIS'],
    ['left marketing', 'SERVICE_REPLY_OPTED_OUT', 'NO_CONSENT'],
    ['left marketing, granted utility', 'UTILITY_BASIS', 'UTILITY_BASIS'],
    ['objected', 'SERVICE_REPLY_OPTED_OUT', 'NO_CONSENT'],
    ['switched marketing off in WhatsApp', 'SERVICE_REPLY_OPTED_OUT', 'NO_CONSENT'],
    ['said STOP', 'SERVICE_REPLY_OPTED_OUT', 'STOP_ALL'],
    ['was erased', 'SUPPRESSED', 'SUPPRESSED'],
  ])('%s: a utility template is %s while the window is open, %s later', (who, whenOpen, whenClosed) => {
    const catalogue = { template: inCatalogue('utility') };
    expect(code(template, open, { ...people[who], ...catalogue })).toBe(whenOpen);
    expect(code(template, closed, { ...people[who], ...catalogue })).toBe(whenClosed);
  });

  test.each([
    ['wrote, agreed to nothing', 'SERVICE_REPLY', 'WINDOW_CLOSED'],
    ['confirmed marketing', 'SERVICE_REPLY', 'WINDOW_CLOSED'],
    ['left marketing', 'SERVICE_REPLY_OPTED_OUT', 'WINDOW_CLOSED'],
    ['said STOP', 'SERVICE_REPLY_OPTED_OUT', 'STOP_ALL'],
    ['was erased', 'MINIMAL_REPLY', 'SUPPRESSED'],
  ])('%s: service text is %s while the window is open, %s later', (who, whenOpen, whenClosed) => {
    expect(code(freeText, open, people[who])).toBe(whenOpen);
    expect(code(freeText, closed, people[who])).toBe(whenClosed);
  });

  test('never wrote and never agreed: nothing goes', () => {
    for (const [intent, category] of [
      [freeText, undefined],
      [template, 'utility'],
      [template, 'marketing'],
    ] as const) {
      const facts = someone({
        consentMode: 'meta',
        ...(category ? { template: inCatalogue(category) } : {}),
      });
      expect(decide(intent, facts, now).code).toBe('NO_CONSENT');
    }
  });

  test('asked for a code: it goes within ten minutes, as in the other mode', () => {
    const asked = anEntry({ scope: 'authentication', action: 'request', occurredAt: ago(hours(1)) });
    const facts = someone({
      consentMode: 'meta',
      consent: standing(asked),
      template: inCatalogue('authentication'),
    });
    expect(decide(template, facts, now).code).toBe('NO_REQUEST');
  });

  test('gets US marketing templates no more than in the other mode', () => {
    const facts = someone({
      consentMode: 'meta',
      consent: standing(marketing),
      recipient: { hasPhone: true, hasUserId: false, country: 'US' },
      template: inCatalogue('marketing'),
    });
    expect(decide(template, facts, now).code).toBe('PROVIDER_REGION');
  });
});
