import * as z from 'zod';
import { contentLimits } from '../../../message/content-limits.ts';
import { textUpTo } from './words.ts';

// One emoji: those that Unicode recommends, and pictures, also joined ones, that are newer than this list or have
// no variation selector.
const ONE_EMOJI =
  /^(?:\p{RGI_Emoji}|\p{Extended_Pictographic}[\u{1f3fb}-\u{1f3ff}\ufe0f]*(?:\u200d\p{Extended_Pictographic}[\u{1f3fb}-\u{1f3ff}\ufe0f]*)*)$/v;

export const ReactionContent = z
  .strictObject({
    type: z.literal('reaction'),
    message: z
      .string()
      .min(1)
      .max(contentLimits.reference)
      .meta({ description: 'The id of a message of this conversation, sent or received; not its wamid.' }),
    emoji: textUpTo(contentLimits.emoji, 0)
      .refine((emoji) => emoji === '' || ONE_EMOJI.test(emoji), 'must be one emoji, or empty to take it back')
      .meta({ description: 'One emoji; empty takes the reaction back.' }),
  })
  .meta({ description: 'A reaction to a message of the last 30 days.' });
