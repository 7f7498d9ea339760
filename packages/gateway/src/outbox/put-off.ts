import { appendMessageEvent } from '../events/append.ts';
import { finishUnsent, refusedEnd } from '../messages/finish.ts';
import type { MessageRow } from '../messages/message-row.ts';
import type { Plan } from '../messages/plan-send.ts';
import { readStoredDecision, storeDecision } from '../policy/stored-decision.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { DAY_MS } from '../time-units.ts';

type Waiting = Extract<Plan, { outcome: 'wait' }>;

/** What still could not go a week after its time says nothing any more to the person it was meant for. */
export const GIVE_UP_MS = 7 * DAY_MS;

/** Thousands can wait for the places of a day: they are not all decided again for each one that comes free. */
const AGAIN_AFTER_MS = 5 * 60 * 1000;

/** A message whose turn it was must wait after all: for its person to write, for the pace, or until a limit allows it. */
export async function putOff(
  tx: Tx,
  runtime: Runtime,
  row: MessageRow,
  plan: Waiting,
  now: Date,
): Promise<void> {
  switch (plan.decision.code) {
    case 'HELD_UNTIL_REPLY':
      return hold(tx, runtime, row, plan, now);
    case 'PAIR_LIMIT':
      return keepPace(tx, row, plan);
    default:
      return postpone(tx, runtime, row, plan, now);
  }
}

// The window has closed while the message waited for its turn, and its sender wanted it held then.
async function hold(tx: Tx, runtime: Runtime, row: MessageRow, plan: Waiting, now: Date): Promise<void> {
  await tx
    .updateTable('message')
    .set({
      status: 'held',
      decision: storeDecision(plan.decision),
      hold_until: plan.until.getTime(),
      due_at: null,
      attempt_at: null,
      updated_at: now.getTime(),
    })
    .where('id', '=', row.id)
    .execute();
  await appendMessageEvent(tx, runtime, 'message.status', row.id, now);
}

// It keeps its place in the conversation, and those behind it wait with it: looking at them meanwhile would be in vain.
async function keepPace(tx: Tx, row: MessageRow, plan: Waiting): Promise<void> {
  const until = plan.until.getTime();
  await tx
    .updateTable('message')
    .set({ decision: storeDecision(plan.decision) })
    .where('id', '=', row.id)
    .execute();
  await tx
    .updateTable('message')
    .set({ attempt_at: until })
    .where('conversation_id', '=', row.conversation_id)
    .where('status', 'in', ['scheduled', 'queued'])
    .where('attempt_at', '<', until)
    .execute();
}

async function postpone(tx: Tx, runtime: Runtime, row: MessageRow, plan: Waiting, now: Date): Promise<void> {
  const until = nextLook(row, plan, now);
  if (until - (row.send_at ?? row.created_at) > GIVE_UP_MS)
    return finishUnsent(tx, runtime, row, { status: 'failed', ...refusedEnd(plan.decision) }, now);
  await tx
    .updateTable('message')
    .set({
      status: 'scheduled',
      decision: storeDecision(plan.decision),
      due_at: until,
      attempt_at: until,
      updated_at: now.getTime(),
    })
    .where('id', '=', row.id)
    .execute();
  await appendMessageEvent(tx, runtime, 'message.status', row.id, now);
}

function nextLook(row: MessageRow, { decision, until }: Waiting, now: Date): number {
  const before = row.decision === null ? undefined : readStoredDecision(row.decision);
  const isAgain = decision.code === 'NUMBER_LIMIT' && before?.code === 'NUMBER_LIMIT';
  return Math.max(until.getTime(), isAgain ? now.getTime() + AGAIN_AFTER_MS : 0);
}
