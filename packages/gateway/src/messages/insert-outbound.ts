import { statement, type Tx } from '../store/index.ts';
import type { MessageRow } from './message-row.ts';

/** A message of ours as it is accepted: its place among the others is given by the store. */
export type NewMessageRow = Omit<MessageRow, 'seq' | 'throttled'>;

// Every one of them, so that none is left to chance; the statement is written with stand-ins, which tell no names.
const columns: Readonly<Record<keyof NewMessageRow, true>> = {
  id: true,
  wamid: true,
  direction: true,
  number_id: true,
  conversation_id: true,
  contact_id: true,
  content: true,
  purpose: true,
  quote_id: true,
  quote_wamid: true,
  status: true,
  decision: true,
  sent_by: true,
  error: true,
  key_id: true,
  own: true,
  send_at: true,
  hold_until: true,
  if_window_closed: true,
  if_unknown: true,
  due_at: true,
  attempt_at: true,
  attempts: true,
  lane: true,
  category: true,
  sending_at: true,
  unknown_at: true,
  unknown_told: true,
  resend_of: true,
  edited_at: true,
  revoked_at: true,
  opt_out: true,
  raw: true,
  dated_ahead: true,
  created_at: true,
  updated_at: true,
};

const insert = statement((db, given: NewMessageRow) =>
  db
    .insertInto('message')
    .values(
      Object.fromEntries(
        Object.keys(columns).map((name) => [name, given[name as keyof NewMessageRow]]),
      ) as NewMessageRow,
    ),
);

/** Stores a message of ours that was accepted. */
export async function insertOutbound(tx: Tx, row: NewMessageRow): Promise<void> {
  await insert.change(tx, row);
}
