import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import type { Written } from './incoming.ts';

/** What a row says of its content. */
export type Shelved = {
  readonly file: string;
  readonly file_key: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly stored_at: number;
};

/** To add up all files takes time where there are many; what comes within a minute fits into the room left free. */
const COUNTED_FOR_MS = 60_000;

const counted = new WeakMap<Runtime['vault'], { readonly at: number; readonly bytes: number }>();

/** About how many bytes the files have that are stored. */
export async function usedBytes(runtime: Runtime): Promise<number> {
  const now = runtime.now().getTime();
  const known = counted.get(runtime.vault);
  if (known && now - known.at < COUNTED_FOR_MS) return known.bytes;
  const bytes = await countBytes(runtime);
  counted.set(runtime.vault, { at: now, bytes });
  return bytes;
}

async function countBytes(runtime: Runtime): Promise<number> {
  const { total } = await runtime.store.read
    .selectFrom('media')
    .select((select) => select.fn.sum<number | null>('bytes').as('total'))
    .where('state', '=', 'stored')
    .executeTakeFirstOrThrow();
  return Number(total ?? 0);
}

/**
 * Puts a written file on the shelf and records it: `record` writes the row, and answers whether there still is one.
 * What is recorded is on the disk, and what is not leaves nothing there. A file whose content is there already is not
 * kept twice.
 */
export async function shelve(runtime: Runtime, written: Written, record: Record): Promise<boolean> {
  const { store, vault } = runtime;
  const twin = await findTwin(store.read, written.sha256);
  const isShared = twin !== undefined && (await recordTwin(runtime, written, twin, record));
  if (isShared) {
    await vault.discard(written);
    return true;
  }
  await vault.shelve(written);
  let isRecorded = false;
  try {
    isRecorded = await store.write((tx) => record(tx, shelvedAs(runtime, written, written)));
  } finally {
    if (!isRecorded) await vault.remove(written.name);
  }
  return isRecorded;
}

type Record = (tx: Tx, shelved: Shelved) => Promise<boolean>;
type Twin = { readonly name: string; readonly key: string };

// False as well when the other row is gone by now, and with it soon its file: whoever removes a file looks for rows
// after the removal of its own is committed.
async function recordTwin(runtime: Runtime, written: Written, twin: Twin, record: Record): Promise<boolean> {
  if (!(await runtime.vault.has(twin.name))) return false;
  return runtime.store.write(async (tx) => {
    if (!(await isUsed(tx, twin.name))) return false;
    return record(tx, shelvedAs(runtime, written, twin));
  });
}

function shelvedAs(runtime: Runtime, { bytes, sha256 }: Written, { name, key }: Twin): Shelved {
  return { file: name, file_key: key, bytes, sha256, stored_at: runtime.now().getTime() };
}

const marked = new WeakMap<Runtime['vault'], Set<string>>();

/** Notes that a row of this file is being removed; the file itself stays until its transaction is committed. */
export function markForRemoval(runtime: Runtime, name: string): void {
  const names = marked.get(runtime.vault) ?? new Set();
  marked.set(runtime.vault, names.add(name));
}

/** Removes the files that were marked, as far as no row has the same content; part of no transaction. */
export async function clearMarked(runtime: Runtime): Promise<void> {
  const names = marked.get(runtime.vault);
  if (!names?.size) return;
  for (const name of names) {
    await removeUnused(runtime, name);
    names.delete(name);
  }
}

/** Removes files that no row knows: what a crash between two steps has left. */
export async function sweepShelf(runtime: Runtime): Promise<void> {
  for await (const name of runtime.vault.oldNames()) await removeUnused(runtime, name);
}

async function removeUnused(runtime: Runtime, name: string): Promise<void> {
  if (!(await isUsed(runtime.store.read, name))) await runtime.vault.remove(name);
}

async function isUsed(tx: Tx, name: string): Promise<boolean> {
  const row = await tx.selectFrom('media').select('id').where('file', '=', name).limit(1).executeTakeFirst();
  return row !== undefined;
}

async function findTwin(tx: Tx, sha256: string): Promise<Twin | undefined> {
  const row = await tx
    .selectFrom('media')
    .select(['file', 'file_key'])
    .where('sha256', '=', sha256)
    .where('file', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  return row && row.file !== null && row.file_key !== null
    ? { name: row.file, key: row.file_key }
    : undefined;
}
