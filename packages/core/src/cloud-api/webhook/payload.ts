import * as z from 'zod';

// Only what Parley uses is named; everything else passes by and stays in `raw`. Meta leaves fields out, or sends
// null for them, so that only what an item can't be told without is required.
const maybeText = z.string().nullish();
const flag = z.boolean().nullish();

/** Digits of a phone number; some fields carry them as a number. */
const Digits = z.union([z.string(), z.int()]);
/** Unix seconds: text in messages and statuses, a number in account fields. */
const Seconds = z.union([z.string().regex(/^\d{1,12}$/), z.int().nonnegative().max(1e12)]);
/** Ids of templates come as numbers, all others as text. */
const Id = z.union([z.string().min(1), z.int()]);

export const Metadata = z.object({
  phone_number_id: z.string().min(1),
  display_phone_number: maybeText,
});

export const Contact = z.object({
  wa_id: Digits.nullish(),
  user_id: maybeText,
  parent_user_id: maybeText,
  profile: z.object({ name: maybeText, username: maybeText }).nullish(),
});
export type Contact = z.infer<typeof Contact>;

/** What every inbound message has, whatever its type. */
export const Message = z.object({
  id: z.string().min(1),
  timestamp: Seconds,
  type: z.string(),
  from: Digits.nullish(),
  from_user_id: maybeText,
  from_parent_user_id: maybeText,
  group_id: maybeText,
  context: z.object({ id: maybeText, forwarded: flag, frequently_forwarded: flag }).nullish(),
  referral: z.unknown().optional(),
});
export type Message = z.infer<typeof Message>;

/** A message that the business sent from its phone app: `to` instead of the sender's fields. */
export const Echo = z.object({
  id: z.string().min(1),
  timestamp: Seconds,
  type: z.string(),
  to: Digits.nullish(),
  to_user_id: maybeText,
});

export const Text = z.object({ body: z.string() });

export const Media = z.object({
  id: z.string().min(1),
  mime_type: maybeText,
  sha256: maybeText,
  caption: maybeText,
  filename: maybeText,
  voice: flag,
  animated: flag,
});

const Degrees = z.union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)]);
export const Location = z.object({
  latitude: Degrees,
  longitude: Degrees,
  name: maybeText,
  address: maybeText,
});

export const Reaction = z.object({ message_id: z.string().min(1), emoji: maybeText });
export const Button = z.object({ text: z.string(), payload: maybeText });

const Reply = z.object({ id: z.string(), title: z.string(), description: maybeText });
export const Interactive = z.object({
  type: z.string(),
  button_reply: Reply.nullish(),
  list_reply: Reply.nullish(),
});

export const Edit = z.object({ original_message_id: z.string().min(1), message: z.unknown().optional() });
export const Revoke = z.object({ original_message_id: z.string().min(1) });
export const Unsupported = z.object({ type: z.string() });

export const System = z.object({
  type: z.string().nullish(),
  wa_id: Digits.nullish(),
  // The name of `wa_id` before Graph v12.
  new_wa_id: Digits.nullish(),
  user_id: maybeText,
  parent_user_id: maybeText,
  previous_user_id: maybeText,
  previous_parent_user_id: maybeText,
  body: maybeText,
  marketing: maybeText,
});
export type System = z.infer<typeof System>;

const ErrorItem = z.object({
  code: z.union([z.int(), z.string().regex(/^\d{1,9}$/)]),
  title: maybeText,
  message: maybeText,
  error_data: z.object({ details: maybeText }).nullish(),
});
export type ErrorItem = z.infer<typeof ErrorItem>;

export const Status = z.object({
  id: z.string().min(1),
  status: z.string(),
  timestamp: Seconds,
  recipient_id: Digits.nullish(),
  recipient_user_id: maybeText,
  parent_recipient_user_id: maybeText,
  recipient_type: maybeText,
  biz_opaque_callback_data: maybeText,
  pricing: z.unknown().optional(),
  errors: z.array(ErrorItem).nullish(),
});
export type Status = z.infer<typeof Status>;

export const Preference = z.object({
  wa_id: Digits.nullish(),
  user_id: maybeText,
  category: maybeText,
  value: z.string(),
  timestamp: Seconds,
});

export const Call = z.object({
  id: z.string().min(1),
  from: Digits.nullish(),
  from_user_id: maybeText,
  from_parent_user_id: maybeText,
  event: maybeText,
  direction: maybeText,
  timestamp: Seconds,
});

const aboutTemplate = {
  message_template_id: Id,
  message_template_name: z.string(),
  message_template_language: z.string(),
};
export const TemplateStatus = z.object({ ...aboutTemplate, event: z.string(), reason: maybeText });
export const TemplateQuality = z.object({
  ...aboutTemplate,
  new_quality_score: z.string(),
  previous_quality_score: maybeText,
});
export const TemplateCategory = z.object({
  ...aboutTemplate,
  new_category: z.string(),
  previous_category: maybeText,
  correct_category: maybeText,
});

const displayNumber = { display_phone_number: Digits };
export const NumberQuality = z.object({
  ...displayNumber,
  event: z.string(),
  current_limit: maybeText,
  max_daily_conversations_per_business: z.union([z.string(), z.number()]).nullish(),
});
export const NumberName = z.object({
  ...displayNumber,
  decision: z.string(),
  requested_verified_name: maybeText,
  rejection_reason: maybeText,
});
