import * as z from 'zod';
import { Recipient } from './contact.ts';
import { Id, Instant } from './primitives.ts';

/** A call's body has 1 MB; 5,000 rows of a usual list fit into it. */
const MAX_IMPORT_ROWS = 5000;

const textVersion = z.string().min(1).max(100);
const language = z.string().min(2).max(20);

const ImportRow = z.strictObject({
  contact: Recipient,
  name: z.string().min(1).max(200).optional(),
  occurredAt: Instant.optional(),
  textVersion: textVersion.optional(),
  language: language.optional(),
  externalId: z.string().min(1).max(200).optional().meta({
    description: "The row's own id in the list; the same one again is the same entry.",
  }),
  proof: z.string().min(1).max(500).optional().meta({ description: 'Where the proof is kept.' }),
});

/** A list of people who agreed, or who left, elsewhere. What is named above the rows holds for each that does not say otherwise. */
export const ConsentImport = z
  .strictObject({
    source: z.string().min(1).max(500).meta({ description: 'Where the list comes from.' }),
    purpose: z.enum(['service', 'utility', 'marketing', 'all']).default('marketing'),
    action: z.enum(['grant', 'withdraw', 'object']).default('grant'),
    occurredAt: Instant.optional(),
    textVersion: textVersion.optional(),
    language: language.optional(),
    fileHash: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 of 64 hexadecimal digits in lower case')
      .optional()
      .meta({ description: 'SHA-256 of the file; it stays in the ledger.' }),
    rows: z.array(ImportRow).min(1).max(MAX_IMPORT_ROWS),
  })
  .refine((list) => list.purpose !== 'all' || list.action !== 'grant', {
    path: ['purpose'],
    message: '"all" goes only with withdraw and object; name one purpose',
  })
  .meta({ id: 'ConsentImport' });

const importStatuses = ['recorded', 'unproven', 'suppressed', 'rejected'] as const;

/** What became of each row, in the order of the list. */
export const ConsentImported = z
  .object({
    items: z.array(
      z.object({
        row: z.number().int().meta({ description: 'Its place in the list, from 0.' }),
        status: z.enum(importStatuses),
        reason: z.string().nullable(),
        contactId: Id.nullable(),
        eventId: Id.nullable(),
      }),
    ),
    totals: z.object({
      recorded: z.number().int(),
      unproven: z.number().int(),
      suppressed: z.number().int(),
      rejected: z.number().int(),
    }),
  })
  .meta({ id: 'ConsentImported' });
