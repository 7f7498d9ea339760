import type { BusinessNumber } from '../account/account.ts';
import type { Sandbox } from '../sandbox.ts';
import { enqueueWebhook } from '../webhooks/outbox.ts';
import { accountEnvelope } from '../webhooks/payloads.ts';
import { saveNumberState, stateOfNumber } from './number-state.ts';

/** Takes another display name for review; the old one stays in force meanwhile. Part of a write. */
export function requestName({ db }: Sandbox, number: BusinessNumber, name: string): void {
  const state = stateOfNumber(db, number);
  saveNumberState(db, number.id, { ...state, newName: name, newNameStatus: 'PENDING_REVIEW' });
}

/** Decides on the name that was asked for, and tells it; false when none waits. Part of a write. */
export function reviewName(
  sandbox: Sandbox,
  number: BusinessNumber,
  decision: 'approve' | 'reject',
): boolean {
  const { db, account, now } = sandbox;
  const state = stateOfNumber(db, number);
  if (state.newName === undefined || state.newNameStatus !== 'PENDING_REVIEW') return false;
  const isApproved = decision === 'approve';
  saveNumberState(db, number.id, { ...state, newNameStatus: isApproved ? 'APPROVED' : 'DECLINED' });
  const value = {
    display_phone_number: number.display,
    decision: isApproved ? 'APPROVED' : 'REJECTED',
    requested_verified_name: state.newName,
    rejection_reason: isApproved ? null : 'NAME_EMPLOYEE_LIMIT_EXCEEDED',
  };
  const envelope = accountEnvelope(account.businessAccountId, 'phone_number_name_update', value, now());
  enqueueWebhook(sandbox, 'account', envelope);
  return true;
}
