import * as z from 'zod';
import { contentLimits } from '../../../message/content-limits.ts';
import { AnyHeader, footer } from './frame.ts';
import { isUnique, textUpTo } from './words.ts';

const limits = contentLimits.buttons;

const ReplyButton = z.strictObject({
  id: textUpTo(limits.id).meta({ description: 'Comes back as the payload of the tap.' }),
  title: textUpTo(limits.title),
});

export const ButtonsContent = z
  .strictObject({
    type: z.literal('buttons'),
    body: textUpTo(limits.body),
    buttons: z
      .array(ReplyButton)
      .min(1)
      .max(limits.buttons)
      .refine((buttons) => isUnique(buttons.map(({ id }) => id)), 'every button needs its own id')
      .refine((buttons) => isUnique(buttons.map(({ title }) => title)), 'every button needs its own title'),
    header: AnyHeader.optional(),
    footer,
  })
  .meta({ description: 'Reply buttons under a body.' });
