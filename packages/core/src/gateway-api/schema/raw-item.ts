import * as z from 'zod';
import { Id, Instant, Page } from './primitives.ts';

const rawReasons = ['unknown', 'unreadable', 'failed', 'outside', 'unaddressed', 'superseded'] as const;

const fields = {
  id: Id,
  field: z.string().meta({ description: "Meta's name of the webhook field, or what Parley calls the item." }),
  reason: z.enum(rawReasons).meta({
    description:
      '`unknown`: this version of Parley does not know it. `unreadable`: not of the form that Meta documents. `failed`: it could not be processed. `outside`: known, and nothing follows from it in Parley. `unaddressed`: about an account, number or template that is not here. `superseded`: older than what is known.',
  }),
  accountId: z.string().nullable(),
  numberId: z.string().nullable(),
  contactId: z.string().nullable(),
  receivedAt: Instant,
};

/** Something that a webhook said, kept whole because Parley makes nothing of it. */
export const RawItem = z
  .object({ ...fields, bytes: z.number().int().meta({ description: 'The size of the payload.' }) })
  .meta({ id: 'RawItem' });

/** The same with what Meta sent. */
export const RawItemWhole = RawItem.extend({ payload: z.unknown() }).meta({ id: 'RawItemWhole' });

export const RawItemFilter = z.strictObject({
  ...Page,
  reason: z.enum(rawReasons).optional(),
  field: z.string().min(1).max(100).optional(),
  number: Id.optional(),
});
