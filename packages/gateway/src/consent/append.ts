import type { NewConsentEvent } from '@parley/core/gateway-api';
import { currentContact, findOrCreateContact, type Resolved, resolveRecipient } from '../contacts/find.ts';
import { readAll } from '../http/all-faults.ts';
import { invalidField } from '../http/api-problem.ts';
import type { CallerKey } from '../http/handler.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { speakerOf } from '../tools/speaker.ts';
import { externalKey } from './external-id.ts';
import { recordConsent } from './ledger.ts';
import { momentFault, momentFaults } from './moment.ts';
import { externalIdTaken } from './problems.ts';
import { proofOf } from './proof.ts';
import type { ConsentRow } from './standing.ts';

/**
 * Appends what a caller reports to the ledger; the same external id of the same tool is the same entry again. Under the
 * id of another entry nothing is recorded, and the caller hears of it: a withdrawal must not pass for a grant repeated.
 */
export async function appendReported(
  tx: Tx,
  runtime: Runtime,
  event: NewConsentEvent,
  key: CallerKey,
  language: 'de' | 'en',
): Promise<ConsentRow> {
  const now = runtime.now();
  const occurredAt = event.occurredAt === undefined ? now : new Date(event.occurredAt);
  const [resolved, { tool }] = await readAll(
    () => resolveRecipient(tx, event.contact, 'contact'),
    () => speakerOf(event.recordedBy, key, 'recordedBy'),
    () => checkMoment(occurredAt, now),
  );
  const externalId = event.externalId === undefined ? undefined : externalKey(tool, event.externalId);
  const known = externalId === undefined ? undefined : await byExternalId(tx, externalId);
  if (known && (await isAgain(tx, event, resolved, known))) return known;
  if (known) throw externalIdTaken(known, language);
  const contactId = await contactFor(tx, runtime, resolved, tool, now);
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
    metaTime: proof.metaTime === true,
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

function checkMoment(occurredAt: Date, now: Date): void {
  const fault = momentFault(occurredAt, now);
  if (fault) throw invalidField('occurredAt', momentFaults[fault]);
}

async function byExternalId(tx: Tx, externalId: string): Promise<ConsentRow | undefined> {
  return tx.selectFrom('consent_event').selectAll().where('external_id', '=', externalId).executeTakeFirst();
}

async function isAgain(
  tx: Tx,
  event: NewConsentEvent,
  resolved: Resolved,
  known: ConsentRow,
): Promise<boolean> {
  if (known.action !== event.action || known.scope !== event.purpose) return false;
  return resolved.kind === 'contact' && (await currentContact(tx, known.contact_id)) === resolved.contactId;
}

async function contactFor(
  tx: Tx,
  runtime: Runtime,
  resolved: Resolved,
  tool: string,
  at: Date,
): Promise<string> {
  if (resolved.kind === 'contact') return resolved.contactId;
  return (await findOrCreateContact(tx, runtime, resolved, tool, at)).id;
}
