import { contactsShape, locationShape } from '../messages/plain-shapes.ts';
import { USER_ID } from '../messages/recipient.ts';
import {
  anyObject,
  flag,
  list,
  number,
  object,
  optional,
  required,
  type Shape,
  text,
  variants,
} from '../shape/shape.ts';

/** The id of a person over linked business portfolios. */
const PARENT_USER_ID = /^[A-Z]{2}\.ENT\.[A-Za-z0-9]{1,128}$/;

/** What WhatsApp allows as a user name. */
const USERNAME = /^[a-z0-9._]{3,35}$/;

/** WhatsApp's own limit for what a customer can write. */
const TEXT_MAX = 65_536;

/** A year back is more than any rule looks at. */
const AGE_HOURS_MAX = 24 * 365;

/** Base64 of the largest file that fits into one control call. */
const DATA_MAX = 20_000_000;

export const personFields = {
  name: optional(text({ max: 100 })),
  userId: optional(text({ pattern: USER_ID, says: 'is not a business-scoped user id such as DE.1349' })),
  parentUserId: optional(
    text({ pattern: PARENT_USER_ID, says: 'is not a parent user id such as DE.ENT.1158' }),
  ),
  username: optional(text({ pattern: USERNAME, says: 'is not 3 to 35 of the characters a-z, 0-9, . and _' })),
  hidePhone: optional(flag),
};

const common = {
  ...personFields,
  type: optional(text()),
  to: optional(text({ max: 40 })),
  ageHours: optional(number({ min: 0, max: AGE_HOURS_MAX })),
  referral: optional(anyObject),
  forwarded: optional(text({ oneOf: ['once', 'often'] })),
  product: optional(object({ catalog_id: required(text()), product_retailer_id: required(text()) })),
};

const wamid = text({ max: 512 });
const words = text({ max: TEXT_MAX });
const replyTo = optional(wamid);

const file = {
  ...common,
  replyTo,
  data: optional(text({ max: DATA_MAX, pattern: /^[A-Za-z0-9+/]+={0,2}$/, says: 'must be base64' })),
  mimeType: optional(text({ max: 100, pattern: /^[\w.+-]+\/[\w.+-]+(;.*)?$/, says: 'is not a MIME type' })),
};

const captioned = { ...file, caption: optional(words), text: optional(words) };

/** What a customer can do, by `type`. */
const SHAPES: Record<string, Shape> = {
  text: object({ ...common, replyTo, text: required(words) }),
  image: object(captioned),
  video: object(captioned),
  document: object({ ...captioned, filename: optional(text({ max: 240 })) }),
  audio: object({ ...file, voice: optional(flag) }),
  sticker: object(file),
  location: object({ ...common, replyTo, location: required(locationShape) }),
  contacts: object({
    ...common,
    replyTo,
    contacts: optional(contactsShape),
    origin: optional(text({ oneOf: ['contact_request', 'other'] })),
  }),
  reaction: object({ ...common, replyTo, emoji: required(text({ min: 0, max: 16 })) }),
  button: object({ ...common, replyTo, payload: optional(text()), text: optional(text()) }),
  flow: object({ ...common, replyTo, response: required(anyObject) }),
  address: object({ ...common, replyTo, response: required(anyObject) }),
  call_permission: object({
    ...common,
    replyTo,
    answer: required(text({ oneOf: ['accept', 'reject'] })),
    permanent: optional(flag),
  }),
  order: object({
    ...common,
    order: required(
      object({
        catalog_id: required(text()),
        text: optional(text({ min: 0 })),
        product_items: required(list(anyObject)),
      }),
    ),
  }),
  edit: object({ ...common, replyTo: required(wamid), text: required(words) }),
  revoke: object({ ...common, replyTo: required(wamid) }),
  unsupported: object({ ...common, kind: optional(text({ max: 40 })) }),
};

/** The body of `POST /sandbox/customers/{phone}/messages`; without `type` it is a text. */
export const inboundShape: Shape = (value, path, faults) => {
  const typed =
    typeof value === 'object' && value !== null && !Array.isArray(value) ? { type: 'text', ...value } : value;
  variants('type', SHAPES)(typed, path, faults);
};

/** A checked body. */
export type InboundBody = {
  type: string;
  to?: string;
  ageHours?: number | string;
  name?: string;
  userId?: string;
  parentUserId?: string;
  username?: string;
  hidePhone?: boolean;
  replyTo?: string;
  text?: string;
  caption?: string;
  data?: string;
  mimeType?: string;
  filename?: string;
  voice?: boolean;
  location?: { latitude: number; longitude: number; name?: string; address?: string };
  contacts?: { name: { formatted_name: string } }[];
  /** `contact_request`: the customer answers a request for their number; without `contacts` with their own card. */
  origin?: string;
  emoji?: string;
  payload?: string;
  response?: Record<string, unknown>;
  /** To a request for permission to call. */
  answer?: 'accept' | 'reject';
  permanent?: boolean;
  order?: { text?: string };
  kind?: string;
  /** The advertisement that brought the customer, as Meta's `referral`. */
  referral?: Record<string, unknown>;
  forwarded?: 'once' | 'often';
  /** The product that the customer asks about. */
  product?: { catalog_id: string; product_retailer_id: string };
};
