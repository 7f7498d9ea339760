import { createHash, createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import type { Sandbox } from '../sandbox.ts';
import type { Database } from '../state/database.ts';

/** An uploaded file stays 30 days, one that a customer sent 7. */
export const UPLOAD_KEPT_MS = 30 * 24 * 60 * 60 * 1000;
export const INBOUND_KEPT_MS = 7 * 24 * 60 * 60 * 1000;

/** The address of a file works this long; afterwards a new one has to be asked for. */
const URL_KEPT_MS = 5 * 60 * 1000;

export type Media = {
  id: string;
  mimeType: string;
  sha256: Buffer;
  filename: string | null;
  size: number;
  expiresMs: number;
};

type MediaRow = {
  id: string;
  mime_type: string;
  sha256: Uint8Array;
  filename: string | null;
  size: number;
  expires_ms: number;
};

/** Stores a file; part of a write. */
export function storeMedia(
  db: Database,
  file: { bytes: Uint8Array; mimeType: string; filename?: string | undefined; expiresMs: number },
): Media {
  // Fifteen digits, as Meta's own ids have.
  const id = String(randomInt(100_000_000_000_000, 281_000_000_000_000)).padStart(15, '1');
  const sha256 = createHash('sha256').update(file.bytes).digest();
  const { bytes, mimeType, filename = null, expiresMs } = file;
  db.run(
    'INSERT INTO media (id, mime_type, sha256, filename, bytes, expires_ms) VALUES (?, ?, ?, ?, ?, ?)',
    id,
    mimeType,
    sha256,
    filename,
    bytes,
    expiresMs,
  );
  return { id, mimeType, sha256, filename, size: bytes.length, expiresMs };
}

/** The file with this id, as long as it is kept. */
export function findMedia({ db, now }: Pick<Sandbox, 'db' | 'now'>, id: string): Media | undefined {
  const row = db.get<MediaRow>(
    'SELECT id, mime_type, sha256, filename, length(bytes) AS size, expires_ms FROM media WHERE id = ? AND expires_ms > ?',
    id,
    now(),
  );
  if (!row) return undefined;
  return {
    id: row.id,
    mimeType: row.mime_type,
    sha256: Buffer.from(row.sha256),
    filename: row.filename,
    size: row.size,
    expiresMs: row.expires_ms,
  };
}

export const bytesOfMedia = (db: Database, id: string): Buffer => {
  const row = db.get<{ bytes: Uint8Array }>('SELECT bytes FROM media WHERE id = ?', id);
  return Buffer.from(row?.bytes ?? []);
};

const sign = (sandbox: Sandbox, id: string, untilSeconds: string): string =>
  createHmac('sha256', sandbox.account.appSecret).update(`media ${id} ${untilSeconds}`).digest('base64url');

/** A new address of the file, good for five minutes and with the access token only. */
export function addressOf(sandbox: Sandbox, id: string): string {
  const until = String(Math.floor((sandbox.now() + URL_KEPT_MS) / 1000));
  const query = new URLSearchParams({ mid: id, ext: until, hash: sign(sandbox, id, until) });
  return `${sandbox.origin()}/whatsapp_business/attachments/?${query}`;
}

/** Whether the address was made here and is still good. */
export function isGoodAddress(
  sandbox: Sandbox,
  query: { mid?: string; ext?: string; hash?: string },
): boolean {
  const { mid = '', ext = '', hash = '' } = query;
  const expected = Buffer.from(sign(sandbox, mid, ext));
  const given = Buffer.from(hash);
  const same = expected.length === given.length && timingSafeEqual(expected, given);
  return same && Number(ext) * 1000 > sandbox.now();
}
