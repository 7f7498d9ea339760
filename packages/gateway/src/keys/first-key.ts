import { scopes } from '@parley/core/gateway-api/schema';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { newKeyText } from './handlers.ts';

const FIRST = 'key_first';

/** Everything but attesting: that somebody vouches for consent must be a decision of its own. */
const firstScopes = scopes.filter((scope) => scope !== 'consent:attest');

/**
 * Sees to it that there is a first key: the environment's, which replaces an earlier one, or one that is made now.
 * Returns the text of a key that was made, which nobody can read again afterwards.
 */
export async function ensureFirstKey(tx: Tx, runtime: Runtime): Promise<string | undefined> {
  const wanted = runtime.settings.firstApiKey;
  if (wanted === undefined && (await hasAdmin(tx))) return undefined;
  const text = wanted ?? newKeyText();
  const hash = runtime.secrets.hash('api-key', text);
  const known = await tx.selectFrom('api_key').select('id').where('hash', '=', hash).executeTakeFirst();
  // The environment names a key that exists: the first one as it was, or one made by the API.
  if (known) return undefined;
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
  return wanted === undefined ? text : undefined;
}

async function hasAdmin(tx: Tx): Promise<boolean> {
  const rows = await tx.selectFrom('api_key').select('scopes').execute();
  return rows.some((row) => (JSON.parse(row.scopes) as string[]).includes('admin'));
}
