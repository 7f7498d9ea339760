import * as z from 'zod';
import { Instant, Page } from './primitives.ts';

/** What a person was shown when they agreed; a version in a language never changes, since proofs rest on it. */
export const ConsentText = z
  .object({
    version: z.string(),
    language: z.string(),
    text: z.string(),
    sha256: z.string().meta({ description: 'Of the text as UTF-8; ledger entries carry it.' }),
    createdAt: Instant,
    retiredAt: Instant.nullable().meta({
      description: 'Since when nobody is shown it any more: START does not bring back what rests on it.',
    }),
  })
  .meta({ id: 'ConsentText' });

/** 20,000 characters: a privacy notice of ten pages, and more than anybody has agreed to in a chat. */
export const NewConsentText = z.strictObject({ text: z.string().min(1).max(20_000) });

export const ConsentTextQuery = z.strictObject({
  ...Page,
  version: z.string().min(1).max(100).optional(),
});
