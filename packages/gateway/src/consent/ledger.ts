import type { ConsentMethod, ConsentScope, LedgerAction } from '@parley/core/consent';
import { viewContact } from '../contacts/view.ts';
import { isWithContacts } from '../conversations/with-contacts.ts';
import { appendEvent } from '../events/append.ts';
import { cancelForbidden } from '../outbox/cancel.ts';
import { isUnfinished } from '../outbox/unfinished.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { newId } from '../store/new-id.ts';
import { settleTasks } from '../tasks/settle-tasks.ts';
import { appendToChain } from './chain.ts';
import { liftSuppression } from './suppression.ts';
import { findText } from './texts.ts';
import { viewConsentEvent } from './view.ts';

export { standingOf } from './standing.ts';

/** One entry for the ledger, checked and complete. */
export type NewEntry = {
  readonly contactId: string;
  readonly scope: ConsentScope;
  readonly topic?: string | undefined;
  readonly action: LedgerAction;
  readonly method?: ConsentMethod | undefined;
  readonly source?: string | undefined;
  readonly textVersion?: string | undefined;
  readonly language?: string | undefined;
  readonly occurredAt: Date;
  /** `occurredAt` is Meta's time of the person's own message. */
  readonly metaTime: boolean;
  /** The person's own stored message, or a key that may attest, stands behind it. */
  readonly proven: boolean;
  readonly word?: string | undefined;
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly recordedBy: {
    readonly tool: string | null;
    readonly actor: string | null;
    readonly name: string | null;
  };
  /** As `externalKey` makes it: unique within the tool. */
  readonly externalId?: string | undefined;
};

const opposing: ReadonlySet<LedgerAction> = new Set(['withdraw', 'object', 'hold', 'lapse']);

/**
 * Appends an entry to the consent ledger in the caller's transaction, tells `consent.changed`, and cancels what a
 * withdrawal, objection or hold forbids; messages on the wire already are named in its evidence as `onTheWire`.
 */
export async function recordConsent(tx: Tx, runtime: Runtime, entry: NewEntry): Promise<{ id: string }> {
  const id = newId('cns');
  const now = runtime.now();
  const isOpposing = opposing.has(entry.action);
  const onTheWire = isOpposing ? await messagesOnTheWire(tx, entry.contactId) : [];
  const evidence = onTheWire.length > 0 ? { ...entry.evidence, onTheWire } : entry.evidence;
  await appendToChain(tx, {
    id,
    contact_id: entry.contactId,
    scope: entry.scope,
    topic: entry.topic ?? null,
    action: entry.action,
    method: entry.method ?? null,
    source: entry.source ?? null,
    text_version: entry.textVersion ?? null,
    text_sha256: (await findText(tx, entry.textVersion, entry.language))?.sha256 ?? null,
    language: entry.language ?? null,
    occurred_at: entry.occurredAt.getTime(),
    recorded_at: now.getTime(),
    meta_time: entry.metaTime ? 1 : 0,
    proven: entry.proven ? 1 : 0,
    word: entry.word ?? null,
    evidence: JSON.stringify(evidence),
    recorded_by: JSON.stringify(entry.recordedBy),
    external_id: entry.externalId ?? null,
  });
  await liftSuppression(tx, runtime, entry);
  await appendEvent(tx, {
    type: 'consent.changed',
    at: now,
    data: {
      contact: await viewContact(tx, runtime, entry.contactId),
      event: viewConsentEvent(await entryRow(tx, id)),
    },
    contactId: entry.contactId,
  });
  if (isOpposing) await cancelForbidden(tx, runtime, entry.contactId, now, id);
  await settleTasks(tx, runtime, entry.contactId, entry.recordedBy);
  return { id };
}

async function entryRow(tx: Tx, id: string) {
  return tx.selectFrom('consent_event').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

async function messagesOnTheWire(tx: Tx, contactId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('message')
    .select('id')
    .where(isWithContacts([contactId]))
    .where(isUnfinished)
    .where('status', '=', 'sending')
    .execute();
  return rows.map((row) => row.id);
}
