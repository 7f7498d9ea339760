import * as z from 'zod';

// Only what Parley uses is named; everything else passes by and stays in `raw`. Meta leaves fields out, or sends
// null for them, so that only what an item can't be told without is required.
const maybeText = z.string().nullish();
const flag = z.boolean().nullish();

/** Digits of a phone number; some fields carry them as a number. */
const Digits = z.union([z.string(), z.int()]);
/** Unix seconds: text in messages and statuses, a number in account fields. */
const Seconds = z.union([z.string().regex(/^\d{1,12}$/), z.int().nonnegative().max(1e12)]);

export const Metadata = z.object({
  phone_number_id: z.string().min(1),
  display_phone_number: maybeText,
});

export const Contact = z.object({
  wa_id: Digits.nullish(),
  user_id: maybeText,
  parent_user_id: maybeText,
  identity_key_hash: maybeText,
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
  context: z
    .object({
      id: maybeText,
      from: Digits.nullish(),
      forwarded: flag,
      frequently_forwarded: flag,
      referred_product: z.unknown().optional(),
    })
    .nullish(),
  referral: z.unknown().optional(),
});
export type Message = z.infer<typeof Message>;

/** A message that the business sent from its phone app: `to` instead of the sender's fields. */
export const Echo = z.object({
  id: z.string().min(1),
  timestamp: Seconds,
  type: z.string(),
  from: Digits.nullish(),
  to: Digits.nullish(),
  to_user_id: maybeText,
  to_parent_user_id: maybeText,
  context: z.object({ id: maybeText }).nullish(),
});

export const Text = z.object({ body: z.string() });

export const Media = z.object({
  id: z.string().min(1),
  mime_type: maybeText,
  sha256: maybeText,
  url: maybeText,
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
  url: maybeText,
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

export const Status = z.object({
  id: z.string().min(1),
  status: z.string(),
  timestamp: Seconds,
  recipient_id: Digits.nullish(),
  recipient_user_id: maybeText,
  parent_recipient_user_id: maybeText,
  recipient_type: maybeText,
  recipient_participant_id: Digits.nullish(),
  recipient_participant_user_id: maybeText,
  recipient_participant_parent_user_id: maybeText,
  recipient_identity_key_hash: maybeText,
  biz_opaque_callback_data: maybeText,
  pricing: z.unknown().optional(),
  conversation: z.unknown().optional(),
  errors: z.unknown().optional(),
});
export type Status = z.infer<typeof Status>;
/** Without these a status says nothing. */
export const EssentialStatus = Status.pick({ id: true, status: true, timestamp: true });

export const Preference = z.object({
  wa_id: Digits.nullish(),
  user_id: maybeText,
  parent_user_id: maybeText,
  detail: maybeText,
  category: maybeText,
  value: z.string(),
  timestamp: Seconds,
});

export const Call = z.object({
  id: z.string().min(1),
  from: Digits.nullish(),
  from_user_id: maybeText,
  from_parent_user_id: maybeText,
  to: Digits.nullish(),
  to_user_id: maybeText,
  to_parent_user_id: maybeText,
  recipient_id: Digits.nullish(),
  recipient_user_id: maybeText,
  parent_recipient_user_id: maybeText,
  event: maybeText,
  direction: maybeText,
  timestamp: Seconds,
});

/** A message of the time before the number was connected. */
export const PastItem = z.object({
  id: z.string().min(1),
  timestamp: Seconds,
  type: z.string(),
  from: Digits.nullish(),
  to: Digits.nullish(),
  context: z.object({ id: maybeText }).nullish(),
});
