import { isUserId } from '@parley/core/contact';
import type { Decision, Recipient } from '@parley/core/gateway-api';
import { fields, type Template, type TemplateField } from '@parley/core/template';
import { type Resolved, resolveRecipient } from '../contacts/find.ts';
import { decideContent } from '../messages/plan-send.ts';
import { viewDecision } from '../policy/view-decision.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import type { CataloguedTemplate } from './catalogue.ts';

/** Reads `allowedFor`: a contact's id, a BSUID or a phone number. */
export async function readAllowedFor(tx: Tx, text: string): Promise<Resolved> {
  return resolveRecipient(tx, namedBy(text), 'allowedFor');
}

function namedBy(text: string): Recipient {
  if (text.startsWith('ctc_')) return { contactId: text };
  return isUserId(text) ? { userId: text } : text;
}

/** Whether this template may go to somebody now, once its fields are filled. */
export async function decideTemplate(
  tx: Tx,
  runtime: Runtime,
  { definition }: CataloguedTemplate,
  to: { readonly recipient: Resolved; readonly numberId: string; readonly language: 'de' | 'en' },
): Promise<Decision> {
  const { name, language } = definition;
  const content = { type: 'template', name, language, variables: sampleValues(definition) } as const;
  const draft = { recipient: to.recipient, numberId: to.numberId, content, sender: 'person' } as const;
  return viewDecision(await decideContent(tx, runtime, draft, content, runtime.now()), to.language);
}

// The question is about the person, not about a form that nobody has filled yet: any valid value will do.
function sampleValues(template: Template): Record<string, string> {
  const required = fields(template).filter((field) => field.required);
  return Object.fromEntries(required.map((field) => [field.key, sampleValue(field)]));
}

function sampleValue({ kind }: TemplateField): string {
  switch (kind) {
    case 'image':
    case 'video':
    case 'document':
      return 'https://example.com/file';
    case 'instant':
      return '2100-01-01T00:00:00Z';
    case 'products':
      return '[{"products":["1"]}]';
    case 'order':
      return '{"reference_id":"1","total_amount":{}}';
    case 'latitude':
    case 'longitude':
    case 'product':
    case 'text':
    case 'url':
    case 'filename':
    case 'code':
    case 'payload':
    case 'flow_token':
      return '1';
  }
}
