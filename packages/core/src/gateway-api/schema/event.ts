import * as z from 'zod';
import { Id, Instant } from './primitives.ts';

export const eventTypes = [
  'message.received',
  'message.created',
  'message.updated',
  'message.status',
  'message.unknown',
  'message.imported',
  'media.updated',
  'consent.changed',
  'window.opened',
  'window.closing',
  'window.closed',
  'template.updated',
  'number.updated',
  'contact.updated',
  'contact.merged',
  'contact.erased',
  'conversation.updated',
  'delivery.dead',
  'alert.raised',
  'alert.cleared',
] as const;

export const EventType = z.enum(eventTypes);

/** Something that happened; `data` depends on the type, and is `{ "erased": true }` once its person is erased. */
export const Event = z
  .object({ id: Id, type: EventType, at: Instant, data: z.record(z.string(), z.unknown()) })
  .meta({ id: 'Event' });

const EventTypeList = z
  .string()
  .max(1000)
  .transform((text) =>
    text
      .split(',')
      .map((type) => type.trim())
      .filter((type) => type !== ''),
  )
  .pipe(z.array(EventType));

export const EventsQuery = z.strictObject({
  after: z
    .string()
    .max(200)
    .default('')
    .meta({ description: 'Empty: from the oldest. `latest`: from the end.' }),
  types: EventTypeList.optional(),
  wait: z.coerce.number().min(0).max(60).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});

export const EventPage = z.object({ events: z.array(Event), cursor: z.string() }).meta({ id: 'EventPage' });
