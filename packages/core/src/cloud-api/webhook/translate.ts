import type { WebhookEvent } from './events.ts';
import { Contact, Metadata } from './payload.ts';
import { asObject, read, UnreadableItem } from './reading.ts';
import { translateAccountChange } from './translate-account.ts';
import {
  other,
  type Place,
  translateCall,
  translateEcho,
  translateMessage,
  translatePreference,
} from './translate-message.ts';
import { translateStatus } from './translate-status.ts';

type Translate = (raw: unknown, place: Place) => WebhookEvent;

// Which lists of a change's value hold items, in the order in which they are told.
const lists: Readonly<Record<string, readonly (readonly [list: string, translate: Translate])[]>> = {
  messages: [
    ['messages', translateMessage],
    ['statuses', translateStatus],
    // Problems of the app or number as a whole.
    ['errors', other],
  ],
  user_preferences: [['user_preferences', translatePreference]],
  smb_message_echoes: [['message_echoes', translateEcho]],
  message_echoes: [['message_echoes', translateEcho]],
  calls: [
    ['calls', translateCall],
    ['statuses', other],
    ['errors', other],
  ],
};

/**
 * What a webhook says, in order. Never throws: an unknown field or type becomes `other` or `unsupported` content,
 * a known field of a wrong type makes only its own item `unreadable`.
 */
export function translateWebhook(payload: unknown): WebhookEvent[] {
  const entries = asObject(payload)?.entry;
  if (!Array.isArray(entries)) return [unreadable({ field: '' }, 'entry', 'Expected a list', payload)];
  const events: WebhookEvent[] = [];
  entries.forEach((entry, e) => {
    translateEntry(entry, `entry.${e}`, events);
  });
  return events;
}

function translateEntry(entry: unknown, path: string, events: WebhookEvent[]): void {
  const { id, changes } = asObject(entry) ?? {};
  if (typeof id !== 'string' && typeof id !== 'number') {
    events.push(unreadable({ field: '' }, `${path}.id`, 'Expected the id of an account', entry));
    return;
  }
  const accountId = String(id);
  if (!Array.isArray(changes)) {
    events.push(unreadable({ field: '', accountId }, `${path}.changes`, 'Expected a list', entry));
    return;
  }
  changes.forEach((change, c) => {
    translateChange(change, accountId, `${path}.changes.${c}`, events);
  });
}

function translateChange(change: unknown, accountId: string, path: string, events: WebhookEvent[]): void {
  const { field, value } = asObject(change) ?? {};
  if (typeof field !== 'string') {
    events.push(unreadable({ field: '', accountId }, `${path}.field`, 'Expected a text', change));
    return;
  }
  const known = Object.hasOwn(lists, field) ? lists[field] : undefined;
  const about: About = { field, accountId };
  try {
    if (known) translateLists(known, value, readPlace(field, accountId, value), path, events);
    else
      events.push(translateAccountChange(field, value, accountId) ?? { kind: 'other', ...about, raw: value });
  } catch (error) {
    events.push(unreadableFrom(error, about, `${path}.value`, value));
  }
}

function translateLists(
  known: readonly (readonly [list: string, translate: Translate])[],
  value: unknown,
  from: Place,
  path: string,
  events: WebhookEvent[],
): void {
  const about: About = {
    field: from.field,
    accountId: from.origin.accountId,
    numberId: from.origin.numberId,
  };
  const before = events.length;
  const place = { ...from, contacts: readContacts(value, about, path, events) };
  for (const [list, translate] of known) {
    const items = asObject(value)?.[list];
    if (items == null) continue;
    const at = `${path}.value.${list}`;
    if (!Array.isArray(items)) {
      events.push(unreadable(about, at, 'Expected a list', value));
      continue;
    }
    for (let i = 0; i < items.length; i += 1) {
      try {
        events.push(translate(items[i], place));
      } catch (error) {
        events.push(unreadableFrom(error, about, `${at}.${i}`, items[i]));
      }
    }
  }
  if (events.length === before) events.push({ kind: 'other', ...about, raw: value });
}

function readPlace(field: string, accountId: string, value: unknown): Place {
  const metadata = read(Metadata, asObject(value)?.metadata, ['metadata']);
  const displayNumber = metadata.display_phone_number;
  const numberId = metadata.phone_number_id;
  return {
    field,
    origin: displayNumber ? { accountId, numberId, displayNumber } : { accountId, numberId },
    contacts: [],
  };
}

// An odd contact costs us a name, never a message.
function readContacts(value: unknown, about: About, path: string, events: WebhookEvent[]): Contact[] {
  const items = asObject(value)?.contacts;
  const contacts: Contact[] = [];
  if (!Array.isArray(items)) return contacts;
  for (let i = 0; i < items.length; i += 1) {
    try {
      contacts.push(read(Contact, items[i]));
    } catch (error) {
      events.push(unreadableFrom(error, about, `${path}.value.contacts.${i}`, items[i]));
    }
  }
  return contacts;
}

type About = { readonly field: string; readonly accountId?: string; readonly numberId?: string };

// Only a fault of the item is taken as one; a fault of ours must be seen.
function unreadableFrom(error: unknown, about: About, path: string, raw: unknown): WebhookEvent {
  if (!(error instanceof UnreadableItem)) throw error;
  return unreadable(about, [path, ...error.path].join('.'), error.message, raw);
}

function unreadable(about: About, path: string, message: string, raw: unknown): WebhookEvent {
  return { kind: 'unreadable', ...about, path, message, raw };
}
