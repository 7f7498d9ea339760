import type { UnreadableEvent, WebhookEvent } from './events.ts';
import { type ItemLists, itemLists } from './item-lists.ts';
import type { AccountOrigin } from './origin.ts';
import { Contact, Metadata } from './payload.ts';
import type { Place } from './place.ts';
import { asObject, read, UnreadableItem } from './reading.ts';
import { moment } from './side-facts.ts';
import { translateAccountChange } from './translate-account.ts';

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
  const at = moment(asObject(entry) ?? {}, 'time');
  const origin = at === undefined ? { accountId } : { accountId, at };
  changes.forEach((change, c) => {
    translateChange(change, origin, `${path}.changes.${c}`, events);
  });
}

function translateChange(change: unknown, origin: AccountOrigin, path: string, events: WebhookEvent[]): void {
  const { accountId } = origin;
  const { field, value } = asObject(change) ?? {};
  if (typeof field !== 'string') {
    events.push(unreadable({ field: '', accountId }, `${path}.field`, 'Expected a text', change));
    return;
  }
  const known = Object.hasOwn(itemLists, field) ? itemLists[field] : undefined;
  const about: About = { field, accountId };
  try {
    if (known) translateItems(known, value, readPlace(field, accountId, value, known.within), path, events);
    else events.push(translateAccountChange(field, value, origin) ?? { kind: 'other', ...about, raw: value });
  } catch (error) {
    events.push(unreadableFrom(error, about, `${path}.value`, value));
  }
}

function translateItems(
  { within, lists, whole }: ItemLists,
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
  const holder = within === undefined ? value : asObject(value)?.[within];
  const at = within === undefined ? `${path}.value` : `${path}.value.${within}`;
  const named = asObject(value)?.contacts ?? asObject(holder)?.contacts;
  const place = { ...from, contacts: readContacts(named, about, path, events) };
  if (whole) events.push(whole(value, place));
  for (const [list, translate, unread] of lists) {
    const items = asObject(holder)?.[list];
    if (items == null) continue;
    if (!Array.isArray(items)) {
      events.push(unreadable(about, `${at}.${list}`, 'Expected a list', value));
      continue;
    }
    for (let i = 0; i < items.length; i += 1) {
      try {
        events.push(translate(items[i], place));
      } catch (error) {
        const event = unreadableFrom(error, about, `${at}.${list}.${i}`, items[i]);
        const instead = unread?.(items[i], place);
        events.push(instead === undefined ? event : { ...event, instead });
      }
    }
  }
  if (events.length === before) events.push({ kind: 'other', ...about, raw: value });
}

function readPlace(field: string, accountId: string, value: unknown, within: string | undefined): Place {
  const outer = asObject(value);
  const inner = within === undefined ? undefined : asObject(outer?.[within]);
  const metadata = read(Metadata, outer?.metadata ?? inner?.metadata, ['metadata']);
  const displayNumber = metadata.display_phone_number;
  const numberId = metadata.phone_number_id;
  return {
    field,
    origin: displayNumber ? { accountId, numberId, displayNumber } : { accountId, numberId },
    contacts: [],
  };
}

// An odd contact costs us a name, never a message.
function readContacts(items: unknown, about: About, path: string, events: WebhookEvent[]): Contact[] {
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
function unreadableFrom(error: unknown, about: About, path: string, raw: unknown): UnreadableEvent {
  if (!(error instanceof UnreadableItem)) throw error;
  return unreadable(about, [path, ...error.path].join('.'), error.message, raw);
}

function unreadable(about: About, path: string, message: string, raw: unknown): UnreadableEvent {
  return { kind: 'unreadable', ...about, path, message, raw };
}
