import * as z from 'zod';
import { Recipient } from './contact.ts';
import { MessageContent, OutboundContent } from './content/outbound-content.ts';
import { TemplateContent } from './content/template.ts';
import { Decision } from './decision.ts';
import { Id, Instant, Link, NewLink, NewSentBy, Page, Purpose, SentBy } from './primitives.ts';

const MessageStatusName = z.enum([
  'scheduled',
  'held',
  'queued',
  'sending',
  'unknown',
  'sent',
  'delivered',
  'read',
  'played',
  'failed',
  'cancelled',
  'received',
]);

/** Why a message failed, in words: from the rules, from Meta, or from the gateway itself. */
export const MessageError = z
  .object({
    source: z.enum(['policy', 'meta', 'gateway']),
    code: z.string(),
    title: z.string(),
    explanation: z.string(),
    nextStep: z.string(),
    retryable: z.boolean(),
  })
  .meta({ id: 'MessageError' });

export const Message = z
  .object({
    id: Id,
    wamid: z.string().nullable(),
    direction: z.enum(['inbound', 'outbound']),
    from: Id,
    conversationId: Id,
    contactId: Id,
    content: MessageContent,
    purpose: Purpose.nullable(),
    quote: Id.nullable(),
    status: MessageStatusName,
    statuses: z.array(z.object({ status: z.string(), at: Instant, error: MessageError.nullable() })),
    decision: Decision.nullable(),
    sentBy: SentBy.nullable(),
    links: z.array(Link),
    error: MessageError.nullable(),
    notBefore: Instant.nullable(),
    editedAt: Instant.nullable(),
    revokedAt: Instant.nullable(),
    optOut: z.boolean().optional().meta({
      description:
        'True when the customer left with this word or button: recorded and confirmed already, so nobody has to answer.',
    }),
    createdAt: Instant,
  })
  .meta({ id: 'Message' });

export const IfWindowClosed = z.discriminatedUnion('then', [
  z.strictObject({ then: z.literal('reject') }),
  z.strictObject({ then: z.literal('template'), template: TemplateContent }),
  z.strictObject({ then: z.literal('hold'), until: Instant.optional() }),
]);

/** Where the caller is told, once, what became of a message: the customer answered, it failed, or the time is over. */
export const OnReply = z
  .strictObject({
    url: z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }).max(2000),
    until: Instant.optional().meta({
      description: '7 days after the message goes, if left out; at most 30.',
    }),
    match: z.enum(['tapped', 'quoted', 'any']).optional().meta({
      description: 'What counts as an answer; `tapped` where the message has buttons, else `any`.',
    }),
  })
  .meta({ id: 'OnReply' });

/** What is posted to `onReply.url`, signed by Standard Webhooks. */
export const ReplyOutcome = z
  .object({
    outcome: z.enum(['replied', 'failed', 'expired']),
    messageId: Id.meta({ description: 'The message that was waited for.' }),
    message: Message.meta({
      description: 'What the customer answered; else the message that was waited for.',
    }),
  })
  .meta({ id: 'ReplyOutcome' });

/** A message to send; only `to` and `content` are required. */
export const SendRequest = z
  .strictObject({
    to: Recipient,
    from: Id.optional(),
    content: OutboundContent,
    purpose: Purpose.optional(),
    quote: Id.optional(),
    ifWindowClosed: IfWindowClosed.optional(),
    sendAt: Instant.optional(),
    ifLast: Id.optional(),
    ifUnknown: z.enum(['ask', 'resend']).optional(),
    onReply: OnReply.optional(),
    links: z.array(NewLink).max(20).optional(),
    sentBy: NewSentBy.optional(),
  })
  .meta({ id: 'SendRequest' });

export const SendAccepted = z
  .object({
    id: Id,
    status: MessageStatusName,
    contactId: Id,
    conversationId: Id,
    notBefore: Instant.optional(),
    onReply: z
      .object({
        secret: z.string().meta({ description: 'Signs the outcome (`whsec_...`, Standard Webhooks).' }),
        match: z.enum(['tapped', 'quoted', 'any']),
        until: Instant,
      })
      .optional(),
    decision: Decision,
  })
  .meta({ id: 'SendAccepted' });

/** Asks for the decision only; nothing is stored. `to` may be a list of up to 1,000. */
export const CheckRequest = z
  .strictObject({
    to: z.union([Recipient, z.array(Recipient).min(1).max(1000)]),
    from: Id.optional(),
    content: OutboundContent,
    purpose: Purpose.optional(),
    sendAt: Instant.optional(),
    sentBy: NewSentBy.optional(),
  })
  .meta({ id: 'CheckRequest' });

export const CheckAnswer = z
  .union([
    z.object({ decision: Decision }),
    z.object({
      items: z.array(
        z.object({ to: Recipient, decision: Decision.nullable(), error: z.string().nullable() }),
      ),
      totals: z.object({
        send: z.number(),
        needs_template: z.number(),
        blocked: z.number(),
        deferred: z.number(),
        invalid: z.number(),
      }),
    }),
  ])
  .meta({ id: 'CheckAnswer' });

export const MessagesQuery = z.strictObject({
  after: z.string().max(200).optional(),
  limit: Page.limit,
});

export const MessageWait = z.strictObject({
  wait: z.coerce.number().min(0).max(60).default(0),
  until: z.enum(['sent', 'delivered', 'read']).default('sent'),
});

export const MessagePatch = z.strictObject({
  content: OutboundContent.optional(),
  sendAt: Instant.optional(),
  ifWindowClosed: IfWindowClosed.optional(),
});
