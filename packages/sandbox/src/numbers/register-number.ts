import type { BusinessNumber } from '../account/account.ts';
import { GraphError } from '../graph/graph-error.ts';
import type { Sandbox } from '../sandbox.ts';
import { HOUR_MS } from '../state/retention.ts';
import { type NumberState, saveNumberState, stateOfNumber } from './number-state.ts';

/** Meta, registration: 10 registrations and deregistrations of a number in 72 hours (133016). */
const REGISTRATIONS_MAX = 10;
const REGISTRATIONS_REACH_MS = 72 * HOUR_MS;

/** Meta does not say how many; after these within an hour it takes no PIN (133008). */
const WRONG_PINS_MAX = 5;

/** Wrong PINs that follow each other faster than a person types are guesses (133009). */
const GUESSED_WITHIN_MS = 1_000;

/** Meta: wait 5 minutes after a deregistration (133015). */
const AFTER_DEREGISTRATION_MS = 5 * 60 * 1000;

/** Registers a verified number. What a failed try changes is kept: it answers the error to throw after the write. */
export function registerNumber(
  { db, now }: Sandbox,
  number: BusinessNumber,
  pin: string,
): GraphError | undefined {
  const nowMs = now();
  const state = pruned(stateOfNumber(db, number), nowMs);
  if (!state.verified)
    return new GraphError(133006, {
      details: 'The number must be verified with a code before it is registered.',
    });
  if (state.registrations.length >= REGISTRATIONS_MAX) return tooOften();
  const left = state.registrations.at(-1);
  if (!state.registered && left !== undefined && nowMs - left < AFTER_DEREGISTRATION_MS)
    return new GraphError(133015, { details: 'The number was just deregistered; wait 5 minutes.' });
  if (state.pin !== undefined && state.pin !== pin) return wrongPin(db, number.id, state, nowMs);
  const { newName, newNameStatus, ...kept } = state;
  // A name that was approved is in force once the number is registered again.
  const isRenamed = newNameStatus === 'APPROVED' && newName !== undefined;
  saveNumberState(db, number.id, {
    ...(isRenamed ? { ...kept, verifiedName: newName } : state),
    registered: true,
    pin,
    wrongPins: [],
    registrations: [...state.registrations, nowMs],
  });
  return undefined;
}

/** Takes a number off the Cloud API; its verification stays. Part of a write. */
export function deregisterNumber({ db, now }: Sandbox, number: BusinessNumber): void {
  const nowMs = now();
  const state = pruned(stateOfNumber(db, number), nowMs);
  if (!state.registered) throw new GraphError(133010, { details: 'The number is not registered.' });
  if (state.registrations.length >= REGISTRATIONS_MAX) throw tooOften();
  saveNumberState(db, number.id, {
    ...state,
    registered: false,
    registrations: [...state.registrations, nowMs],
  });
}

/** Sets the PIN of the two-step verification; part of a write. */
export function setPin({ db }: Sandbox, number: BusinessNumber, pin: string): void {
  saveNumberState(db, number.id, { ...stateOfNumber(db, number), pin });
}

function wrongPin(db: Sandbox['db'], id: string, state: NumberState, nowMs: number): GraphError {
  if (state.wrongPins.length >= WRONG_PINS_MAX)
    return new GraphError(133008, { details: 'Too many wrong PINs; try again in an hour.' });
  const last = state.wrongPins.at(-1);
  saveNumberState(db, id, { ...state, wrongPins: [...state.wrongPins, nowMs] });
  if (last !== undefined && nowMs - last < GUESSED_WITHIN_MS)
    return new GraphError(133009, { details: 'The PIN was tried too fast; wait, then try again.' });
  return new GraphError(133005, { details: 'The PIN is not that of the two-step verification.' });
}

const tooOften = (): GraphError =>
  new GraphError(133016, {
    details: `The number was registered or deregistered ${REGISTRATIONS_MAX} times in 72 hours.`,
  });

const pruned = (state: NumberState, nowMs: number): NumberState => ({
  ...state,
  wrongPins: state.wrongPins.filter((at) => at > nowMs - HOUR_MS),
  registrations: state.registrations.filter((at) => at > nowMs - REGISTRATIONS_REACH_MS),
});
