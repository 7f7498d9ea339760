import type { Contact } from '@parley/core/gateway-api';
import type { Deps } from '../deps.ts';
import { findPerson } from '../people/find-person.ts';
import { conversationRow, type Match } from '../records/conversation-row.ts';
import { type Person, phoneOf } from '../records/person.ts';
import type { FoundRow, NewRow } from '../salesforce/port.ts';
import { inParts, KEYS_PER_QUERY, quoteAll } from '../salesforce/soql.ts';
import { writeRows } from '../salesforce/write-rows.ts';
import type { ChangedConversation, Changes } from './changes.ts';
import { LINK_FIELDS, linkedPerson } from './linked-person.ts';
import type { Unwritten } from './unwritten.ts';

/** Whose a conversation is, by its id; a conversation that is not in it has no row. */
export type PlacedConversations = ReadonlyMap<string, Person | undefined>;

/** Brings the conversation rows up to date and finds out whose they are, and who was found just now. */
export async function writeConversations(
  deps: Deps,
  changes: Changes,
  contacts: ReadonlyMap<string, Contact>,
): Promise<{ placed: PlacedConversations; newlyLinked: Set<string>; unwritten: Unwritten[] }> {
  const changed = [...changes.conversations.values()];
  const rows = await readRows(
    deps,
    changed.map(({ conversation }) => conversation.id),
  );
  const placed = new Map<string, Person | undefined>();
  const newlyLinked = new Set<string>();
  const written: { id: string; row: NewRow }[] = [];
  for (const change of changed) {
    const { conversation } = change;
    const contact = contacts.get(conversation.contactId);
    if (!contact) continue;
    const row = rows.get(conversation.id);
    const match = await matchFor(deps, change, contact, row);
    const person = match.kind === 'linked' ? match.person : undefined;
    placed.set(conversation.id, person);
    if (person && person.id !== row?.Contact__c && person.id !== row?.Lead__c) newlyLinked.add(contact.id);
    // A tick changes nothing on the conversation: calls are scarce.
    if (row && change.onlyTicks) continue;
    written.push({ id: conversation.id, row: conversationRow({ conversation, contact, match }) });
  }
  const results = await writeRows(
    deps.patience,
    'Writing WhatsApp_Conversation__c',
    written.map(({ row }) => row),
    (part) => deps.port.upsert('WhatsApp_Conversation__c', 'Parley_Conversation_Id__c', part),
  );
  const unwritten = results.flatMap((result, at) =>
    result.ok ? [] : [{ kind: 'conversation' as const, id: written[at]?.id ?? '', code: result.code }],
  );
  return { placed, newlyLinked, unwritten };
}

async function readRows(deps: Deps, ids: readonly string[]): Promise<Map<string, FoundRow>> {
  const rows = new Map<string, FoundRow>();
  for (const part of inParts(ids, KEYS_PER_QUERY)) {
    const found = await deps.port.query(
      `SELECT Id, Parley_Conversation_Id__c, ${LINK_FIELDS}, Match_Status__c, Match_Note__c ` +
        `FROM WhatsApp_Conversation__c WHERE Parley_Conversation_Id__c IN ${quoteAll(part)}`,
    );
    for (const row of found) rows.set(String(row.Parley_Conversation_Id__c), row);
  }
  return rows;
}

/** A link that is there is kept, whoever made it; a search is made for new rows and new messages only. */
async function matchFor(
  deps: Deps,
  change: ChangedConversation,
  contact: Contact,
  row: FoundRow | undefined,
): Promise<Match> {
  const linked = row && linkedPerson(row);
  if (linked) return { kind: 'linked', person: linked };
  const phone = phoneOf(contact);
  if (!phone) return { kind: 'no_number' };
  if (row && !change.hasNewMessage) {
    if (row.Match_Status__c === 'Ambiguous')
      return { kind: 'ambiguous', note: String(row.Match_Note__c ?? '') };
    if (row.Match_Status__c === 'No match') return { kind: 'none' };
  }
  return findPerson(deps.port, phone, deps.defaultCountry);
}
