import { randomInt } from 'node:crypto';
import type { BusinessNumber } from '../account/account.ts';
import { GraphError } from '../graph/graph-error.ts';
import type { Sandbox } from '../sandbox.ts';
import { HOUR_MS } from '../state/retention.ts';
import { saveNumberState, stateOfNumber } from './number-state.ts';

/** Meta does not say how many; a person who needs more than these has another problem. */
const CODES_PER_HOUR = 5;

const CODE_VALID_MS = 10 * 60 * 1000;

/** A code of six digits must not be found by trying. */
const WRONG_CODES_MAX = 5;

/** Meta's own words for the two failures, which come under these subcodes. */
const REQUEST_FAILED = { code: 136024, subcode: 2388091 } as const;
const VERIFY_FAILED = { code: 136025, subcode: 2388093 } as const;

/** Sends the code by SMS, or speaks it in a call; part of a write. */
export function requestCode(
  { db, now }: Sandbox,
  number: BusinessNumber,
  { method, language }: { method: 'SMS' | 'VOICE'; language: string },
): void {
  const state = stateOfNumber(db, number);
  const nowMs = now();
  if (state.verified) throw requestFailed('The number is verified already.');
  const recent = state.codeRequests.filter((at) => at > nowMs - HOUR_MS);
  if (recent.length >= CODES_PER_HOUR)
    throw requestFailed('You have requested too many codes; try again in an hour.');
  const digits = String(randomInt(0, 1_000_000)).padStart(6, '0');
  saveNumberState(db, number.id, {
    ...state,
    code: { digits, method, language, atMs: nowMs },
    wrongCodes: 0,
    codeRequests: [...recent, nowMs],
  });
}

/** Confirms the code. A wrong one is counted although the call fails: it answers the error to throw after the write. */
export function verifyCode(
  { db, now }: Sandbox,
  number: BusinessNumber,
  digits: string,
): GraphError | undefined {
  const state = stateOfNumber(db, number);
  const { code } = state;
  if (!code) return verifyFailed('No code was requested for this number.');
  if (now() - code.atMs > CODE_VALID_MS)
    return verifyFailed('The code is no longer valid; request a new one.');
  if (state.wrongCodes >= WRONG_CODES_MAX)
    return verifyFailed('You have entered too many wrong codes; request a new one.');
  if (code.digits !== digits) {
    saveNumberState(db, number.id, { ...state, wrongCodes: state.wrongCodes + 1 });
    return verifyFailed('The code you entered is not the one that was sent.');
  }
  const { code: _, ...rest } = state;
  saveNumberState(db, number.id, { ...rest, verified: true, wrongCodes: 0 });
  return undefined;
}

/** The code as whoever holds the phone hears or reads it; a landline gets no SMS. */
export function readableCode({ db }: Sandbox, number: BusinessNumber) {
  const { code } = stateOfNumber(db, number);
  return code && !(number.landline === true && code.method === 'SMS') ? code : undefined;
}

const requestFailed = (details: string): GraphError =>
  new GraphError(REQUEST_FAILED.code, {
    subcode: REQUEST_FAILED.subcode,
    details,
    userTitle: 'Could not send the code',
    userMessage: details,
  });

const verifyFailed = (details: string): GraphError =>
  new GraphError(VERIFY_FAILED.code, {
    subcode: VERIFY_FAILED.subcode,
    details,
    userTitle: 'Could not verify the code',
    userMessage: details,
  });
