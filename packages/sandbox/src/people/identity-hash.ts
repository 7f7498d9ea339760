import type { Database } from '../state/database.ts';

const keyOf = (phone: string): string => `identity:${phone}`;

/** The hash of a person's identity as it was told last; nobody knows it before it changes for the first time. */
export function identityHashOf(db: Database, phone: string): string | undefined {
  return db.get<{ value: string }>('SELECT value FROM settings WHERE key = ?', keyOf(phone))?.value;
}

/** Part of a write. */
export function setIdentityHash(db: Database, phone: string, hash: string): void {
  db.run('INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)', keyOf(phone), hash);
}
