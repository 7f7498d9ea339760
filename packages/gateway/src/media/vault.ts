import { createHash, type Hash, randomBytes, randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Secrets } from '../secrets/secrets.ts';
import { newFileKey, readSealed, SealedWriter } from './sealed-file.ts';

/** How much the vault may hold, and what it leaves of the disk. */
export type VaultLimits = { readonly totalBytes: number; readonly freeBytes: number };

/**
 * 50 GB are some hundred thousand pictures. A gigabyte stays free: on the same disk lies the database, and a file is
 * never worth a webhook that can't be stored.
 */
export const defaultVaultLimits: VaultLimits = { totalBytes: 50 * 1024 ** 3, freeBytes: 1024 ** 3 };

/** There is no room for a file now. */
export class VaultFull extends Error {}

/** A file that has been written and has no name yet. */
export type Written = {
  /** Its name in the vault, which says nothing of it. */
  readonly name: string;
  readonly key: string;
  readonly bytes: number;
  /** In base64. */
  readonly sha256: string;
  readonly path: string;
  /** What the content begins with, to tell what it is. */
  readonly head: Buffer;
};

/** No two files have the same name. */
const NAME_BYTES = 16;

/** Enough to tell the type of a file by. */
const HEAD_BYTES = 64;

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
const OLD_MS = 60 * 60 * 1000;

async function isOld(path: string): Promise<boolean> {
  return stat(path).then(
    ({ mtimeMs }) => Date.now() - mtimeMs > OLD_MS,
    () => false,
  );
}

/** A file on its way in. */
export class Incoming {
  readonly #path: string;
  readonly #handle: FileHandle;
  readonly #key: Buffer;
  readonly #secrets: Secrets;
  readonly #writer: SealedWriter;
  readonly #hash: Hash = createHash('sha256');
  #head = Buffer.alloc(0);
  #bytes = 0;
  #hasEnded = false;

  constructor(path: string, handle: FileHandle, key: Buffer, secrets: Secrets) {
    this.#path = path;
    this.#handle = handle;
    this.#key = key;
    this.#secrets = secrets;
    this.#writer = new SealedWriter(handle, key);
  }

  get bytes(): number {
    return this.#bytes;
  }

  async write(piece: Uint8Array): Promise<void> {
    this.#hash.update(piece);
    this.#bytes += piece.byteLength;
    if (this.#head.length < HEAD_BYTES)
      this.#head = Buffer.concat([this.#head, piece]).subarray(0, HEAD_BYTES);
    await orFull(this.#writer.write(piece));
  }

  async end(): Promise<Written> {
    await orFull(this.#writer.end());
    this.#hasEnded = true;
    await this.#handle.close();
    const digest = this.#hash.digest();
    return {
      name: randomBytes(NAME_BYTES).toString('hex'),
      key: this.#secrets.seal(this.#key.toString('base64')),
      bytes: this.#bytes,
      sha256: digest.toString('base64'),
      path: this.#path,
      head: this.#head,
    };
  }

  /** Gives up what has not come to its end; after `end` it does nothing. */
  async close(): Promise<void> {
    if (this.#hasEnded) return;
    await this.#handle.close().catch(() => undefined);
    await rm(this.#path, { force: true });
  }
}

// No space, over a quota, too large for the file system.
const fullCodes: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

async function orFull<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (cause) {
    const { code } = Object(cause) as { code?: unknown };
    throw fullCodes.has(code) ? new VaultFull('The disk is full.', { cause }) : cause;
  }
}
