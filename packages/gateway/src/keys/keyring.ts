import { timingSafeEqual } from 'node:crypto';
import type { CallerKey } from '../http/handler.ts';
import type { Runtime } from '../runtime.ts';

/** Another replica may have revoked a key: what we remember of it is no older than this. */
const REMEMBER_MS = 1000;

/** When a key was used last is for people to look at; once a minute is exact enough. */
const USED_FLUSH_MS = 60_000;

/** A gateway has a handful of keys; more than this in memory would be an attack. */
const MAX_REMEMBERED = 1000;

/** Finds the key that a call came with. */
export type Keyring = {
  find(text: string): Promise<CallerKey | undefined>;
  /** Forgets what is remembered: a key was revoked or changed. */
  forget(): void;
  /** Writes down when keys were used last; stops doing so by itself. */
  close(): Promise<void>;
};

/** `startKey` is a key of this process's start alone; it may manage keys and is stored nowhere. */
export function createKeyring(runtime: Runtime, startKey?: string): Keyring {
  const remembered = new Map<string, { readonly key: CallerKey; readonly until: number }>();
  const used = new Map<string, number>();
  const flush = () => writeUsed(runtime, used);
  const timer = setInterval(() => {
    flush().catch((error: unknown) => runtime.log.warn({ err: error }, 'last use of keys not written'));
  }, USED_FLUSH_MS).unref();

  return {
    async find(text) {
      if (startKey !== undefined && isSame(text, startKey)) return startCaller;
      const hash = runtime.secrets.hash('api-key', text);
      const now = runtime.now().getTime();
      const known = remembered.get(hash);
      const key = known && known.until > now ? known.key : await load(runtime, hash);
      if (!key) return undefined;
      if (remembered.size >= MAX_REMEMBERED) remembered.clear();
      if (key !== known?.key) remembered.set(hash, { key, until: now + REMEMBER_MS });
      used.set(key.id, now);
      return key;
    },
    forget: () => remembered.clear(),
    async close() {
      clearInterval(timer);
      await flush();
    },
  };
}

const startCaller: CallerKey = {
  id: 'key_start',
  name: 'npm start',
  scopes: ['admin'],
  numbers: [],
  tool: null,
  sendsPerDay: null,
};

async function load(runtime: Runtime, hash: string): Promise<CallerKey | undefined> {
  const row = await runtime.store.read
    .selectFrom('api_key')
    .selectAll()
    .where('hash', '=', hash)
    .executeTakeFirst();
  return (
    row && {
      id: row.id,
      name: row.name,
      scopes: JSON.parse(row.scopes) as string[],
      numbers: JSON.parse(row.numbers) as string[],
      tool: row.tool,
      sendsPerDay: row.sends_per_day,
    }
  );
}

async function writeUsed(runtime: Runtime, used: Map<string, number>): Promise<void> {
  if (used.size === 0) return;
  const entries = [...used];
  used.clear();
  await runtime.store.write(async (tx) => {
    for (const [id, at] of entries)
      await tx.updateTable('api_key').set({ last_used_at: at }).where('id', '=', id).execute();
  });
}

function isSame(text: string, expected: string): boolean {
  const given = Buffer.from(text);
  const wanted = Buffer.from(expected);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
