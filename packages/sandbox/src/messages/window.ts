import type { Database } from '../state/database.ts';

/** Meta closes the customer service window this long after the customer's last message to the number. */
const WINDOW_MS = 24 * 60 * 60 * 1000;

/** When the customer last wrote to this number, by the time on the message itself. */
export function lastInboundMs(db: Database, numberId: string, phone: string): number | undefined {
  const row = db.get<{ last: number | null }>(
    "SELECT max(at_ms) AS last FROM messages WHERE number_id = ? AND phone = ? AND direction = 'in'",
    numberId,
    phone,
  );
  return row?.last ?? undefined;
}

/** Whether free-form messages from this number reach the customer now. */
export function isWindowOpen(db: Database, numberId: string, phone: string, nowMs: number): boolean {
  const last = lastInboundMs(db, numberId, phone);
  return last !== undefined && nowMs - last < WINDOW_MS;
}
