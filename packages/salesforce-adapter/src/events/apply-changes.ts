import { type Contact, GatewayProblem } from '@parley/core/gateway-api';
import type { Deps } from '../deps.ts';
import { templateRow } from '../records/template-row.ts';
import { writeRows } from '../salesforce/write-rows.ts';
import type { Changes } from './changes.ts';
import { erasePerson } from './erase-person.ts';
import { foldConversations } from './fold-conversations.ts';
import { mergePeople } from './merge-people.ts';
import type { Unwritten } from './unwritten.ts';
import { writeConsent } from './write-consent.ts';
import { writeConversations } from './write-conversations.ts';
import { writeMessages } from './write-messages.ts';

/**
 * Writes what a page of events changed; running it twice leaves the same rows. Returns what the org refused
 * for reasons of that row alone. Anything else is thrown, and the page is applied again later.
 */
export async function applyChanges(deps: Deps, changes: Changes): Promise<Unwritten[]> {
  const contacts = await completeContacts(deps, changes);
  const unwritten: Unwritten[] = [];
  for (const merge of changes.merges) await mergePeople(deps, merge);
  const written = await writeConversations(deps, changes, contacts);
  const { placed, unwritten: conversations } = written;
  for (const { into } of changes.merges) await foldConversations(deps, into);
  unwritten.push(...conversations);
  // Consent goes before copies of messages when calls get scarce.
  for (const contactId of new Set([...changes.consentOf, ...written.newlyLinked])) {
    const contact = contacts.get(contactId);
    // Somebody who never gave or took back consent has nothing to show on a new record.
    const isSilent = contact?.consent.marketing.state === 'none' && !changes.consentOf.has(contactId);
    if (contact && !isSilent) unwritten.push(...(await writeConsent(deps, contact)));
  }
  const refused = new Set(conversations.map(({ id }) => id));
  const messages = [...changes.messages.values()];
  const writable = messages.filter(({ conversationId }) => !refused.has(conversationId));
  unwritten.push(...(await writeMessages(deps, writable, placed, contacts)));
  for (const message of messages)
    if (refused.has(message.conversationId))
      unwritten.push({ kind: 'message', id: message.id, code: 'CONVERSATION_REFUSED' });
  for (const person of changes.erasures) await erasePerson(deps, person);
  if (changes.templatesChanged) await writeTemplates(deps);
  return unwritten;
}

/** Copies the catalogue; templates that are gone keep their row with the last known status. */
export async function writeTemplates(deps: Deps): Promise<void> {
  const rows = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await deps.gateway.listTemplates({ limit: 200, ...(cursor ? { cursor } : {}) });
    rows.push(...page.items.map(templateRow));
    cursor = page.cursor;
  }
  const byKey = new Map(rows.map((row) => [row.Template_Key__c, row]));
  const results = await writeRows(
    deps.patience,
    'Writing WhatsApp_Template__c',
    [...byKey.values()],
    (part) => deps.port.upsert('WhatsApp_Template__c', 'Template_Key__c', part),
  );
  for (const result of results)
    if (!result.ok) deps.log('error', 'Salesforce refuses a template row.', { code: result.code });
}

/** Events about a conversation alone do not bring the person along. */
async function completeContacts(deps: Deps, changes: Changes): Promise<Map<string, Contact>> {
  const contacts = new Map(changes.contacts);
  const needed = new Set([
    ...[...changes.conversations.values()].map(({ conversation }) => conversation.contactId),
    ...changes.consentOf,
  ]);
  for (const id of needed) {
    if (contacts.has(id)) continue;
    try {
      contacts.set(id, await deps.gateway.getContact(id));
    } catch (error) {
      // The person was erased since; the erasure has its own event.
      if (!(error instanceof GatewayProblem) || error.problem.status !== 404) throw error;
    }
  }
  return contacts;
}
