import * as z from 'zod';
import { Id, Instant } from './primitives.ts';

/** A file that a customer sent, or that was uploaded to be sent. */
export const Media = z
  .object({
    id: Id.meta({ description: "For a customer's file the `mediaId` of its message." }),
    origin: z.enum(['received', 'uploaded']),
    kind: z.enum(['image', 'video', 'audio', 'document', 'sticker']),
    state: z
      .enum(['pending', 'stored', 'failed', 'removed'])
      .meta({ description: 'Content is there once it is `stored`.' }),
    mimeType: z.string().nullable(),
    filename: z.string().nullable(),
    bytes: z.number().int().nullable(),
    sha256: z.string().nullable().meta({ description: 'Of the content, in base64.' }),
    from: Id.nullable().meta({ description: "The business number that a customer's file came to." }),
    messageId: Id.nullable(),
    problem: z
      .object({ code: z.string(), explanation: z.string(), nextStep: z.string() })
      .nullable()
      .meta({ description: 'Why there is no content, or not yet.' }),
    createdAt: Instant,
    storedAt: Instant.nullable(),
  })
  .meta({ id: 'Media' });

export const MediaWait = z.strictObject({
  wait: z.coerce
    .number()
    .min(0)
    .max(60)
    .default(0)
    .meta({ description: 'Seconds to wait for a file that is still being fetched.' }),
});

export const MediaUploadQuery = z.strictObject({
  filename: z
    .string()
    .min(1)
    .max(240)
    .optional()
    .meta({ description: 'The name shown to the customer, for a body that is the file itself.' }),
});
