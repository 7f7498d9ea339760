import { createHash, type Hash, randomBytes } from 'node:crypto';
import { type FileHandle, rm } from 'node:fs/promises';
import type { Secrets } from '../secrets/secrets.ts';
import { orFull } from './full.ts';
import { SealedWriter } from './sealed-file.ts';

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
