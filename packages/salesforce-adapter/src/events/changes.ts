import {
  type Contact,
  type Conversation,
  contactIdOf,
  dataOf,
  type Event,
  type EventData,
  type EventType,
  type Message,
} from '@parley/core/gateway-api';
import { TOOL } from '../deps.ts';

/** What Salesforce shows of the event log. */
export const FOLLOWED_TYPES: readonly EventType[] = [
  'message.received',
  'message.created',
  'message.updated',
  'message.status',
  'message.unknown',
  'message.imported',
  'conversation.updated',
  'consent.changed',
  'window.opened',
  'window.closing',
  'window.closed',
  'contact.updated',
  'contact.merged',
  'contact.erased',
  'template.updated',
];

/** A conversation as its newest event of the page tells it. */
export type ChangedConversation = {
  readonly conversation: Conversation;
  /** A message was written, so that it is worth looking for the person again. */
  readonly hasNewMessage: boolean;
  /** Nothing but the ticks of its messages has changed. */
  readonly onlyTicks: boolean;
};

/** Two contacts turned out to be one person. */
export type Merge = { readonly from: string; readonly into: string };

/** Who is to be erased, and the records that a rep created for messages to them. */
export type ErasedPerson = {
  readonly erasureId: string;
  readonly contactId: string;
  readonly rowIds: readonly string[];
};

/** One page of events, reduced to the newest state of each thing; order within the page is kept by that. */
export type Changes = {
  readonly messages: ReadonlyMap<string, Message>;
  readonly conversations: ReadonlyMap<string, ChangedConversation>;
  readonly contacts: ReadonlyMap<string, Contact>;
  /** Ids of contacts whose consent has to be read from the ledger. */
  readonly consentOf: ReadonlySet<string>;
  readonly merges: readonly Merge[];
  readonly erasures: readonly ErasedPerson[];
  readonly templatesChanged: boolean;
};

const NEW_MESSAGE: ReadonlySet<EventType> = new Set([
  'message.received',
  'message.created',
  'message.imported',
]);

const TICK: ReadonlySet<EventType> = new Set(['message.status', 'message.unknown']);

/** Reads a page of events; entries of erased people hold nothing and are passed over. */
export function readChanges(events: readonly Event[]): Changes {
  const messages = new Map<string, Message>();
  const conversations = new Map<string, ChangedConversation>();
  const contacts = new Map<string, Contact>();
  const consentOf = new Set<string>();
  const merges: Merge[] = [];
  const erasures: ErasedPerson[] = [];
  let templatesChanged = false;
  for (const event of events) {
    const { type } = event;
    const data = dataOf(event);
    if (type === 'template.updated') templatesChanged = true;
    if (type === 'contact.erased') {
      const erasure = readErasure(data);
      if (!erasure) continue;
      erasures.push(erasure);
      forget(erasure.contactId, messages, conversations, contacts, consentOf);
      continue;
    }
    const { message, conversation, contact } = data;
    if (message) messages.set(message.id, message);
    if (conversation) {
      const before = conversations.get(conversation.id);
      conversations.set(conversation.id, {
        conversation,
        hasNewMessage: NEW_MESSAGE.has(type) || (before?.hasNewMessage ?? false),
        onlyTicks: TICK.has(type) && (before?.onlyTicks ?? true),
      });
    }
    if (contact) contacts.set(contact.id, contact);
    if (type === 'consent.changed' || type === 'contact.merged') {
      const id = contactIdOf(event);
      if (id) consentOf.add(id);
      const from = data.mergedContactId;
      if (id && from && type === 'contact.merged') merges.push({ from, into: id });
    }
  }
  return { messages, conversations, contacts, consentOf, merges, erasures, templatesChanged };
}

function readErasure({ erasureId, contactId, links = [] }: EventData): ErasedPerson | undefined {
  if (!erasureId || !contactId) return undefined;
  return { erasureId, contactId, rowIds: links.filter(({ tool }) => tool === TOOL).map(({ key }) => key) };
}

function forget(
  contactId: string,
  messages: Map<string, Message>,
  conversations: Map<string, ChangedConversation>,
  contacts: Map<string, Contact>,
  consentOf: Set<string>,
): void {
  for (const [id, message] of messages) if (message.contactId === contactId) messages.delete(id);
  for (const [id, { conversation }] of conversations)
    if (conversation.contactId === contactId) conversations.delete(id);
  contacts.delete(contactId);
  consentOf.delete(contactId);
}
