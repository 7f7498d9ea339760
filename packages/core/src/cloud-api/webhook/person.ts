import type { Person } from './events.ts';
import type { Contact } from './payload.ts';
import { present, UnreadableItem } from './reading.ts';

/** The ids by which a message, status or preference names a person. */
export type PersonIds = {
  readonly phone?: string | number | null | undefined;
  readonly userId?: string | null | undefined;
  readonly parentUserId?: string | null | undefined;
};

/** The person that the ids name, with what the batch's contacts know of the same one; `field` is where the number stood. */
export function personOf(ids: PersonIds, contacts: readonly Contact[], field: string): Person {
  const contact = contacts.find(
    (known) =>
      (ids.phone != null && known.wa_id != null && String(known.wa_id) === String(ids.phone)) ||
      (ids.userId != null && known.user_id === ids.userId),
  );
  const person = present({
    phone: phoneOf(ids.phone ?? contact?.wa_id, field),
    userId: (ids.userId ?? contact?.user_id) || undefined,
    parentUserId: (ids.parentUserId ?? contact?.parent_user_id) || undefined,
    username: contact?.profile?.username || undefined,
    name: contact?.profile?.name || undefined,
  });
  if (person.phone === undefined && person.userId === undefined && person.parentUserId === undefined) {
    throw new UnreadableItem([field], 'Names neither a phone number nor a user id');
  }
  return person;
}

/** E.164 from Meta's digits; E.164 has 15 digits at most, and Meta's test numbers have as few as 5. */
export function phoneOf(digits: string | number | null | undefined, field: string): string | undefined {
  if (digits == null || digits === '') return undefined;
  const text = String(digits);
  if (!/^\+?\d{5,16}$/.test(text)) throw new UnreadableItem([field], 'Expected the digits of a phone number');
  return text.startsWith('+') ? text : `+${text}`;
}
