import { type ConsentEvent, type ConsentStanding, consentStanding } from '@parley/core/consent';
import type { Selectable } from 'kysely';
import { statement, type Tables, type Tx } from '../store/index.ts';

export type ConsentRow = Selectable<Tables['consent_event']>;

// Entries never change hands: those of a contact that was merged are read from when it was.
const listEntries = statement((db, { contactId, before }: { contactId: string; before: number }) =>
  db
    .selectFrom('consent_event')
    .selectAll()
    .where((where) =>
      where.or([
        where('contact_id', '=', contactId),
        where('contact_id', 'in', (merged) =>
          merged
            .selectFrom('contact')
            .select('id')
            .where('merged_into', '=', contactId)
            .where('merged_at', '<=', before),
        ),
      ]),
    )
    .where('recorded_at', '<=', before)
    .orderBy('seq'),
);

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
export async function consentRows(
  tx: Tx,
  contactId: string,
  asKnownAt?: Date,
): Promise<readonly ConsentRow[]> {
  return listEntries.all(tx, { contactId, before: asKnownAt?.getTime() ?? Number.MAX_SAFE_INTEGER });
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
