import * as z from 'zod';
import { contentLimits } from '../../../message/content-limits.ts';
import { filename, hasOneSource, oneSource, source } from './media.ts';
import { textUpTo } from './words.ts';

/** A header that can only be a text. */
export const TextHeader = z.strictObject({ type: z.literal('text'), text: textUpTo(contentLimits.header) });

/** A header with a text or a file. */
export const AnyHeader = z.discriminatedUnion('type', [
  TextHeader,
  z.strictObject({ type: z.literal('image'), ...source }).refine(hasOneSource, oneSource),
  z.strictObject({ type: z.literal('video'), ...source }).refine(hasOneSource, oneSource),
  z.strictObject({ type: z.literal('document'), ...source, filename }).refine(hasOneSource, oneSource),
]);

export const footer = textUpTo(contentLimits.footer).optional();
