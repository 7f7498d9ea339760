import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ParleyError } from '@parley/core';
import { databasePath } from '../store/database-path.ts';
import type { Store, Tx } from '../store/index.ts';
import type { Secrets } from './secrets.ts';

const CHECK = 'secret_key_check';

/** The file of a key that nobody chose; better kept elsewhere, which is what PARLEY_SECRET_KEY is for. */
const KEY_FILE = 'secret.key';

/** Reads the key file of the data dir, or makes it at the first start, readable for its owner alone. */
export function ensureSecretKey(dataDir: string): string {
  const path = join(dataDir, KEY_FILE);
  if (existsSync(path)) return readKeyFile(path);
  // A new key would open nothing of what is there.
  if (existsSync(databasePath(dataDir)))
    throw new ParleyError(
      'SECRET_KEY_MISMATCH',
      `There are data in ${dataDir}, but not their key. Set PARLEY_SECRET_KEY to the key they were written with, or put ${KEY_FILE} back.`,
    );
  const key = randomBytes(32).toString('hex');
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    writeFileSync(path, `${key}\n`, { mode: 0o600, flag: 'wx' });
  } catch (cause) {
    // Two first starts at once: the other one was faster.
    if (existsSync(path)) return readKeyFile(path);
    throw new ParleyError(
      'STORE_FAILED',
      `The data cannot be kept in ${dataDir}: check PARLEY_DATA_DIR and its permissions.`,
      { cause },
    );
  }
  return key;
}

function readKeyFile(path: string): string {
  const key = readFileSync(path, 'utf8').trim();
  if (key.length >= 32) return key;
  throw new ParleyError(
    'SECRET_KEY_MISMATCH',
    `${path} does not hold a key of at least 32 characters; put the right file back.`,
  );
}

/** Whether the data were written with this key; undefined where no start has left the mark yet. */
export async function fitsSecretKey(tx: Tx, secrets: Secrets): Promise<boolean | undefined> {
  const row = await tx.selectFrom('setting').select('value').where('key', '=', CHECK).executeTakeFirst();
  if (!row) return undefined;
  try {
    secrets.open(JSON.parse(row.value) as string);
    return true;
  } catch (error) {
    if (error instanceof ParleyError && error.code === 'SECRET_KEY_MISMATCH') return false;
    throw error;
  }
}

/** The key file of the data dir, where there is one; makes none. */
export function findSecretKey(dataDir: string): string | undefined {
  const path = join(dataDir, KEY_FILE);
  return existsSync(path) ? readKeyFile(path) : undefined;
}

/** Refuses to go on with a key that the data were not written with; the first start leaves the mark to check by. */
export async function checkSecretKey(store: Store, secrets: Secrets): Promise<void> {
  // In one transaction: two gateways may start on the same data at once.
  const fits = await store.write(async (tx) => {
    const known = await fitsSecretKey(tx, secrets);
    if (known !== undefined) return known;
    const value = JSON.stringify(secrets.seal('parley'));
    await tx.insertInto('setting').values({ key: CHECK, value }).execute();
    return true;
  });
  if (!fits)
    throw new ParleyError(
      'SECRET_KEY_MISMATCH',
      'PARLEY_SECRET_KEY is not the key that the data were written with. Set it to that key; nothing was changed.',
    );
}
