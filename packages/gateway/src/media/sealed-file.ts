import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';

// A file is sealed in pieces of 64 KiB, each on its own with AES-256-GCM, so that neither a reader nor a writer holds
// more than one, and a part can be read from the middle. Each file has its own key, so a piece's nonce is its number;
// the last byte of it marks the end, so that a file that was cut short, or whose pieces were swapped, does not open.
const PIECE_BYTES = 64 * 1024;
const TAG_BYTES = 16;

/** A new key for one file. */
export function newFileKey(): Buffer {
  return randomBytes(32);
}

/** Writes one sealed file, piece by piece. */
export class SealedWriter {
  readonly #handle: FileHandle;
  readonly #key: Buffer;
  readonly #piece = Buffer.allocUnsafe(PIECE_BYTES);
  #filled = 0;
  #pieces = 0;

  constructor(handle: FileHandle, key: Buffer) {
    this.#handle = handle;
    this.#key = key;
  }

  async write(bytes: Uint8Array): Promise<void> {
    let rest = bytes;
    while (rest.byteLength > 0) {
      // Only now is it certain that the full piece is not the last one.
      if (this.#filled === PIECE_BYTES) await this.#seal(false);
      const taken = rest.subarray(0, PIECE_BYTES - this.#filled);
      this.#piece.set(taken, this.#filled);
      this.#filled += taken.byteLength;
      rest = rest.subarray(taken.byteLength);
    }
  }

  /** Seals the end; resolves once the file is on the disk. */
  async end(): Promise<void> {
    await this.#seal(true);
    await this.#handle.sync();
  }

  async #seal(isLast: boolean): Promise<void> {
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonceOf(this.#pieces, isLast));
    const sealed = cipher.update(this.#piece.subarray(0, this.#filled));
    cipher.final();
    await this.#handle.appendFile(Buffer.concat([sealed, cipher.getAuthTag()]));
    this.#pieces += 1;
    this.#filled = 0;
  }
}

/** The bytes from `start` up to and without `end` of a sealed file of `size` bytes; throws when it was tampered with. */
export async function* readSealed(
  handle: FileHandle,
  key: Buffer,
  { size, start, end }: { readonly size: number; readonly start: number; readonly end: number },
): AsyncGenerator<Buffer> {
  const last = Math.max(Math.ceil(size / PIECE_BYTES) - 1, 0);
  const buffer = Buffer.allocUnsafe(PIECE_BYTES + TAG_BYTES);
  for (let piece = Math.floor(start / PIECE_BYTES); piece * PIECE_BYTES < end; piece += 1) {
    const length = piece === last ? size - last * PIECE_BYTES : PIECE_BYTES;
    const place = piece * (PIECE_BYTES + TAG_BYTES);
    const { bytesRead } = await handle.read(buffer, 0, length + TAG_BYTES, place);
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(piece, piece === last));
    decipher.setAuthTag(buffer.subarray(length, length + TAG_BYTES));
    if (bytesRead !== length + TAG_BYTES) throw new Error('A stored file is shorter than it was.');
    const plain = decipher.update(buffer.subarray(0, length));
    // Nothing is given out before the piece is known to be as it was written.
    decipher.final();
    yield plain.subarray(Math.max(start - piece * PIECE_BYTES, 0), end - piece * PIECE_BYTES);
  }
}

function nonceOf(piece: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(piece, 4);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}
