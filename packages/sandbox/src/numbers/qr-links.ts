import type { Database } from '../state/database.ts';

/** A short link that opens a chat with a text already written. */
export type QrLink = { code: string; message: string };

export function saveQrLink(db: Database, numberId: string, { code, message }: QrLink): void {
  db.run(
    `INSERT INTO qr_links (code, number_id, message) VALUES (?, ?, ?)
     ON CONFLICT (code) DO UPDATE SET message = excluded.message`,
    code,
    numberId,
    message,
  );
}

export function findQrLink(db: Database, numberId: string, code: string): QrLink | undefined {
  return db.get<QrLink>(
    'SELECT code, message FROM qr_links WHERE number_id = ? AND code = ?',
    numberId,
    code,
  );
}

export function listQrLinks(db: Database, numberId: string): QrLink[] {
  return db.all<QrLink>('SELECT code, message FROM qr_links WHERE number_id = ? ORDER BY rowid', numberId);
}

export function deleteQrLink(db: Database, numberId: string, code: string): void {
  db.run('DELETE FROM qr_links WHERE number_id = ? AND code = ?', numberId, code);
}
