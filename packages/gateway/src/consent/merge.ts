import { type CarriedOpposition, type ConsentScope, carriedOppositions } from '@parley/core/consent';
import type { Merge } from '../contacts/merge.ts';
import { reconsiderLaterWords } from '../intake/later-words.ts';
import { spokenMessageOf } from '../intake/spoken-message.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { newId } from '../store/new-id.ts';
import { appendToChain } from './chain.ts';
import { recordConsent } from './ledger.ts';
import { type ConsentRow, toConsentEvent } from './standing.ts';

/** The two ledgers as they were until now. */
type Ledgers = { readonly one: readonly ConsentRow[]; readonly other: readonly ConsentRow[] };

const RECORDED_BY = { tool: 'gateway', actor: null, name: null } as const;

/**
 * Makes one ledger of two without touching an entry: a `merge` entry says from when on both are read together, what
 * only a report of the other would lift is recorded anew, and what the person wrote after a STOP of the other contact
 * gets its effect now. Returns the id of the `merge` entry.
 */
export async function mergeLedgers(
  tx: Tx,
  runtime: Runtime,
  merge: Merge,
  { one, other }: Ledgers,
  now: Date,
): Promise<string> {
  const id = await appendMergeEntry(tx, merge, now);
  const rows = [...one, ...other];
  const carried = carriedOppositions(one.map(toConsentEvent), other.map(toConsentEvent), now);
  for (const opposition of carried) await carry(tx, runtime, merge, opposition, rows);
  await reconsider(tx, runtime, rows);
  return id;
}

async function appendMergeEntry(tx: Tx, merge: Merge, now: Date): Promise<string> {
  const id = newId('cns');
  await appendToChain(tx, {
    id,
    contact_id: merge.survivor,
    scope: 'all',
    topic: null,
    action: 'merge',
    method: null,
    source: 'WhatsApp',
    text_version: null,
    text_sha256: null,
    language: null,
    occurred_at: merge.at.getTime(),
    recorded_at: now.getTime(),
    meta_time: 1,
    proven: 1,
    word: null,
    evidence: JSON.stringify({ mergedContactId: merge.merged }),
    recorded_by: JSON.stringify(RECORDED_BY),
    external_id: null,
  });
  return id;
}

async function carry(
  tx: Tx,
  runtime: Runtime,
  { survivor, merged }: Merge,
  { scope, action, causeId, at }: CarriedOpposition,
  rows: readonly ConsentRow[],
): Promise<void> {
  const cause = rows.find((row) => row.id === causeId);
  if (!cause) return;
  const { method, word } = toConsentEvent(cause);
  await recordConsent(tx, runtime, {
    contactId: survivor,
    scope,
    action,
    method,
    source: cause.source ?? undefined,
    occurredAt: at,
    metaTime: false,
    proven: cause.proven === 1,
    word,
    evidence: { carries: causeId, mergedContactId: merged },
    recordedBy: RECORDED_BY,
  });
}

// Only what a person wrote can have been written without effect: the other contact knew of no STOP to take back.
async function reconsider(tx: Tx, runtime: Runtime, rows: readonly ConsentRow[]): Promise<void> {
  const optOuts = rows
    .filter(
      ({ action, method }) => action === 'withdraw' && (method === 'chat_word' || method === 'chat_button'),
    )
    .toSorted((earlier, later) => earlier.occurred_at - later.occurred_at || earlier.seq - later.seq);
  for (const row of optOuts) {
    const { messageId } = JSON.parse(row.evidence) as { readonly messageId?: string };
    const message = messageId === undefined ? undefined : await spokenMessageOf(tx, messageId);
    if (message) await reconsiderLaterWords(tx, runtime, message, row.scope as ConsentScope);
  }
}
