import * as z from 'zod';
import { Decision, ServiceWindow } from './decision.ts';
import { Id, Instant, Link, LinkKey, Page, SentBy, ToolName } from './primitives.ts';
import { OpenTask } from './task.ts';

export const Assignee = z
  .object({
    tool: z.string(),
    actor: z.string(),
    name: z.string().nullable(),
    email: z.string().nullable(),
  })
  .meta({ id: 'Assignee' });

/** An automation's message that was refused; shown to the people of the conversation. */
export const LastRefusal = z
  .object({
    at: Instant,
    code: Decision.shape.code,
    reason: z.string(),
    remedy: z.string().nullable(),
    sentBy: SentBy,
  })
  .meta({ id: 'LastRefusal' });

/** One contact with one number. */
export const Conversation = z
  .object({
    id: Id,
    contactId: Id,
    from: Id,
    state: z.enum(['open', 'resolved']),
    language: z.string().nullable(),
    tags: z.array(z.string()),
    assignee: Assignee.nullable(),
    takenUntil: Instant.nullable().meta({
      description: 'Until then automations may not answer freely: a person does.',
    }),
    unanswered: z.boolean(),
    window: ServiceWindow,
    lastInboundAt: Instant.nullable(),
    lastMessageAt: Instant.nullable(),
    lastRefusal: LastRefusal.nullable(),
    tasks: z.array(OpenTask).meta({ description: 'What somebody has to look at here.' }),
    links: z.array(Link),
    createdAt: Instant,
  })
  .meta({ id: 'Conversation' });

export const ConversationFilter = z.strictObject({
  ...Page,
  open: z.stringbool().optional().meta({ description: 'only those whose window is open, or closed' }),
  closingWithinMinutes: z.coerce.number().int().min(1).max(1440).optional(),
  unanswered: z.stringbool().optional(),
  assignee: z.string().max(200).optional().meta({ description: "an assignee's actor, or `none`" }),
  tag: z.string().max(50).optional(),
  state: z.enum(['open', 'resolved']).optional(),
});

export const ConversationPatch = z.strictObject({
  tags: z.array(z.string().min(1).max(50)).max(50).optional(),
  language: z.string().min(2).max(20).nullable().optional(),
});

/** Which message was read; left out, the newest that the customer wrote. */
export const ReadReceipt = z.strictObject({ message: Id.optional() });

const NewAssignee = z.strictObject({
  tool: ToolName,
  actor: z.string().min(1).max(200),
  name: z.string().max(200).optional(),
  email: z.string().max(320).optional(),
});

/** `ifAssignee` makes the step conditional: it is taken only when that actor (or nobody: null) is assigned now. */
export const Assignment = z.strictObject({
  assignee: NewAssignee.nullable(),
  ifAssignee: z
    .union([z.string().max(200), z.strictObject({ tool: ToolName, actor: z.string().max(200) })])
    .nullable()
    .optional(),
});

export const NewConversationLink = z.strictObject({
  key: LinkKey,
  part: z.number().int().min(0).max(99).default(0),
});

/** What a tool's key points at. */
export const LinkTarget = z
  .object({
    tool: z.string(),
    key: z.string(),
    items: z.array(z.object({ part: z.number().int(), conversationId: Id, messageId: Id.nullable() })),
  })
  .meta({ id: 'LinkTarget' });
