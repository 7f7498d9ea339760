import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import type { Written } from './vault.ts';

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
 * Puts a written file on the shelf and records it in one go: `record` writes the row, and answers whether there still
 * is one. What is recorded is on the disk, and what is not recorded leaves nothing there.
 */
export async function shelve(
  runtime: Runtime,
  written: Written,
  record: (tx: Tx, shelved: Shelved) => Promise<boolean>,
): Promise<boolean> {
  const { store, vault } = runtime;
  return vault.inTurn(async () => {
    const twin = await findTwin(store.read, written.name);
    const hasTwin = twin !== undefined && (await vault.has(written.name));
    if (!hasTwin) await vault.shelve(written);
    else await vault.discard(written);
    const shelved = {
      file: written.name,
      file_key: hasTwin ? twin : written.key,
      bytes: written.bytes,
      sha256: written.sha256,
      stored_at: runtime.now().getTime(),
    };
    let isRecorded = false;
    try {
      isRecorded = await store.write((tx) => record(tx, shelved));
    } finally {
      if (!isRecorded) await removeUnused(runtime, written.name);
    }
    return isRecorded;
  });
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
  await runtime.vault.inTurn(async () => {
    for (const name of names) {
      await removeUnused(runtime, name);
      names.delete(name);
    }
  });
}

/** Removes files that no row knows: what a crash between two steps has left. */
export async function sweepShelf(runtime: Runtime): Promise<void> {
  for await (const name of runtime.vault.names())
    await runtime.vault.inTurn(() => removeUnused(runtime, name));
}

async function removeUnused(runtime: Runtime, name: string): Promise<void> {
  if ((await findTwin(runtime.store.read, name)) === undefined) await runtime.vault.remove(name);
}

async function findTwin(tx: Tx, name: string): Promise<string | undefined> {
  const row = await tx.selectFrom('media').select('file_key').where('file', '=', name).executeTakeFirst();
  return row?.file_key ?? undefined;
}
