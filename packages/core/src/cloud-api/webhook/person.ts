import type { Person } from './origin.ts';
import type { Contact, Message } from './payload.ts';
import { UnreadableItem, type Writable } from './reading.ts';

/** The ids by which a message, status or preference names a person. */
export type PersonIds = {
  readonly phone?: string | number | null | undefined;
  readonly userId?: string | null | undefined;
  readonly parentUserId?: string | null | undefined;
};

/** The person that the ids name, or nobody where they name none: for items that mean something all the same. */
export function personIfNamed(ids: PersonIds, contacts: readonly Contact[], field: string): Person {
  return ids.phone || ids.userId || ids.parentUserId ? personOf(ids, contacts, field) : {};
}

/** The person that the ids name, with what the batch's contacts know of the same one; `field` is where the number stood. */
export function personOf(ids: PersonIds, contacts: readonly Contact[], field: string): Person {
  const contact = contactOf(ids, contacts);
  const person: Writable<Person> = {};
  const phone = phoneOf(ids.phone ?? contact?.wa_id, field);
  const userId = ids.userId ?? contact?.user_id;
  const parentUserId = ids.parentUserId ?? contact?.parent_user_id;
  if (phone !== undefined) person.phone = phone;
  if (userId) person.userId = userId;
  if (parentUserId) person.parentUserId = parentUserId;
  if (phone === undefined && !userId && !parentUserId) {
    throw new UnreadableItem([field], 'Names neither a phone number nor a user id');
  }
  if (contact?.identity_key_hash) person.identityKeyHash = contact.identity_key_hash;
  if (contact?.profile?.username) person.username = contact.profile.username;
  if (contact?.profile?.name) person.name = contact.profile.name;
  return person;
}

/** Whether the ids name a person at all, in a form that can be read. */
export function isNamed(ids: PersonIds, contacts: readonly Contact[]): boolean {
  try {
    personOf(ids, contacts, '');
    return true;
  } catch (error) {
    if (!(error instanceof UnreadableItem)) throw error;
    return false;
  }
}

function contactOf({ phone, userId }: PersonIds, contacts: readonly Contact[]): Contact | undefined {
  for (const contact of contacts) {
    if (phone != null && contact.wa_id != null && String(contact.wa_id) === String(phone)) return contact;
    if (userId != null && contact.user_id === userId) return contact;
  }
  return undefined;
}

/** E.164 from Meta's digits; E.164 has 15 digits at most, and Meta's test numbers have as few as 5. */
export function phoneOf(digits: string | number | null | undefined, field: string): string | undefined {
  if (digits == null || digits === '') return undefined;
  const text = String(digits);
  if (!/^\+?\d{5,16}$/.test(text)) throw new UnreadableItem([field], 'Expected the digits of a phone number');
  return text.startsWith('+') ? text : `+${text}`;
}

/** The ids of who wrote or called. */
export function senderIds(item: Pick<Message, 'from' | 'from_user_id' | 'from_parent_user_id'>): PersonIds {
  return { phone: item.from, userId: item.from_user_id, parentUserId: item.from_parent_user_id };
}
