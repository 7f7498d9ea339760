import type { Recipient, SendRequest } from '@parley/core/gateway-api';
import { TOOL } from '../deps.ts';
import { numberOf } from '../people/phone-search.ts';
import type { FoundRow } from '../salesforce/port.ts';
import { text } from './queued-rows.ts';

type Template = Extract<SendRequest['content'], { type: 'template' }>;

/** What a row asks for, or the sentence that tells the rep what is missing. */
export type ReadRow =
  | { readonly ok: true; readonly request: SendRequest }
  | { readonly ok: false; readonly reason: string; readonly remedy: string };

const kinds = { Person: 'person', Automation: 'automation', AI: 'ai' } as const;

/** Translates a row into a send. A text with a template beside it falls back to the template. */
export function readSendRequest(row: FoundRow, defaultCountry: string): ReadRow {
  const to = recipientOf(row, defaultCountry);
  if (!to)
    return refused(
      'There is no number to send to.',
      'Set the conversation, or a contact or lead with a mobile number, or fill in To.',
    );
  const template = templateOf(row);
  if (template && !template.ok) return template;
  const body = text(row.Body__c);
  if (!body && !template) return refused('The message is empty.', 'Fill in Message, or choose a template.');
  const from = text(row.Business_Number_Id__c);
  const kind = kinds[row.Author_Kind__c as keyof typeof kinds] ?? 'person';
  const name = text((row.CreatedBy as { Name?: unknown } | null)?.Name);
  return {
    ok: true,
    request: {
      to,
      ...(from ? { from } : {}),
      ...contentOf(body, template?.template),
      links: [{ tool: TOOL, key: row.Id }],
      sentBy: { tool: TOOL, kind, actor: String(row.CreatedById), ...(name ? { name } : {}) },
    },
  };
}

function contentOf(
  body: string | undefined,
  template: Template | undefined,
): Pick<SendRequest, 'content' | 'ifWindowClosed'> {
  if (!body && template) return { content: template };
  return {
    content: { type: 'text', text: body ?? '' },
    ...(template ? { ifWindowClosed: { then: 'template', template } } : {}),
  };
}

function recipientOf(row: FoundRow, defaultCountry: string): Recipient | undefined {
  const conversation = row.Conversation__r as { Parley_Conversation_Id__c?: unknown } | null | undefined;
  const conversationId = text(conversation?.Parley_Conversation_Id__c);
  if (conversationId) return { conversationId };
  const typed = text(row.To__c);
  if (typed) return { phone: numberOf({ Phone: typed }, defaultCountry) ?? typed };
  for (const person of [row.Contact__r, row.Lead__r]) {
    const phone = person ? numberOf(person as Record<string, unknown>, defaultCountry) : undefined;
    if (phone) return { phone };
  }
  return undefined;
}

function templateOf(
  row: FoundRow,
): { ok: true; template: Template } | Extract<ReadRow, { ok: false }> | undefined {
  const chosen = row.Template__r as { Template_Name__c?: unknown; Language__c?: unknown } | null | undefined;
  const name = text(chosen?.Template_Name__c) ?? text(row.Template_Name__c);
  const language = text(chosen?.Language__c) ?? text(row.Template_Language__c);
  if (!name && !language) return undefined;
  if (!name || !language)
    return refused(
      'The template is not complete.',
      'Choose a template, or fill in template name and template language.',
    );
  const given = text(row.Template_Variables__c);
  if (!given) return { ok: true, template: { type: 'template', name, language } };
  const variables = readVariables(given);
  if (!variables)
    return refused(
      'The template variables cannot be read.',
      'Template Variables must be a JSON object of texts, for example {"first_name": "Erika"}.',
    );
  return { ok: true, template: { type: 'template', name, language, variables } };
}

function readVariables(given: string): Record<string, string> | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(given);
  } catch {
    return undefined;
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return undefined;
  const variables: Record<string, string> = {};
  for (const [key, value] of Object.entries(parsed)) {
    if (typeof value !== 'string') return undefined;
    variables[key] = value;
  }
  return variables;
}

function refused(reason: string, remedy: string): Extract<ReadRow, { ok: false }> {
  return { ok: false, reason, remedy };
}
