import type { Database } from './database.ts';

export const HOUR_MS = 60 * 60 * 1000;

/** Chats are kept as long as any rule of WhatsApp looks back, and a margin for messages that were dated back. */
const MESSAGES_KEPT_MS = 60 * 24 * HOUR_MS;

/** Messages kept at most; a load test would otherwise fill the disk. */
const MESSAGES_KEPT = 500_000;

/** Clears away what is past its time; part of a write. */
export function clearOld(db: Database, nowMs: number): void {
  db.run('DELETE FROM messages WHERE seq <= (SELECT max(seq) FROM messages) - ?', MESSAGES_KEPT);
  db.run("DELETE FROM messages WHERE at_ms < ? AND direction = 'out'", nowMs - MESSAGES_KEPT_MS);
  db.run('DELETE FROM media WHERE expires_ms < ?', nowMs);
}
