import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Secrets } from '../secrets/secrets.ts';
import { HOUR_MS } from '../time-units.ts';
import { orFull, VaultFull } from './full.ts';
import { Incoming, type Written } from './incoming.ts';
import { newFileKey, readSealed } from './sealed-file.ts';

/** How much the vault may hold, and what it leaves of the disk. */
export type VaultLimits = { readonly totalBytes: number; readonly freeBytes: number };

/**
 * 50 GB are some hundred thousand pictures. A gigabyte stays free: on the same disk lies the database, and a file is
 * never worth a webhook that can't be stored.
 */
export const defaultVaultLimits: VaultLimits = { totalBytes: 50 * 1024 ** 3, freeBytes: 1024 ** 3 };

/** Files in the data dir, each sealed with a key of its own. */
export class Vault {
  readonly #dir: string;
  readonly #incoming: string;
  readonly #secrets: Secrets;
  readonly #limits: VaultLimits;

  constructor(dir: string, secrets: Secrets, limits: VaultLimits) {
    this.#dir = dir;
    this.#incoming = join(dir, 'incoming');
    this.#secrets = secrets;
    this.#limits = limits;
  }

  /** Makes the folders, and removes what an earlier run has left half written. */
  async prepare(): Promise<void> {
    await mkdir(this.#incoming, { recursive: true, mode: 0o700 });
    for (const name of await readdir(this.#incoming)) {
      const path = join(this.#incoming, name);
      if (await isOld(path)) await rm(path, { force: true });
    }
  }

  /** Takes in a file; `VaultFull` where there is no room for `expected` bytes beside the `used` ones. */
  async receive(expected: number, used: number): Promise<Incoming> {
    await this.#checkRoom(expected, used);
    const path = join(this.#incoming, randomUUID());
    const key = newFileKey();
    const handle = await orFull(open(path, 'wx', 0o600));
    return new Incoming(path, handle, key, this.#secrets);
  }

  /** Gives a written file its name. */
  async shelve({ path, name }: Written): Promise<void> {
    const folder = this.#folderOf(name);
    await orFull(mkdir(folder, { recursive: true, mode: 0o700 }));
    await orFull(rename(path, join(folder, name)));
    // A rename is on the disk once its folder is.
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  }

  async discard({ path }: Pick<Written, 'path'>): Promise<void> {
    await rm(path, { force: true });
  }

  /** The content from `start` up to and without `end`. */
  async *read(
    name: string,
    sealedKey: string,
    part: { readonly size: number; readonly start: number; readonly end: number },
  ): AsyncGenerator<Buffer> {
    const handle = await open(join(this.#folderOf(name), name), 'r');
    try {
      yield* readSealed(handle, Buffer.from(this.#secrets.open(sealedKey), 'base64'), part);
    } finally {
      await handle.close();
    }
  }

  async has(name: string): Promise<boolean> {
    return stat(join(this.#folderOf(name), name)).then(
      () => true,
      () => false,
    );
  }

  async remove(name: string): Promise<void> {
    await rm(join(this.#folderOf(name), name), { force: true });
  }

  /** The names of all files but the newest, whose rows may be on their way, folder by folder. */
  async *oldNames(): AsyncGenerator<string> {
    for (const folder of await readdir(this.#dir, { withFileTypes: true })) {
      if (!folder.isDirectory() || folder.name.length !== 2) continue;
      for (const name of await readdir(join(this.#dir, folder.name)))
        if (await isOld(join(this.#dir, folder.name, name))) yield name;
    }
  }

  async #checkRoom(expected: number, used: number): Promise<void> {
    if (used + expected > this.#limits.totalBytes) throw new VaultFull('The vault holds as much as it may.');
    const { bavail, bsize } = await statfs(this.#incoming);
    if (bavail * bsize - expected < this.#limits.freeBytes) throw new VaultFull('The disk is nearly full.');
  }

  #folderOf(name: string): string {
    return join(this.#dir, name.slice(0, 2));
  }
}

/** Another gateway on the same data may be writing what is younger. */
const OLD_MS = HOUR_MS;

async function isOld(path: string): Promise<boolean> {
  return stat(path).then(
    ({ mtimeMs }) => Date.now() - mtimeMs > OLD_MS,
    () => false,
  );
}
