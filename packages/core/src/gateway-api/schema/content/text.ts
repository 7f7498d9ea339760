import * as z from 'zod';
import { contentLimits } from '../../../message/content-limits.ts';
import { textUpTo } from './words.ts';

export const TextContent = z
  .strictObject({
    type: z.literal('text'),
    text: textUpTo(contentLimits.text.body),
    previewUrl: z.boolean().optional().meta({ description: 'Shows a preview of the first link.' }),
  })
  .meta({ description: 'A plain text.' });
