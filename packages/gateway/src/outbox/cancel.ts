import type { DecisionCode } from '@parley/core/policy';
import { finishUnsent, refusedEnd } from '../messages/finish.ts';
import { draftOf } from '../messages/message-row.ts';
import { planSend } from '../messages/plan-send.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';

// What consent decides on. A template that is paused just now, or a person who has the conversation, is no reason to
// give up what is planned for later.
const consentCodes: ReadonlySet<DecisionCode> = new Set<DecisionCode>([
  'NO_CONSENT',
  'NO_REQUEST',
  'UNPROVEN',
  'PENDING_CONFIRMATION',
  'WITHDRAWN',
  'OBJECTED',
  'STOP_ALL',
  'PROVIDER_STOP',
  'ON_HOLD',
  'SUPPRESSED',
]);

/**
 * Decides anew what waits for the contact after a withdrawal, objection or hold: what is now forbidden is cancelled.
 * Returns the ids of the messages that are on the wire already and cannot be called back.
 */
export async function cancelForbidden(
  tx: Tx,
  runtime: Runtime,
  contactId: string,
  at: Date,
  consentEventId: string,
): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('message')
    .selectAll()
    .where('contact_id', '=', contactId)
    .where('status', 'in', ['scheduled', 'held', 'queued', 'sending'])
    .orderBy('seq')
    .execute();
  for (const row of rows.filter(({ status }) => status !== 'sending')) {
    const plan = await planSend(tx, runtime, draftOf(row), at);
    if (plan.outcome !== 'refused' || !consentCodes.has(plan.decision.code)) continue;
    await finishUnsent(tx, runtime, row, { status: 'cancelled', ...refusedEnd(plan.decision) }, at);
    runtime.log.info({ message: row.id, consentEvent: consentEventId }, 'cancelled after a withdrawal');
  }
  return rows.filter(({ status }) => status === 'sending').map(({ id }) => id);
}
