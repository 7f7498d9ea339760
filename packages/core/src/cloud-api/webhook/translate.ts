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
  const events: WebhookEvent[] = [];
  const entries = asObject(payload)?.entry;
  if (!Array.isArray(entries)) return [unreadable({ path: 'entry', message: 'Expected a list' }, payload)];
  for (const [e, entry] of entries.entries()) {
    const accountId = asObject(entry)?.id;
    const changes = asObject(entry)?.changes;
    if ((typeof accountId !== 'string' && typeof accountId !== 'number') || !Array.isArray(changes)) {
      const path = Array.isArray(changes) ? `entry.${e}.id` : `entry.${e}.changes`;
      events.push(unreadable({ path, message: 'Expected an account id and a list of changes' }, entry));
      continue;
    }
    for (const [c, change] of changes.entries()) {
      translateChange(change, String(accountId), `entry.${e}.changes.${c}`, events);
    }
  }
  return events;
}

function translateChange(change: unknown, accountId: string, path: string, events: WebhookEvent[]): void {
  const { field, value } = asObject(change) ?? {};
  if (typeof field !== 'string') {
    events.push(unreadable({ path: `${path}.field`, message: 'Expected a text', accountId }, change));
    return;
  }
  const known = Object.hasOwn(lists, field) ? lists[field] : undefined;
  const about = { field, accountId };
  if (known === undefined) {
    const translate = () => translateAccountChange(field, value, accountId) ?? kept(field, accountId, value);
    events.push(attempt(translate, () => `${path}.value`, about, value));
    return;
  }
  const place = attempt(
    () => readPlace(field, accountId, value),
    () => `${path}.value`,
    about,
    value,
  );
  if ('kind' in place) {
    events.push(place);
    return;
  }
  const before = events.length;
  const from = { ...about, numberId: place.origin.numberId };
  const contacts = readContacts(value, path, from, events);
  const within = { ...place, contacts };
  for (const [list, translate] of known) {
    const items = asObject(value)?.[list];
    if (items == null) continue;
    if (!Array.isArray(items)) {
      events.push(unreadable({ ...from, path: `${path}.value.${list}`, message: 'Expected a list' }, value));
      continue;
    }
    items.forEach((item, i) => {
      events.push(
        attempt(
          () => translate(item, within),
          () => `${path}.value.${list}.${i}`,
          from,
          item,
        ),
      );
    });
  }
  if (events.length === before) events.push(kept(field, accountId, value, place.origin.numberId));
}

function readPlace(field: string, accountId: string, value: unknown): Place {
  const metadata = read(Metadata, asObject(value)?.metadata, ['metadata']);
  const displayNumber = metadata.display_phone_number;
  return {
    field,
    origin: { accountId, numberId: metadata.phone_number_id, ...(displayNumber ? { displayNumber } : {}) },
    contacts: [],
  };
}

// An odd contact costs us a name, never a message.
function readContacts(value: unknown, path: string, about: About, events: WebhookEvent[]): Contact[] {
  const contacts = asObject(value)?.contacts;
  if (!Array.isArray(contacts)) return [];
  return contacts.flatMap((raw, i) => {
    const contact = attempt(
      () => read(Contact, raw),
      () => `${path}.value.contacts.${i}`,
      about,
      raw,
    );
    if (!('kind' in contact)) return [contact];
    events.push(contact);
    return [];
  });
}

type About = { readonly field: string; readonly accountId?: string; readonly numberId?: string };

// Only a fault of the item is caught here; a fault of ours must be seen. The path costs time and is made when needed.
function attempt<T>(step: () => T, path: () => string, about: About, raw: unknown): T | WebhookEvent {
  try {
    return step();
  } catch (error) {
    if (!(error instanceof UnreadableItem)) throw error;
    return unreadable({ ...about, path: [path(), ...error.path].join('.'), message: error.message }, raw);
  }
}

function unreadable(
  fault: Partial<About> & { readonly path: string; readonly message: string },
  raw: unknown,
): WebhookEvent {
  return { kind: 'unreadable', field: '', ...fault, raw };
}

function kept(field: string, accountId: string, raw: unknown, numberId?: string): WebhookEvent {
  return { kind: 'other', field, accountId, ...(numberId === undefined ? {} : { numberId }), raw };
}
