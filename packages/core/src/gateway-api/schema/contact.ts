import * as z from 'zod';
import { Id, Instant, Link, Page } from './primitives.ts';

/** Whom a message or a consent event is about. */
export const Recipient = z
  .union([
    z.string().min(1).max(40),
    z.strictObject({ phone: z.string().min(1).max(40) }),
    z.strictObject({ userId: z.string().min(1).max(140) }),
    z.strictObject({ contactId: Id }),
    z.strictObject({ conversationId: Id }),
  ])
  .meta({
    id: 'Recipient',
    description: 'A phone number as text, or { phone }, { userId }, { contactId }, { conversationId }.',
  });

const ConsentStateName = z.enum([
  'none',
  'requested',
  'granted',
  'confirmed',
  'refused',
  'withdrawn',
  'objected',
  'provider_stop',
  'on_hold',
  'unproven',
]);

const PurposeConsent = z.object({
  state: ConsentStateName,
  since: Instant.nullable(),
  eventId: Id.nullable(),
});

export const ConsentSummary = z
  .object({
    service: PurposeConsent,
    utility: PurposeConsent,
    authentication: PurposeConsent,
    marketing: PurposeConsent,
  })
  .meta({ id: 'ConsentSummary' });

const ContactIdentity = z
  .object({
    kind: z.enum(['phone', 'bsuid', 'parent_bsuid', 'username']),
    value: z.string(),
    source: z.string(),
    since: Instant,
  })
  .meta({ id: 'ContactIdentity' });

export const Contact = z
  .object({
    id: Id,
    mergedInto: Id.optional().meta({
      description: 'Asked for by an older id: the contact that it turned out to be, which is shown.',
    }),
    name: z.string().nullable(),
    identities: z.array(ContactIdentity),
    formerIdentities: z
      .array(ContactIdentity.extend({ until: Instant }))
      .optional()
      .meta({ description: 'What the person was known by before; told of a single contact that has any.' }),
    attributes: z.record(z.string(), z.string()),
    identityChangedAt: Instant.optional().meta({
      description:
        'When WhatsApp was last set up anew for this person, on another phone say: make sure who it is before anything secret is told.',
    }),
    consent: ConsentSummary,
    conversations: z.array(
      z.object({
        id: Id,
        from: Id,
        window: z.object({
          open: z.boolean(),
          closesAt: Instant.nullable(),
          freeEntryUntil: Instant.nullable(),
        }),
      }),
    ),
  })
  .meta({ id: 'Contact' });

export const ContactQuery = z.strictObject({
  ...Page,
  identity: z.string().min(1).max(140).optional(),
  search: z.string().min(2).max(100).optional(),
});

export const ContactPatch = z.strictObject({
  name: z.string().min(1).max(200).nullable().optional(),
  attributes: z.record(z.string().min(1).max(50), z.string().max(500).nullable()).optional().meta({
    description: 'Merged into what is there; null removes one.',
  }),
});

/** What erasing a person did, and what the tools still have to do. */
export const Erasure = z
  .object({
    id: Id,
    contactId: Id,
    at: Instant,
    dueAt: Instant.optional().meta({
      description: 'By when every tool must have done its part: one month (GDPR, art. 12(3)).',
    }),
    completedAt: Instant.nullable().optional().meta({
      description: 'When the last tool reported; null while one is missing.',
    }),
    erased: z.object({
      messages: z.number(),
      events: z.number(),
      identities: z.number(),
      toolStates: z.number(),
      files: z.number().optional(),
    }),
    tools: z.array(
      z.object({
        tool: z.string(),
        state: z.enum(['pending', 'done']),
        links: z.array(Link),
        report: z.string().nullable().meta({ description: 'What the tool could not delete.' }),
      }),
    ),
  })
  .meta({ id: 'Erasure' });

export const ErasureQuery = z.strictObject({ ...Page, state: z.enum(['pending', 'done']).optional() });

export const ErasureDone = z.strictObject({
  report: z.string().max(2000).optional().meta({ description: 'What the tool could not delete, in words.' }),
});
