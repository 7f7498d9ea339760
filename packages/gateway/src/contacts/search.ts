import { isUserId, readPhoneNumber } from '@parley/core/contact';
import { sql } from 'kysely';
import { invalidField } from '../http/api-problem.ts';
import type { Tx } from '../store/index.ts';
import { findContact } from './find.ts';

export type ContactSearch = {
  readonly identity?: string | undefined;
  readonly search?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/** The ids of the contacts that match, oldest first, and where the next page begins. */
export async function searchContacts(
  tx: Tx,
  { identity, search, cursor, limit }: ContactSearch,
): Promise<{ ids: readonly string[]; cursor: string | null }> {
  if (identity !== undefined) {
    const id = await byIdentity(tx, identity);
    return { ids: id === undefined ? [] : [id], cursor: null };
  }
  let query = tx
    .selectFrom('contact')
    .select('id')
    .where('erased_at', 'is', null)
    .where('merged_into', 'is', null)
    .orderBy('id')
    .limit(limit + 1);
  if (cursor !== undefined) query = query.where('id', '>', cursor);
  if (search !== undefined) query = query.where(containing('name', search));
  const rows = await query.execute();
  const ids = rows.slice(0, limit).map((row) => row.id);
  return { ids, cursor: rows.length > limit ? (ids.at(-1) ?? null) : null };
}

async function byIdentity(tx: Tx, identity: string): Promise<string | undefined> {
  if (isUserId(identity)) return findContact(tx, { userId: identity });
  const read = readPhoneNumber(identity);
  if (read.ok) return findContact(tx, { phone: read.number.e164 });
  if (/^[+\d\s]/.test(identity))
    throw invalidField('identity', {
      en: 'is not a phone number; write it with + and the country code, such as +4915112345678',
      de: 'ist keine Telefonnummer; schreiben Sie sie mit + und Ländervorwahl, etwa +4915112345678',
    });
  const row = await tx
    .selectFrom('identity')
    .select('contact_id')
    .where('kind', '=', 'username')
    .where('value', '=', identity)
    .executeTakeFirst();
  return row?.contact_id;
}

function containing(column: 'name', part: string) {
  const pattern = `%${part.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`;
  return sql<boolean>`lower(${sql.ref(column)}) like ${pattern} escape '\\'`;
}
