import * as z from 'zod';
import { consentActions, consentMethods } from '../../consent/event.ts';
import { ConsentSummary, Recipient } from './contact.ts';
import { Id, Instant, Purpose, ToolName } from './primitives.ts';

const needsProof = new Set(['request', 'grant', 'confirm']);
const goesWithAll = new Set(['withdraw', 'object', 'restore']);

/** One entry for the ledger. */
export const NewConsentEvent = z
  .strictObject({
    contact: Recipient,
    purpose: z.enum(['service', 'utility', 'authentication', 'marketing', 'all']),
    topic: z.string().max(100).optional(),
    action: z.enum(consentActions),
    method: z.enum(consentMethods).optional(),
    source: z.string().min(1).max(500).optional(),
    textVersion: z.string().min(1).max(100).optional(),
    language: z.string().min(2).max(20).optional(),
    occurredAt: Instant.optional(),
    evidence: z.record(z.string(), z.unknown()).default({}),
    recordedBy: z
      .strictObject({
        tool: ToolName.optional(),
        actor: z.string().max(200).optional(),
        name: z.string().max(200).optional(),
      })
      .optional(),
    externalId: z.string().min(1).max(200).optional(),
  })
  .refine((event) => event.purpose !== 'all' || goesWithAll.has(event.action), {
    path: ['purpose'],
    message: '"all" goes only with withdraw, object and restore; name one purpose',
  })
  .refine((event) => !needsProof.has(event.action) || event.method !== undefined, {
    path: ['method'],
    message: 'is required for request, grant and confirm: say how the person agreed',
  })
  .refine((event) => !needsProof.has(event.action) || event.source !== undefined, {
    path: ['source'],
    message: 'is required for request, grant and confirm: say where the person agreed',
  });

/** A ledger entry as it was recorded. */
export const ConsentEvent = z
  .object({
    id: Id,
    contactId: Id,
    purpose: z.enum(['service', 'utility', 'authentication', 'marketing', 'all']),
    topic: z.string().nullable(),
    action: z.enum(consentActions),
    method: z.enum(consentMethods).nullable(),
    source: z.string().nullable(),
    textVersion: z.string().nullable(),
    language: z.string().nullable(),
    occurredAt: Instant,
    recordedAt: Instant,
    proven: z.boolean(),
    evidence: z.record(z.string(), z.unknown()),
    recordedBy: z.object({
      tool: z.string().nullable(),
      actor: z.string().nullable(),
      name: z.string().nullable(),
    }),
    externalId: z.string().nullable(),
    hash: z.string(),
  })
  .meta({ id: 'ConsentEvent' });

/** A person's consent with its whole ledger; `chain.valid` says that no entry of the ledger was changed. */
export const ConsentLedger = z
  .object({
    contactId: Id,
    state: ConsentSummary,
    events: z.array(ConsentEvent),
    chain: z.object({ valid: z.boolean(), head: z.string().nullable() }),
  })
  .meta({ id: 'ConsentLedger' });

export const ConsentRecorded = z
  .object({ id: Id, contactId: Id, event: ConsentEvent, state: ConsentSummary })
  .meta({ id: 'ConsentRecorded' });

export const ConsentPurpose = Purpose;
