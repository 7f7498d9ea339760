import * as z from 'zod';
import { EventType } from './event.ts';
import { Id, Instant } from './primitives.ts';

export const NewSubscription = z.strictObject({
  url: z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }).max(2000),
  types: z.array(EventType).max(50).optional().meta({ description: 'Empty or absent: all types.' }),
  numbers: z.array(Id).max(100).optional().meta({ description: 'Empty or absent: all numbers.' }),
  filter: z
    .strictObject({
      direction: z.enum(['inbound', 'outbound']).optional(),
      contentTypes: z.array(z.string().max(50)).max(50).optional(),
    })
    .optional(),
});

export const Subscription = z
  .object({
    id: Id,
    url: z.string(),
    types: z.array(EventType),
    numbers: z.array(Id),
    filter: z.object({ direction: z.string().optional(), contentTypes: z.array(z.string()).optional() }),
    state: z.enum(['active', 'paused', 'ended']),
    createdAt: Instant,
    lastDeliveredAt: Instant.nullable(),
    lastProblem: z.string().nullable(),
    waiting: z.number().int(),
  })
  .meta({ id: 'Subscription' });

export const SubscriptionCreated = Subscription.extend({ secret: z.string() }).meta({
  id: 'SubscriptionCreated',
});

export const Delivery = z
  .object({
    id: Id,
    eventId: Id,
    type: EventType,
    state: z.enum(['waiting', 'delivered', 'dead']),
    attempts: z.number().int(),
    lastStatus: z.number().int().nullable(),
    lastProblem: z.string().nullable(),
    nextAttemptAt: Instant.nullable(),
    deliveredAt: Instant.nullable(),
  })
  .meta({ id: 'Delivery' });

export const ReplayRequest = z.strictObject({ after: z.string().max(200).default('') });
