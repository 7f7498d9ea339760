import * as z from 'zod';
import { Id, Page } from './primitives.ts';

const maybe = z.string().nullable();

/** What customers see about the business when they tap its name. */
export const NumberProfile = z
  .object({
    about: maybe,
    address: maybe,
    description: maybe,
    email: maybe,
    websites: z.array(z.string()),
    vertical: maybe,
  })
  .meta({ id: 'NumberProfile' });

/** Whether Meta lets the number send, and what stands against it. */
export const NumberHealth = z
  .object({
    canSend: z.string().meta({ description: 'AVAILABLE, LIMITED or BLOCKED' }),
    problems: z.array(
      z.object({ entity: z.string(), code: z.number().nullable(), description: maybe, solution: maybe }),
    ),
  })
  .meta({ id: 'NumberHealth' });

/** What a number needs to be in order, step by step up to the official business account. */
export const ChecklistItem = z
  .object({ item: z.string(), done: z.boolean(), remedy: maybe })
  .meta({ id: 'ChecklistItem' });

export const BusinessNumber = z
  .object({
    id: Id,
    accountId: Id,
    displayNumber: maybe,
    verifiedName: maybe,
    nameStatus: maybe,
    newName: z.object({ name: maybe, status: maybe }).nullable(),
    quality: maybe,
    messagingLimit: maybe,
    throughput: maybe,
    platform: maybe,
    status: maybe.meta({ description: 'CONNECTED once the number is registered' }),
    codeVerification: maybe,
    officialAccount: z.boolean().nullable(),
    health: NumberHealth.nullable(),
    profile: NumberProfile.nullable(),
    restriction: maybe.meta({ description: 'What Meta forbids the account at the moment' }),
    checklist: z.array(ChecklistItem).optional().meta({ description: 'Not in events' }),
    state: z.enum(['connected', 'receiving_only']),
    stopped: z.boolean(),
    forwardTo: z.string().nullable().optional().meta({
      description: 'Where every webhook of the number is passed on to, without its query.',
    }),
    marketingVia: z
      .enum(['messages', 'marketing_messages'])
      .optional()
      .meta({ description: 'By which of Meta’s calls marketing templates leave.' }),
  })
  .meta({ id: 'BusinessNumber' });

// Meta, business profiles: about 139, address 256, description 512, email 128, two websites of 256 characters.
const ProfilePatch = z
  .strictObject({
    about: z.string().trim().min(1).max(139).optional(),
    address: z.string().max(256).optional(),
    description: z.string().max(512).optional(),
    email: z.union([z.literal(''), z.email('must be an e-mail address').max(128)]).optional(),
    websites: z
      .array(z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }).max(256))
      .max(2)
      .optional(),
    vertical: z
      .string()
      .max(64)
      .regex(/^[A-Z_]+$/, "must be one of Meta's words in capitals, such as RETAIL or PROF_SERVICES")
      .optional(),
  })
  .refine((profile) => Object.keys(profile).length > 0, 'must have a field at least; leave it out otherwise');

export const BusinessNumberPatch = z.strictObject({
  stopped: z.boolean().optional(),
  forwardTo: z
    .url({ protocol: /^https?$/, error: 'must be an http or https URL' })
    .max(2000)
    .nullable()
    .optional()
    .meta({
      description:
        'Every webhook of the number is passed on to this address, byte for byte with its signature, after it is stored here; null ends it.',
    }),
  marketingVia: z.enum(['messages', 'marketing_messages']).optional().meta({
    description:
      'marketing_messages: marketing templates leave through Meta’s Marketing Messages API, for accounts that have switched them off on the Cloud API (131063) and accepted Meta’s terms for it; all else stays as it is. What people do with them is not shared with Meta’s advertising.',
  }),
  token: z
    .string()
    .min(10)
    .max(1000)
    .regex(/^[\x21-\x7e]+$/, 'must be visible ASCII without blanks')
    .optional()
    .meta({ description: 'A new access token: tried at Meta before the old one is dropped; never shown' }),
  profile: ProfilePatch.optional(),
  displayName: z.string().trim().min(3).max(512).optional().meta({
    description: 'Asks Meta for another display name; it is reviewed, and goes without other changes.',
  }),
});

export const NumberCode = z.strictObject({
  method: z.enum(['sms', 'voice']).meta({ description: 'A landline can only be called: voice' }),
  language: z
    .string()
    .regex(/^[a-z]{2,3}([_-][A-Za-z]{2,4})?$/, 'must be a language code, such as de or en_US')
    .optional()
    .meta({ description: "What the code is spoken or written in; the business's language by default" }),
});

export const NumberVerification = z.strictObject({
  code: z
    .string()
    .max(20)
    .regex(/^\s*\d{3}[\s-]?\d{3}\s*$/, 'must be the six digits of the code'),
});

export const NumberRegistration = z.strictObject({
  pin: z
    .string()
    .regex(/^\d{6}$/, 'must be six digits: the PIN of the two-step verification, or the one it gets')
    .meta({ description: 'Never stored by the gateway' }),
  dataRegion: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be a country of two capital letters, such as DE')
    .optional()
    .meta({ description: 'Where Meta keeps the data of this number' }),
});

export const NewNumberLink = z
  .strictObject({
    text: z.string().min(1).max(140).optional().meta({
      description: 'What stands in the message field; the person may change it before sending',
    }),
    source: z
      .string()
      .max(40)
      .regex(/^[a-z0-9][a-z0-9-]*$/, 'must be lower-case letters, digits and dashes')
      .optional()
      .meta({
        description: 'Where the link is shown: it stands in the text as (#source), so that it is known again',
      }),
  })
  .meta({ id: 'NewNumberLink' });

/** A link that opens a chat with the number; nothing is recorded, and no consent comes of it. */
export const NumberLink = z
  .object({
    url: z.string(),
    text: maybe,
    source: maybe,
    qrSvg: z.string().meta({ description: 'The link as a QR code, an SVG' }),
  })
  .meta({ id: 'NumberLink' });

export const BlockedQuery = z.strictObject(Page);

/** Somebody the number has blocked; `contactId` where the contact is known here. */
export const BlockedPerson = z
  .object({ contactId: maybe, phone: maybe, userId: maybe })
  .meta({ id: 'BlockedPerson' });
