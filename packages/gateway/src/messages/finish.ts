import type { Decision } from '@parley/core/policy';
import { appendMessageEvent } from '../events/append.ts';
import { storeDecision } from '../policy/stored-decision.ts';
import { failWait } from '../reply-waits/settle-wait.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { giveBack } from './conversation-marks.ts';
import { type StoredError, storeError } from './message-error.ts';

/**
 * Ends a message that did not go: it failed or was cancelled, with the reason and, when the rules gave it, their
 * decision. What it had used up is given back, and the event is told.
 */
export async function finishUnsent(
  tx: Tx,
  runtime: Runtime,
  message: { readonly id: string; readonly conversation_id: string },
  end: {
    readonly status: 'failed' | 'cancelled';
    readonly error?: StoredError;
    readonly decision?: Decision;
  },
  at: Date,
): Promise<void> {
  await tx
    .updateTable('message')
    .set({
      status: end.status,
      error: end.error ? storeError(end.error) : null,
      ...(end.decision ? { decision: storeDecision(end.decision) } : {}),
      attempt_at: null,
      hold_until: null,
      unknown_at: null,
      updated_at: at.getTime(),
    })
    .where('id', '=', message.id)
    .execute();
  await giveBack(tx, message.id, message.conversation_id);
  await failWait(tx, runtime, message.id);
  await appendMessageEvent(tx, runtime, 'message.status', message.id, at);
}

/** The end that the rules give to a message that may not go any more. */
export function refusedEnd(decision: Decision): { readonly error: StoredError; readonly decision: Decision } {
  return { error: { source: 'policy', code: decision.code }, decision };
}
