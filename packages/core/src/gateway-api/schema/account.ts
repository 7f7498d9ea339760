import * as z from 'zod';
import { keywordLanguages } from '../../consent/keyword-lists.ts';
import { Id, Instant, ToolName, WordsLanguage } from './primitives.ts';

export const scopes = [
  'messages:send',
  'messages:read',
  'contacts:read',
  'contacts:export',
  'contacts:erase',
  'consent:write',
  'consent:attest',
  'templates:read',
  'templates:write',
  'subscriptions',
  'admin',
] as const;

const Scope = z
  .string()
  .regex(
    new RegExp(`^(${scopes.join('|')}|tools:[a-z0-9][a-z0-9_.-]*)$`),
    `must be one of ${scopes.join(', ')} or tools:{tool}`,
  );

export const NewKey = z.strictObject({
  name: z.string().min(1).max(100),
  scopes: z.array(Scope).min(1).max(50),
  numbers: z.array(Id).max(100).optional(),
  tool: ToolName.optional(),
  sendsPerDay: z.number().int().min(1).max(10_000_000).optional(),
  key: z
    .string()
    .min(32)
    .max(200)
    .optional()
    .meta({ description: 'The key text itself; left out, one is made.' }),
});

export const Key = z
  .object({
    id: Id,
    name: z.string(),
    scopes: z.array(z.string()),
    numbers: z.array(Id),
    tool: z.string().nullable(),
    sendsPerDay: z.number().int().nullable(),
    createdAt: Instant,
    lastUsedAt: Instant.nullable(),
  })
  .meta({ id: 'Key' });

export const KeyCreated = Key.extend({ key: z.string() }).meta({ id: 'KeyCreated' });

const WallTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 20:00, from 00:00 to 23:59');

/** When nobody is to be disturbed, in the business's time zone; over midnight when `to` is the earlier one. */
export const QuietHours = z
  .strictObject({
    from: WallTime,
    to: WallTime,
    utility: z
      .boolean()
      .default(false)
      .meta({ description: 'Notifications wait as well, not only advertising.' }),
  })
  .meta({ id: 'QuietHours' });

/** At most so many messages of a purpose to one person in so many days. */
export const FrequencyCap = z
  .strictObject({
    purpose: z.enum(['marketing', 'utility']),
    messages: z.number().int().min(1).max(100),
    days: z.number().int().min(1).max(90),
  })
  .meta({ id: 'FrequencyCap' });

export const Business = z
  .object({
    name: z.string(),
    language: WordsLanguage,
    timeZone: z.string(),
    privacyUrl: z.string().nullable(),
    aiDisclosure: z.string(),
    helpAnswer: z.string().nullable().meta({
      description:
        'What HELP and HILFE are answered with; null: who this is, how to stop, and the privacy link.',
    }),
    optOutLanguages: z.array(z.enum(keywordLanguages)).meta({
      description: 'Whose opt-out words count; German ones always do.',
    }),
    quietHours: QuietHours.nullable(),
    frequencyCaps: z.array(FrequencyCap),
    retentionDays: z.number().int().nullable().meta({
      description:
        'After how many days the bodies of messages are emptied; null keeps them. Proofs of consent stay.',
    }),
    mediaRetentionDays: z.number().int().nullable().optional().meta({
      description:
        'After how many days without use the files of messages are removed; null keeps them as long as the bodies.',
    }),
    stopped: z.boolean(),
    alertUrl: z.string().nullable().optional().meta({
      description: 'Where alerts are posted to, signed as events are; shown to keys with the scope admin.',
    }),
    alertSecret: z.string().optional().meta({
      description:
        'What the posts to a new alertUrl are signed with; shown once, in the answer that sets it.',
    }),
  })
  .meta({ id: 'Business' });

export const BusinessPatch = z.strictObject({
  name: z.string().min(1).max(100).optional(),
  language: WordsLanguage.optional(),
  timeZone: z
    .string()
    .max(60)
    .refine(isTimeZone, 'must be an IANA time zone such as Europe/Berlin')
    .optional(),
  privacyUrl: z
    .url({ protocol: /^https$/, error: 'must be an https address' })
    .max(500)
    .nullable()
    .optional(),
  aiDisclosure: z
    .string()
    .min(3)
    .max(300)
    .nullable()
    .optional()
    .meta({ description: "null: the default sentence, in the business's language." }),
  helpAnswer: z.string().min(3).max(1000).nullable().optional(),
  optOutLanguages: z.array(z.enum(keywordLanguages)).max(50).optional(),
  quietHours: QuietHours.nullable().optional(),
  frequencyCaps: z
    .array(FrequencyCap)
    .max(2)
    .refine(
      (caps) => new Set(caps.map(({ purpose }) => purpose)).size === caps.length,
      'must name each purpose once',
    )
    .optional(),
  // The event log has the bodies for 30 days; to empty them earlier in one place only would be a false promise.
  retentionDays: z.number().int().min(30).max(3650).nullable().optional(),
  mediaRetentionDays: z.number().int().min(1).max(3650).nullable().optional(),
  stopped: z.boolean().optional(),
  appSecret: z
    .string()
    .min(10)
    .max(500)
    .regex(/^[\x21-\x7e]+$/, 'must be visible ASCII without blanks')
    .optional()
    .meta({ description: 'A new app secret: tried at Meta first; the one before stays valid for webhooks' }),
  alertUrl: z
    .url({ protocol: /^https?$/, error: 'must be an http or https URL' })
    .max(2000)
    .nullable()
    .optional(),
});

export const Health = z
  .object({ status: z.enum(['ok', 'unavailable']), checks: z.record(z.string(), z.string()) })
  .meta({
    id: 'Health',
  });

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
