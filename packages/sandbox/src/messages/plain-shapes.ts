import { flag, list, number, object, optional, required, type Shape, text } from '../shape/shape.ts';

/** The longest text body. */
const TEXT_MAX = 4096;

/** Meta allows 257 contacts in one message. */
const CONTACTS_MAX = 257;

export const textShape: Shape = object({
  body: required(text({ max: TEXT_MAX })),
  preview_url: optional(flag),
});

export const locationShape: Shape = object({
  latitude: required(number({ min: -90, max: 90 })),
  longitude: required(number({ min: -180, max: 180 })),
  name: optional(text({ min: 0, max: 1000 })),
  address: optional(text({ min: 0, max: 1000 })),
});

/** An empty emoji takes the reaction back. */
export const reactionShape: Shape = object({
  message_id: required(text({ max: 512 })),
  emoji: required(text({ min: 0, max: 16 })),
});

/** A pinned message stays so for up to 30 days. */
const PIN_DAYS_MAX = 30;

/** Groups only. */
export const pinShape: Shape = object({
  type: required(text({ oneOf: ['pin', 'unpin'] })),
  message_id: required(text({ max: 512 })),
  expiration_days: optional(number({ min: 1, max: PIN_DAYS_MAX, integer: true })),
});

const word = optional(text({ min: 0, max: 1000 }));

export const contactsShape: Shape = list(
  object({
    name: required(
      object({
        formatted_name: required(text({ max: 1000 })),
        first_name: word,
        last_name: word,
        middle_name: word,
        suffix: word,
        prefix: word,
      }),
    ),
    phones: optional(list(object({ phone: word, type: word, wa_id: word }), { min: 0 })),
    emails: optional(list(object({ email: word, type: word }), { min: 0 })),
    addresses: optional(
      list(
        object({
          street: word,
          city: word,
          state: word,
          zip: word,
          country: word,
          country_code: word,
          type: word,
        }),
        { min: 0 },
      ),
    ),
    org: optional(object({ company: word, department: word, title: word })),
    urls: optional(list(object({ url: word, type: word }), { min: 0 })),
    birthday: optional(text({ pattern: /^\d{4}-\d{2}-\d{2}$/, says: 'must be written YYYY-MM-DD' })),
  }),
  { max: CONTACTS_MAX },
);
