import { type Decision, decide } from '@parley/core/policy';
import { finishUnsent, refusedEnd } from '../messages/finish.ts';
import { intentOf } from '../messages/intent.ts';
import { draftOf, type MessageRow } from '../messages/message-row.ts';
import { planSend } from '../messages/plan-send.ts';
import { loadFacts } from '../policy/load-facts.ts';
import type { Runtime } from '../runtime.ts';
import { statement, type Tx } from '../store/index.ts';
import { isHeld, isUnfinished } from './unfinished.ts';

const queueHeld = statement((db, { conversationId, now }: { conversationId: string; now: number }) =>
  db
    .updateTable('message')
    .set({ status: 'queued', hold_until: null, due_at: now, attempt_at: now, updated_at: now })
    .where(isUnfinished)
    .where('conversation_id', '=', conversationId)
    .where(isHeld),
);

const findHeld = statement((db, { conversationId }: { conversationId: string }) =>
  db
    .selectFrom('message')
    .select('id')
    .where(isUnfinished)
    .where('conversation_id', '=', conversationId)
    .where(isHeld),
);

/** The contact has written: what was held for the conversation joins the queue, where it is decided again. */
export async function releaseHeld(tx: Tx, conversationId: string, at: Date): Promise<void> {
  // Mostly nothing is held; to ask first costs a tenth of an update that changes nothing.
  if (!(await findHeld.first(tx, { conversationId }))) return;
  await queueHeld.change(tx, { conversationId, now: at.getTime() });
}

/** The contact has opted out: an opt-out never releases what is held, it cancels it. */
export async function cancelHeld(tx: Tx, runtime: Runtime, conversationId: string, at: Date): Promise<void> {
  const rows = await tx
    .selectFrom('message')
    .selectAll()
    .where(isUnfinished)
    .where('conversation_id', '=', conversationId)
    .where('status', '=', 'held')
    .execute();
  for (const row of rows) {
    const decision = await decideAsAdvertising(tx, runtime, row, at);
    await finishUnsent(tx, runtime, row, { status: 'cancelled', ...refusedEnd(decision) }, at);
  }
}

// The opt-out has opened the window itself, so that an answer would be allowed; what the words have to name is the
// opt-out, and that is what advertising is refused for.
async function decideAsAdvertising(tx: Tx, runtime: Runtime, row: MessageRow, at: Date): Promise<Decision> {
  const draft = draftOf(row);
  const facts = await loadFacts(tx, runtime, { ...draft, messageId: row.id, now: at });
  return decide({ ...intentOf(draft, facts), purpose: 'marketing' }, facts, at);
}

/** Gives up what was held for too long: nobody wrote, so it failed by the rule that the window is closed. */
export async function giveUpHeld(tx: Tx, runtime: Runtime): Promise<void> {
  const now = runtime.now();
  const rows = await tx
    .selectFrom('message')
    .selectAll()
    .where(isHeld)
    .where('hold_until', '<=', now.getTime())
    .execute();
  for (const row of rows) {
    const plan = await planSend(tx, runtime, draftOf(row), now);
    if (plan.outcome === 'refused')
      await finishUnsent(tx, runtime, row, { status: 'failed', ...refusedEnd(plan.decision) }, now);
    else await releaseHeld(tx, row.conversation_id, now);
  }
}
