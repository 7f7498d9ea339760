import * as z from 'zod';

const maybeText = z.string().nullish();

/** The answer to a send; an item without an id is no acceptance. */
export const SendAnswer = z.object({
  messages: z.tuple([z.object({ id: z.string().min(1), message_status: maybeText })], z.unknown()),
  contacts: z
    .array(z.object({ wa_id: maybeText, user_id: maybeText }))
    .nullish()
    .catch(undefined),
});

export const TemplatePage = z.object({
  data: z.array(z.unknown()),
  paging: z.object({ cursors: z.object({ after: maybeText }).nullish(), next: maybeText }).nullish(),
});

export const UploadAnswer = z.object({ id: z.string().min(1) });

export const MediaAnswer = z.object({
  id: maybeText,
  url: z.string().min(1),
  mime_type: maybeText,
  sha256: maybeText,
  file_size: z.union([z.number(), z.string().regex(/^\d+$/)]).nullish(),
});
