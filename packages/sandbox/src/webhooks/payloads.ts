import type { BusinessNumber } from '../account/account.ts';
import { type Person, profileNameOf } from '../people/people.ts';

type Json = Record<string, unknown>;

/** One POST of Meta: changes of one WhatsApp Business account. */
export type Envelope = {
  object: 'whatsapp_business_account';
  entry: { id: string; time?: number; changes: { field: string; value: Json }[] }[];
};

/** Meta's times in messages and statuses: whole seconds as text. */
export const unixSeconds = (ms: number): string => String(Math.floor(ms / 1000));

/** A webhook of the account itself, about templates for instance; those carry a time on the entry. */
export const accountEnvelope = (accountId: string, field: string, value: Json, nowMs: number): Envelope => ({
  object: 'whatsapp_business_account',
  entry: [{ id: accountId, time: Math.floor(nowMs / 1000), changes: [{ field, value }] }],
});

/** A webhook about one number's traffic. */
export const numberEnvelope = (
  accountId: string,
  number: BusinessNumber,
  value: Json,
  field = 'messages',
): Envelope => ({
  object: 'whatsapp_business_account',
  entry: [
    {
      id: accountId,
      changes: [
        {
          field,
          value: {
            messaging_product: 'whatsapp',
            metadata: { display_phone_number: number.display, phone_number_id: number.id },
            ...value,
          },
        },
      ],
    },
  ],
});

/** The `contacts[]` item; a hidden phone number is absent, never empty. */
export const contactOf = (person: Person): Json => ({
  profile: { name: profileNameOf(person), ...(person.username && { username: person.username }) },
  ...(!person.hidden && { wa_id: person.phone }),
  user_id: person.userId,
  ...(person.parentUserId && { parent_user_id: person.parentUserId }),
});

/** Who wrote, as an inbound message names them. */
export const senderOf = (person: Person): Json => ({
  ...(!person.hidden && { from: person.phone }),
  from_user_id: person.userId,
  ...(person.parentUserId && { from_parent_user_id: person.parentUserId }),
});

/** Adds the changes of a later webhook to an earlier one, as Meta batches them. */
export function mergeEnvelopes(first: Envelope, second: Envelope): Envelope {
  const entry = first.entry.map((item) => ({ ...item, changes: [...item.changes] }));
  for (const item of second.entry) {
    const same = entry.find((one) => one.id === item.id && one.time === item.time);
    if (same) same.changes.push(...item.changes);
    else entry.push(item);
  }
  return { object: first.object, entry };
}
