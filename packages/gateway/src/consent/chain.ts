import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '../store/index.ts';
import type { ConsentRow } from './standing.ts';

/** What the first entry of a ledger follows on. */
export const GENESIS = '0'.repeat(64);

const HEAD = 'consent_chain_head';

/** An entry without what only the chain can add. */
export type Unchained = Omit<ConsentRow, 'seq' | 'salt' | 'digest' | 'prev_hash' | 'hash'>;

/**
 * Appends an entry to the hash chain. Personal fields enter it as a salted digest: once value and salt are erased, the
 * digest says nothing about the person any more, and the chain can still be checked.
 */
export async function appendToChain(tx: Tx, entry: Unchained): Promise<string> {
  const salt = randomBytes(16).toString('hex');
  const digest = digestOf(entry, salt);
  const prev = await lockHead(tx);
  const hash = hashOf({ ...entry, digest, prev_hash: prev });
  await tx
    .insertInto('consent_event')
    .values({ ...entry, salt, digest, prev_hash: prev, hash })
    .execute();
  await tx
    .updateTable('setting')
    .set({ value: JSON.stringify(hash) })
    .where('key', '=', HEAD)
    .execute();
  return hash;
}

/** The hash of the newest entry; null in an empty ledger. */
export async function chainHead(tx: Tx): Promise<string | null> {
  const row = await tx.selectFrom('setting').select('value').where('key', '=', HEAD).executeTakeFirst();
  const head = row === undefined ? GENESIS : (JSON.parse(row.value) as string);
  return head === GENESIS ? null : head;
}

// Writing the row first makes a second writer wait for our commit, so that two entries never follow the same one.
async function lockHead(tx: Tx): Promise<string> {
  await tx
    .insertInto('setting')
    .values({ key: HEAD, value: JSON.stringify(GENESIS) })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: sql`setting.value` }))
    .execute();
  return (await chainHead(tx)) ?? GENESIS;
}

/** The salted digest of everything in an entry that may say who the person is. */
export function digestOf(entry: Pick<Unchained, PersonalField>, salt: string): string {
  const personal = [entry.source, entry.word, entry.evidence, entry.recorded_by, entry.external_id];
  return sha256(JSON.stringify([salt, ...personal]));
}

/** The hash that binds an entry to the one before it. */
export function hashOf(entry: Omit<ConsentRow, 'seq' | 'salt' | 'hash' | PersonalField>): string {
  return sha256(
    JSON.stringify([
      entry.prev_hash,
      entry.id,
      entry.contact_id,
      entry.scope,
      entry.topic,
      entry.action,
      entry.method,
      entry.text_version,
      entry.text_sha256,
      entry.language,
      entry.occurred_at,
      entry.recorded_at,
      entry.meta_time,
      entry.proven,
      entry.digest,
    ]),
  );
}

/** The fields that go when the person is erased. */
export type PersonalField = 'source' | 'word' | 'evidence' | 'recorded_by' | 'external_id';

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
