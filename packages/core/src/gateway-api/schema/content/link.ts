import * as z from 'zod';
import { contentLimits } from '../../../message/content-limits.ts';
import { AnyHeader, footer } from './frame.ts';
import { textUpTo } from './words.ts';

const limits = contentLimits.link;

export const LinkContent = z
  .strictObject({
    type: z.literal('link'),
    body: textUpTo(limits.body),
    button: textUpTo(limits.button).meta({ description: 'What stands on the button.' }),
    url: z
      .string()
      .max(limits.url)
      .refine(isWebAddress, 'must be a web address that begins with https:// or http://'),
    header: AnyHeader.optional(),
    footer,
  })
  .meta({ description: 'One button that opens a web address (cta_url).' });

// The customer's phone opens it, so that nothing of ours is reached by it.
function isWebAddress(url: string): boolean {
  return /^https?:\/\/\S+$/i.test(url) && URL.canParse(url);
}
