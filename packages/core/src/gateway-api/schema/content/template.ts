import * as z from 'zod';

/** A template and its variables; the values themselves are checked against the template. */
export const TemplateContent = z.strictObject({
  type: z.literal('template'),
  name: z.string().min(1).max(512),
  language: z.string().min(2).max(20),
  ifLanguageMissing: z.enum(['reject', 'fallback']).optional().meta({
    description:
      'fallback: the plain language (de for de_DE), else another region, else the business’s language; rejected by default',
  }),
  variables: z.record(z.string().max(100), z.string().max(2048)).default({}),
});
