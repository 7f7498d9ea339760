import * as z from 'zod';
import { contentLimits } from '../../../message/content-limits.ts';
import { isFileLink } from '../../../message/file-link.ts';
import { besidesOthers } from '../primitives.ts';
import { NOT_PUBLIC } from './file-link.ts';
import { textUpTo } from './words.ts';

/** Where a file comes from; `hasOneSource` holds it to exactly one of the two. */
export const source = {
  link: z.string().max(contentLimits.mediaLink).refine(isFileLink, NOT_PUBLIC).optional().meta({
    description:
      'An https link that Meta fetches, or one to a private host that PARLEY_ALLOWED_HOSTS names; exactly one of link and mediaId.',
  }),
  mediaId: z
    .string()
    .min(1)
    .max(contentLimits.reference)
    .optional()
    .meta({ description: 'The id of an uploaded file.' }),
};

export const oneSource = { error: 'give exactly one of link and mediaId', when: besidesOthers };

export function hasOneSource(file: { link?: string | undefined; mediaId?: string | undefined }): boolean {
  return (file.link === undefined) !== (file.mediaId === undefined);
}

/** The name that the customer sees on a document. */
export const filename = z.string().min(1).max(contentLimits.filename).optional();

const caption = textUpTo(contentLimits.caption, 0).optional();

export const ImageContent = z
  .strictObject({ type: z.literal('image'), ...source, caption })
  .refine(hasOneSource, oneSource);

export const VideoContent = z
  .strictObject({ type: z.literal('video'), ...source, caption })
  .refine(hasOneSource, oneSource);

export const AudioContent = z
  .strictObject({
    type: z.literal('audio'),
    ...source,
    voice: z.boolean().optional().meta({ description: 'A voice message: ogg with opus, mono.' }),
  })
  .refine(hasOneSource, oneSource);

export const DocumentContent = z
  .strictObject({ type: z.literal('document'), ...source, caption, filename })
  .refine(hasOneSource, oneSource);

export const StickerContent = z
  .strictObject({ type: z.literal('sticker'), ...source })
  .refine(hasOneSource, oneSource);
