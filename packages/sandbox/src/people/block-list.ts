import type { Database } from '../state/database.ts';

/** Meta: a number can block 64,000 people. */
export const BLOCKED_MAX = 64_000;

export type Blocked = { phone: string };

export const isBlocked = (db: Database, numberId: string, phone: string): boolean =>
  db.get('SELECT 1 FROM blocked WHERE number_id = ? AND phone = ?', numberId, phone) !== undefined;

export const countBlocked = (db: Database, numberId: string): number =>
  db.get<{ count: number }>('SELECT count(*) AS count FROM blocked WHERE number_id = ?', numberId)?.count ??
  0;

/** Part of a write. */
export function block(db: Database, numberId: string, phone: string, atMs: number): void {
  db.run('INSERT OR IGNORE INTO blocked (number_id, phone, at_ms) VALUES (?, ?, ?)', numberId, phone, atMs);
}

/** Part of a write. */
export function unblock(db: Database, numberId: string, phone: string): void {
  db.run('DELETE FROM blocked WHERE number_id = ? AND phone = ?', numberId, phone);
}

/** Everybody the number has blocked, the newest first. */
export const listBlocked = (db: Database, numberId: string): Blocked[] =>
  db.all<Blocked>('SELECT phone FROM blocked WHERE number_id = ? ORDER BY at_ms DESC, phone', numberId);
