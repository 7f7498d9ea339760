import type { ConsentEvent, ConsentStanding } from '@parley/core/consent';
import { consentStanding } from '@parley/core/consent';
import type { Facts } from '@parley/core/policy';
import {
  defaultPolicy,
  type Template,
  type TemplateCategory,
  type TemplatePolicy,
} from '@parley/core/template';

/** The moment at which the decisions of the tests are taken. */
export const now = new Date('2026-11-23T12:00:00.000Z');

export const seconds = (count: number) => count * 1000;
export const minutes = (count: number) => seconds(count * 60);
export const hours = (count: number) => minutes(count * 60);
export const days = (count: number) => hours(count * 24);
export const ago = (milliseconds: number) => new Date(now.getTime() - milliseconds);

let sequence = 0;

/** A ledger entry: marketing granted on a web form an hour ago, unless said otherwise. */
export function anEntry(entry: Partial<ConsentEvent> = {}): ConsentEvent {
  sequence += 1;
  const occurredAt = entry.occurredAt ?? ago(hours(1));
  return {
    id: `cns_${String(sequence).padStart(6, '0')}`,
    scope: 'marketing',
    action: 'grant',
    method: 'web_form',
    recordedAt: occurredAt,
    metaTime: false,
    proven: false,
    ...entry,
    occurredAt,
  };
}

export function standing(...events: ConsentEvent[]): ConsentStanding {
  return consentStanding(events, now);
}

export function aTemplate(template: Partial<Template> = {}): Template {
  return {
    id: '1001',
    name: 'order_update',
    language: 'de',
    status: 'APPROVED',
    category: 'utility',
    parameterFormat: 'named',
    components: {
      body: { text: 'Hallo {{first_name}}, Ihr Paket kommt.', examples: { first_name: 'Erika' } },
      buttons: [],
    },
    cards: [],
    unsupported: [],
    ...template,
  };
}

/** The template as the facts carry it. */
export function inCatalogue(
  category: TemplateCategory,
  policy: Partial<TemplatePolicy> = {},
  template: Partial<Template> = {},
): NonNullable<Facts['template']> {
  return {
    definition: aTemplate({ category, ...template }),
    policy: { ...defaultPolicy(category), ...policy },
  };
}

/** Somebody with a phone number of whom nothing is known. */
export function someone(facts: Partial<Facts> = {}): Facts {
  return {
    consentMode: 'de',
    stopped: false,
    recipient: { hasPhone: true, hasUserId: true, country: 'DE' },
    consent: standing(),
    aiDisclosure: 'Hier antwortet eine KI.',
    ...facts,
  };
}

/** The facts of a person whose last message is this old. */
export function wrote(age: number, facts: Partial<Facts> = {}): Facts {
  return someone({
    lastInboundAt: ago(age),
    lastInboundMessageId: 'msg_in',
    conversation: { id: 'cnv_1', state: 'open', aiDisclosed: false },
    ...facts,
  });
}
