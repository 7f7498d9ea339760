import { type ConsentEvent, type ConsentStanding, consentStanding } from '@parley/core/consent';
import type { Selectable } from 'kysely';
import type { Tables, Tx } from '../store/index.ts';

export type ConsentRow = Selectable<Tables['consent_event']>;

/** Where the contact stands with every purpose; `asKnownAt` leaves out what was recorded later. */
export async function standingOf(
  tx: Tx,
  contactId: string,
  now: Date,
  asKnownAt?: Date,
): Promise<ConsentStanding> {
  const rows = await consentRows(tx, contactId, asKnownAt);
  return consentStanding(rows.map(toConsentEvent), now);
}

/** The contact's ledger entries in the order in which they were recorded. */
export async function consentRows(tx: Tx, contactId: string, asKnownAt?: Date): Promise<ConsentRow[]> {
  let query = tx.selectFrom('consent_event').selectAll().where('contact_id', '=', contactId).orderBy('seq');
  if (asKnownAt) query = query.where('recorded_at', '<=', asKnownAt.getTime());
  return query.execute();
}

/** A stored entry as the rules read it. */
export function toConsentEvent(row: ConsentRow): ConsentEvent {
  return {
    id: row.id,
    scope: row.scope as ConsentEvent['scope'],
    action: row.action as ConsentEvent['action'],
    ...(row.method === null ? {} : { method: row.method as NonNullable<ConsentEvent['method']> }),
    ...(row.text_version === null ? {} : { textVersion: row.text_version }),
    occurredAt: new Date(row.occurred_at),
    recordedAt: new Date(row.recorded_at),
    metaTime: row.meta_time === 1,
    proven: row.proven === 1,
    ...(row.word === null ? {} : { word: row.word }),
  };
}
