import * as z from 'zod';

// What a change of an account can't be told without; the rest are side facts.
const Digits = z.union([z.string().min(1), z.int()]);
/** Ids of templates come as numbers, all others as text. */
const Id = z.union([z.string().min(1), z.int()]);

const aboutTemplate = {
  message_template_id: Id,
  message_template_name: z.string(),
  message_template_language: z.string(),
};
export const AboutTemplate = z.object(aboutTemplate);
export type AboutTemplate = z.infer<typeof AboutTemplate>;
export const TemplateStatus = z.object({ ...aboutTemplate, event: z.string() });
export const TemplateQuality = z.object({ ...aboutTemplate, new_quality_score: z.string() });
export const TemplateCategory = z.object({ ...aboutTemplate, new_category: z.string() });

const displayNumber = { display_phone_number: Digits };
export const NumberEvent = z.object({ ...displayNumber, event: z.string() });
export const NumberName = z.object({ ...displayNumber, decision: z.string() });
export const NumberUsername = z.object({ ...displayNumber, status: z.string() });

/** A change that is told by its event alone. */
export const Happened = z.object({ event: z.string() });
export const Decided = z.object({ decision: z.string() });
