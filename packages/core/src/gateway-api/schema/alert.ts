import * as z from 'zod';
import { Id, Instant } from './primitives.ts';

const alertCodes = [
  'TOKEN_EXPIRING',
  'TOKEN_INVALID',
  'STATUSES_MISSING',
  'WEBHOOKS_SILENT',
  'QUALITY_FELL',
  'ACCOUNT_RESTRICTED',
  'DELIVERIES_DEAD',
  'SUBSCRIPTION_DOWN',
  'FORWARDING_DOWN',
  'OUTCOMES_WAITING',
  'DISK_LOW',
  'LEDGER_BROKEN',
  'ERASURE_OVERDUE',
  'RIGHTS_REQUEST_DUE',
  'WEBHOOK_NOT_UNDERSTOOD',
  'NUMBER_SECURITY',
  'META_WARNS',
] as const;

/** Something that will keep messages from customers, or has broken a promise: told once, and once when it is over. */
export const Alert = z
  .object({
    id: Id,
    code: z.enum(alertCodes),
    severity: z.enum(['warning', 'critical']),
    subject: z.object({
      kind: z.enum(['gateway', 'number', 'subscription', 'erasure', 'task', 'webhook_field', 'account']),
      id: z.string().nullable().meta({ description: 'Null for the gateway itself.' }),
    }),
    title: z.string(),
    detail: z.string(),
    remedy: z.string(),
    raisedAt: Instant,
    clearedAt: Instant.nullable(),
  })
  .meta({ id: 'Alert' });

export const AlertsQuery = z.strictObject({
  state: z.enum(['raised', 'all']).default('raised').meta({
    description: '`raised`: what is wrong now. `all`: also what is over, for 90 days.',
  }),
});
