// Every row of the decision table: each state of a person with each kind of message, while the window is open and once
// it has closed, and the rows that are about one thing alone.
import {
  blockedCodes,
  decide,
  deferredCodes,
  type Facts,
  needsTemplateCodes,
  type SendIntent,
  sendCodes,
} from '@parley/core/policy';
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
} from '../support/facts.ts';

export type DecisionRow = { readonly intent: SendIntent; readonly facts: Facts };

const twoDaysAgo = { occurredAt: ago(days(2)) };
const utilityGranted = anEntry({ scope: 'utility', occurredAt: ago(days(20)) });
const granted = anEntry({ occurredAt: ago(days(20)) });
const confirmed = anEntry({ action: 'confirm', proven: true, metaTime: true, occurredAt: ago(days(19)) });
const leaving = (change: Parameters<typeof anEntry>[0]) =>
  standing(utilityGranted, granted, confirmed, anEntry({ ...twoDaysAgo, ...change }));

const states: readonly Partial<Facts>[] = [
  {},
  { consent: standing(utilityGranted) },
  { consent: standing(granted) },
  { consent: standing(anEntry({ method: 'import' })) },
  { consent: standing(granted, confirmed) },
  { consent: leaving({ action: 'withdraw', method: 'agent' }) },
  { consent: leaving({ action: 'object', method: 'chat_word' }) },
  { consent: leaving({ action: 'withdraw', method: 'meta_preference', metaTime: true }) },
  { consent: leaving({ action: 'hold' }) },
  { consent: leaving({ scope: 'all', action: 'withdraw', method: 'chat_word', metaTime: true }) },
  { suppression: { since: ago(days(3)), liftedFor: [] } },
];

const template = {
  sender: 'person',
  template: { name: 'order_update', language: 'de', variables: { first_name: 'Erika' } },
} satisfies SendIntent;
const loginCode = {
  sender: 'automation',
  template: { name: 'login_code', language: 'de', variables: { code: '482913' } },
} satisfies SendIntent;
const freeText: SendIntent = { sender: 'person', visibleText: 'Guten Tag' };

const kinds: readonly { readonly intent: SendIntent; readonly facts: Partial<Facts> }[] = [
  { intent: freeText, facts: {} },
  { intent: { ...freeText, purpose: 'marketing' }, facts: {} },
  { intent: template, facts: { template: inCatalogue('utility') } },
  { intent: template, facts: { template: inCatalogue('utility', { caseReply: true }) } },
  { intent: template, facts: { template: inCatalogue('marketing') } },
  { intent: loginCode, facts: { template: inCatalogue('authentication') } },
  { intent: { sender: 'automation', own: 'opt_out_confirmation' }, facts: {} },
  { intent: { sender: 'automation', own: 'help_answer' }, facts: {} },
  { intent: { sender: 'automation', own: 'consent_request' }, facts: {} },
];

const utility = (definition: Parameters<typeof inCatalogue>[2]): DecisionRow => ({
  intent: template,
  facts: wrote(hours(1), { template: inCatalogue('utility', {}, definition) }),
});
const asked = anEntry({ scope: 'authentication', action: 'request', occurredAt: ago(minutes(1)) });
const conversation = { id: 'cnv_1', state: 'open' as const, aiDisclosed: false };

const single: readonly DecisionRow[] = [
  { intent: freeText, facts: someone({ stopped: true }) },
  { intent: freeText, facts: someone({ recipient: { hasPhone: false, hasUserId: false } }) },
  {
    intent: loginCode,
    facts: someone({
      recipient: { hasPhone: false, hasUserId: true },
      template: inCatalogue('authentication'),
    }),
  },
  {
    intent: loginCode,
    facts: someone({ consent: standing(asked), template: inCatalogue('authentication') }),
  },
  { intent: template, facts: wrote(hours(1)) },
  utility({ status: 'PENDING' }),
  utility({ status: 'PAUSED' }),
  { intent: { ...template, template: { ...template.template, variables: {} } }, facts: utility({}).facts },
  {
    intent: template,
    facts: someone({
      consent: standing(granted, confirmed),
      recipient: { hasPhone: true, hasUserId: false, country: 'US' },
      template: inCatalogue('marketing'),
    }),
  },
  {
    intent: { ...freeText, sender: 'automation' },
    facts: wrote(hours(1), { conversation: { ...conversation, takenAt: ago(hours(1)), takenBy: 'Anna' } }),
  },
  { intent: { ...freeText, sender: 'ai' }, facts: wrote(hours(1)) },
  {
    intent: { sender: 'ai', visibleText: 'Hier antwortet eine KI. Guten Tag' },
    facts: wrote(hours(1)),
  },
];

const agreed = standing(granted, confirmed, utilityGranted);
const advertising = (limits: NonNullable<Facts['limits']>): DecisionRow => ({
  intent: template,
  facts: someone({ consent: agreed, template: inCatalogue('marketing'), limits }),
});

const deferred: readonly DecisionRow[] = [
  advertising({ quietHours: { from: '12:00', to: '15:00', utility: false } }),
  advertising({
    caps: [{ purpose: 'marketing', messages: 1, days: 7 }],
    sent: { marketing: [ago(days(1))], utility: [] },
  }),
  advertising({ pairFreeAt: new Date(now.getTime() + minutes(1)) }),
  advertising({ number: { isLowQuality: true } }),
  advertising({ person: { ecosystemAt: ago(hours(1)) } }),
];

export const decisionRows: readonly DecisionRow[] = [
  ...kinds.flatMap(({ intent, facts }) =>
    states.flatMap((state) => [
      { intent, facts: someone({ ...state, ...facts }) },
      { intent, facts: wrote(hours(1), { ...state, ...facts }) },
      { intent, facts: wrote(hours(30), { ...state, ...facts }) },
    ]),
  ),
  ...single,
  ...deferred,
];

const met = new Set<string>(decisionRows.map(({ intent, facts }) => decide(intent, facts, now).code));
// A later moment and a hold are what the caller asked for, not what the rules find.
const found = deferredCodes.filter((code) => code !== 'SCHEDULED' && code !== 'HELD_UNTIL_REPLY');
const missing = [...sendCodes, ...needsTemplateCodes, ...blockedCodes, ...found].filter(
  (code) => !met.has(code),
);
// A table with a hole would make the figure look better than it is.
if (missing.length > 0) throw new Error(`No row of the table leads to ${missing.join(', ')}.`);
