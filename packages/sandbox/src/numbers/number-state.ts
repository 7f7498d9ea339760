import type { BusinessNumber } from '../account/account.ts';
import type { Database } from '../state/database.ts';

/** A code that was sent to the number, or spoken in a call, and waits to be confirmed. */
export type SentCode = { digits: string; method: 'SMS' | 'VOICE'; language: string; atMs: number };

/** How far a number is on its way to the Cloud API. */
export type NumberState = {
  verified: boolean;
  registered: boolean;
  /** The PIN of the two-step verification; a number that came registered takes the first one it is given. */
  pin?: string;
  code?: SentCode;
  wrongCodes: number;
  /** When codes were requested, wrong PINs given, and the number was registered or deregistered. */
  codeRequests: number[];
  wrongPins: number[];
  registrations: number[];
  verifiedName?: string;
  newName?: string;
  newNameStatus?: 'PENDING_REVIEW' | 'APPROVED' | 'DECLINED';
};

const keyOf = (id: string): string => `number:${id}`;

const beginning = (isNew: boolean): NumberState => ({
  verified: !isNew,
  registered: !isNew,
  wrongCodes: 0,
  codeRequests: [],
  wrongPins: [],
  registrations: [],
});

/** The state of a number; without any it is as its account set it up. */
export function stateOfNumber(db: Database, number: BusinessNumber): NumberState {
  const row = db.get<{ value: string }>('SELECT value FROM settings WHERE key = ?', keyOf(number.id));
  return row ? (JSON.parse(row.value) as NumberState) : beginning(number.isNew === true);
}

/** Part of a write. */
export function saveNumberState(db: Database, id: string, state: NumberState): void {
  db.run('INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)', keyOf(id), JSON.stringify(state));
}

/** Puts a number back to where one stands that was just added to the account; part of a write. */
export function startOver(db: Database, id: string): NumberState {
  const state = beginning(true);
  saveNumberState(db, id, state);
  return state;
}
