import { scopes } from '@parley/core/gateway-api/schema';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { newKeyText } from './handlers.ts';

const FIRST = 'key_first';

/** Everything but attesting: that somebody vouches for consent must be a decision of its own. */
const firstScopes = scopes.filter((scope) => scope !== 'consent:attest');

/** Stores the first key as the environment names it, in place of an earlier one. */
export async function setFirstKey(tx: Tx, runtime: Runtime): Promise<void> {
  const wanted = runtime.settings.firstApiKey;
  if (wanted === undefined) return;
  const hash = runtime.secrets.hash('api-key', wanted);
  const known = await tx.selectFrom('api_key').select('id').where('hash', '=', hash).executeTakeFirst();
  // The environment names a key that exists: the first one as it was, or one made by the API.
  if (!known) await write(tx, runtime, hash);
}

/** Makes the first key where no key may manage others, and returns its text, which nobody can read again afterwards. */
export async function makeFirstKey(tx: Tx, runtime: Runtime): Promise<string | undefined> {
  if (await hasAdmin(tx)) return undefined;
  const text = newKeyText();
  await write(tx, runtime, runtime.secrets.hash('api-key', text));
  return text;
}

async function write(tx: Tx, runtime: Runtime, hash: string): Promise<void> {
  const row = {
    id: FIRST,
    name: 'first key',
    hash,
    scopes: JSON.stringify(firstScopes),
    numbers: '[]',
    tool: null,
    sends_per_day: null,
    created_at: runtime.now().getTime(),
    last_used_at: null,
  };
  await tx
    .insertInto('api_key')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}

async function hasAdmin(tx: Tx): Promise<boolean> {
  const rows = await tx.selectFrom('api_key').select('scopes').execute();
  return rows.some((row) => (JSON.parse(row.scopes) as string[]).includes('admin'));
}
