import type { Database } from '../state/database.ts';

/**
 * How messages reach a person: as usual, not at all (not on WhatsApp, or with an app that is too old), or without
 * marketing for the moment, of which they got enough from all businesses together.
 */
export const REACHES = ['usual', 'undeliverable', 'marketing_capped'] as const;
export type Reach = (typeof REACHES)[number];

const keyOf = (phone: string): string => `reach:${phone}`;

export function reachOf(db: Database, phone: string): Reach {
  const row = db.get<{ value: string }>('SELECT value FROM settings WHERE key = ?', keyOf(phone));
  return row ? (JSON.parse(row.value) as Reach) : 'usual';
}

/** Part of a write. */
export function setReach(db: Database, phone: string, reach: Reach): void {
  db.run('INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)', keyOf(phone), JSON.stringify(reach));
}
