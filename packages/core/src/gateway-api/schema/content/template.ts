import * as z from 'zod';

/** A template and its variables; the values themselves are checked against the template. */
export const TemplateContent = z.strictObject({
  type: z.literal('template'),
  name: z.string().min(1).max(512),
  language: z.string().min(2).max(20),
  variables: z.record(z.string().max(100), z.string().max(2048)).default({}),
});
