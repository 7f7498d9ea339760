import { createHash } from 'node:crypto';
import type { Database } from '../state/database.ts';
import type { Message } from './message.ts';

const HOUR_MS = 60 * 60 * 1000;

/** The business has to answer whoever came by an advertisement within this time. */
const ANSWER_MS = 24 * HOUR_MS;

/** From that answer on, everything is free for this long. */
const FREE_MS = 72 * HOUR_MS;

/** A free entry point: its conversation, and when it ends. */
export type FreeEntry = { readonly id: string; readonly endsMs: number };

/** The free entry point that a sent message falls into; undefined when there is none. */
export function freeEntryOf(db: Database, message: Message): FreeEntry | undefined {
  const entry = db.get<{ wamid: string; at_ms: number }>(
    `SELECT wamid, at_ms FROM messages WHERE number_id = ? AND phone = ? AND direction = 'in' AND at_ms <= ?
     AND view ->> 'byAd' ORDER BY at_ms DESC LIMIT 1`,
    message.numberId,
    message.phone,
    message.atMs,
  );
  if (!entry) return undefined;
  const first = db.get<{ at_ms: number | null }>(
    `SELECT min(at_ms) AS at_ms FROM messages WHERE number_id = ? AND phone = ? AND direction = 'out'
     AND at_ms >= ?`,
    message.numberId,
    message.phone,
    entry.at_ms,
  );
  const answeredMs = first?.at_ms ?? message.atMs;
  const endsMs = answeredMs + FREE_MS;
  if (answeredMs - entry.at_ms > ANSWER_MS || message.atMs >= endsMs) return undefined;
  return { id: createHash('sha256').update(entry.wamid).digest('hex').slice(0, 32), endsMs };
}
