import type { BusinessNumber, Decision, Template } from '@parley/core/gateway-api';

const CLOSES_AT = '2026-11-23T08:00:00Z';

/** The decisions a test can order, with words that only the gateway could have written. */
export const decisions = {
  reply: {
    verdict: 'send',
    code: 'SERVICE_REPLY',
    reason: 'The customer wrote within the last 24 hours.',
    remedy: null,
    window: { open: true, closesAt: CLOSES_AT },
    evidence: [{ kind: 'message', id: 'msg_in_1', at: '2026-11-22T08:05:00Z' }],
  },
  windowClosed: {
    verdict: 'needs_template',
    code: 'WINDOW_CLOSED',
    reason: 'The 24 hours since the customer last wrote are over.',
    remedy: 'Send an approved template, or wait until the customer writes.',
    window: { open: false, closesAt: CLOSES_AT },
    evidence: [],
  },
  withdrawn: {
    verdict: 'blocked',
    code: 'WITHDRAWN',
    reason: 'Erika withdrew her consent on 3 November.',
    remedy: 'Do not write to her again for this purpose.',
    window: { open: false, closesAt: null },
    evidence: [{ kind: 'consent', id: 'con_1', at: '2026-11-03T10:00:00Z' }],
  },
  held: {
    verdict: 'deferred',
    code: 'HELD_UNTIL_REPLY',
    reason: 'The text waits until the customer writes.',
    remedy: null,
    window: { open: false, closesAt: null },
    evidence: [],
  },
} as const satisfies Record<string, Decision>;

const field = (key: string, label: string, example: string | null, limit: number | null = null) => ({
  key,
  label,
  kind: 'text',
  required: true,
  limit,
  example,
});

function template(name: string, language: string, more: Partial<Template>): Template {
  return {
    id: `tpl_${name}_${language}`,
    accountId: 'acc_1',
    name,
    language,
    category: 'utility',
    status: 'APPROVED',
    quality: null,
    rejectedReason: null,
    header: null,
    offer: null,
    cards: [],
    body: 'Hello',
    footer: null,
    buttons: [],
    fields: [],
    policy: { legalKind: 'transactional', caseReply: false, contractNecessary: false, consentRequest: false },
    ...more,
  };
}

const orderFields = [
  field('first_name', 'First name', 'Erika', 60),
  field('order_number', 'Order number', '4711'),
];

/** What the gateway lists, in its order. */
export const templates: Template[] = [
  template('order_update', 'de', { body: 'Hallo {{first_name}}', fields: orderFields }),
  template('order_update', 'en', { body: 'Hello {{first_name}}', fields: orderFields }),
  template('hello_world', 'en_US', {}),
  template('summer_sale', 'de', {
    category: 'marketing',
    fields: [{ ...field('header_image', 'Header image', null), kind: 'image' }],
  }),
  template('old_news', 'de', { category: 'marketing', status: 'PAUSED' }),
];

export const numbers: BusinessNumber[] = [
  {
    id: '106540352242922',
    accountId: 'acc_1',
    displayNumber: '+49 30 901820',
    verifiedName: 'Muster GmbH',
    nameStatus: 'APPROVED',
    newName: null,
    quality: 'GREEN',
    messagingLimit: 'TIER_2K',
    throughput: 'STANDARD',
    platform: 'CLOUD_API',
    status: 'CONNECTED',
    codeVerification: 'VERIFIED',
    officialAccount: false,
    health: null,
    profile: null,
    restriction: null,
    state: 'connected' as const,
    stopped: false,
    forwardTo: null,
  },
];
