import type { NewConsentEvent } from '@parley/core/gateway-api';
import { findOrCreateContact, resolveRecipient } from '../contacts/find.ts';
import { invalidField } from '../http/api-problem.ts';
import type { CallerKey } from '../http/handler.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { speakerOf } from '../tools/speaker.ts';
import { externalKey } from './external-id.ts';
import { recordConsent } from './ledger.ts';
import { proofOf } from './proof.ts';
import type { ConsentRow } from './standing.ts';

/** Clocks differ; an act that is further ahead than this has not happened. */
const MAX_AHEAD_MS = 5 * 60 * 1000;

/** Nobody agreed to messages of a service that did not exist (founded in 2009); an earlier moment is a mistyped one. */
const WHATSAPP_BEGAN_MS = Date.UTC(2009, 0, 1);

/** Appends what a caller reports to the ledger; the same external id of the same tool is the same entry again. */
export async function appendReported(
  tx: Tx,
  runtime: Runtime,
  event: NewConsentEvent,
  key: CallerKey,
): Promise<ConsentRow> {
  const now = runtime.now();
  const occurredAt = event.occurredAt === undefined ? now : new Date(event.occurredAt);
  if (occurredAt.getTime() > now.getTime() + MAX_AHEAD_MS)
    throw invalidField('occurredAt', {
      en: 'is more than 5 minutes in the future; give the moment at which it happened',
      de: 'liegt mehr als 5 Minuten in der Zukunft; geben Sie an, wann es geschehen ist',
    });
  if (occurredAt.getTime() < WHATSAPP_BEGAN_MS)
    throw invalidField('occurredAt', {
      en: 'is before 2009, when there was no WhatsApp; give the moment at which it happened',
      de: 'liegt vor 2009, als es WhatsApp noch nicht gab; geben Sie an, wann es geschehen ist',
    });
  const { tool } = speakerOf(event.recordedBy, key, 'recordedBy');
  const externalId = event.externalId === undefined ? undefined : externalKey(tool, event.externalId);
  const known = externalId === undefined ? undefined : await byExternalId(tx, externalId);
  if (known) return known;
  const contactId = await contactFor(tx, runtime, event, tool, now);
  const proof = await proofOf(tx, event, contactId, key);
  const { id } = await recordConsent(tx, runtime, {
    contactId,
    scope: event.purpose,
    topic: event.topic,
    action: event.action,
    method: event.method,
    source: event.source,
    textVersion: event.textVersion,
    language: event.language,
    occurredAt: proof.occurredAt ?? occurredAt,
    metaTime: proof.occurredAt !== undefined,
    proven: proof.proven,
    word: proof.word,
    evidence: { ...event.evidence, ...proof.evidence },
    recordedBy: {
      tool,
      actor: event.recordedBy?.actor ?? null,
      name: event.recordedBy?.name ?? proof.attestedBy ?? null,
    },
    externalId,
  });
  return tx.selectFrom('consent_event').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

async function byExternalId(tx: Tx, externalId: string): Promise<ConsentRow | undefined> {
  return tx.selectFrom('consent_event').selectAll().where('external_id', '=', externalId).executeTakeFirst();
}

async function contactFor(
  tx: Tx,
  runtime: Runtime,
  event: NewConsentEvent,
  tool: string,
  at: Date,
): Promise<string> {
  const resolved = await resolveRecipient(tx, runtime, event.contact, 'contact');
  if (resolved.kind === 'contact') return resolved.contactId;
  return (await findOrCreateContact(tx, runtime, resolved, tool, at)).id;
}
