import * as z from 'zod';
import { consentActions, consentMethods, ledgerActions } from '../../consent/event.ts';
import { askedPurposes } from '../../consent/question.ts';
import { ConsentSummary, Recipient } from './contact.ts';
import { SendAccepted } from './message.ts';
import { besidesOthers, Id, Instant, NewSentBy, ToolName } from './primitives.ts';

const needsProof = new Set(['request', 'grant', 'confirm']);
const goesWithAll = new Set(['withdraw', 'object', 'restore']);

/** 16 KB of JSON: ids, texts and a form's fields; documents belong where they are kept, named by a link. */
const EVIDENCE_LIMIT_BYTES = 16 * 1024;

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
    evidence: z
      .record(z.string(), z.unknown())
      .refine(isSmall, `may have ${EVIDENCE_LIMIT_BYTES} bytes of JSON at most`)
      .default({})
      .meta({ description: `What proves it, in at most ${EVIDENCE_LIMIT_BYTES} bytes of JSON.` }),
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
    when: besidesOthers,
    message: '"all" goes only with withdraw, object and restore; name one purpose',
  })
  .refine((event) => !needsProof.has(event.action) || event.method !== undefined, {
    path: ['method'],
    when: besidesOthers,
    message: 'is required for request, grant and confirm: say how the person agreed',
  })
  .refine((event) => !needsProof.has(event.action) || event.source !== undefined, {
    path: ['source'],
    when: besidesOthers,
    message: 'is required for request, grant and confirm: say where the person agreed',
  })
  .refine((event) => event.action === 'withdraw' || !isMetas(event.method), {
    path: ['method'],
    when: besidesOthers,
    message: 'is what Meta itself says, in its webhooks; only a withdrawal may name it here',
  });

function isSmall(evidence: Readonly<Record<string, unknown>>): boolean {
  return new TextEncoder().encode(JSON.stringify(evidence)).length <= EVIDENCE_LIMIT_BYTES;
}

// A caller that could speak for Meta could lift what a customer switched off inside WhatsApp.
function isMetas(method: string | undefined): boolean {
  return method === 'meta_preference' || method === 'provider_error';
}

/** A ledger entry as it was recorded. */
export const ConsentEvent = z
  .object({
    id: Id,
    contactId: Id,
    purpose: z.enum(['service', 'utility', 'authentication', 'marketing', 'all']),
    topic: z.string().nullable(),
    action: z.enum(ledgerActions).meta({
      description:
        'As it was reported. `merge`: another contact is the same person, and its entries count too. `lapse`: the phone number has changed, and what was agreed to before counts no more.',
    }),
    method: z.enum(consentMethods).nullable(),
    source: z.string().nullable(),
    textVersion: z.string().nullable(),
    textSha256: z.string().nullable().meta({ description: 'Of the text of that version, where it is kept.' }),
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

const textVersion = z.string().min(1).max(100).meta({
  description: 'Which version of the consent text the person is shown; it stays in the ledger.',
});

// The languages that there are words in.
const language = z
  .string()
  .max(20)
  .regex(/^(de|en)([_-][a-zA-Z0-9]{2,8})?$/, 'must be German or English, such as de or en_US');

/** A question for consent; `variables` fill the template where the window is closed. */
export const NewConsentQuestion = z
  .strictObject({
    contact: Recipient,
    purpose: z.enum(askedPurposes),
    textVersion,
    language,
    from: Id.optional(),
    variables: z.record(z.string().max(100), z.string().max(2048)).optional(),
    sentBy: NewSentBy.optional(),
  })
  .meta({ id: 'NewConsentQuestion' });

/** The question as it was accepted, with the ledger entry that says so. */
export const ConsentAsked = SendAccepted.extend({ consentEventId: Id }).meta({ id: 'ConsentAsked' });

/** A link by which one person agrees once. */
export const NewOptInLink = z
  .strictObject({
    purpose: z.enum(askedPurposes),
    textVersion,
    language,
    source: z.string().min(1).max(500).meta({ description: 'Where the person sees the link.' }),
    number: Id.optional().meta({ description: 'The number to write to; left out, the only one.' }),
  })
  .meta({ id: 'NewOptInLink' });

/** `code` is told once and stored as a hash; the message that contains it proves the consent. */
export const OptInLink = z
  .object({
    id: Id,
    code: z.string(),
    url: z.string(),
    text: z.string(),
    qrSvg: z.string().meta({ description: 'The link as a QR code, an SVG' }),
    expiresAt: Instant,
  })
  .meta({ id: 'OptInLink' });
