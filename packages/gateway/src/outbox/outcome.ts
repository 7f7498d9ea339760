import { type SendOutcome, throttleOf } from '@parley/core/cloud-api';
import type { DeliveryStatus } from '@parley/core/message';
import { noteEntryAnswer } from '../conversations/free-entry.ts';
import { appendMessageEvent } from '../events/append.ts';
import { finishUnsent } from '../messages/finish.ts';
import { type StoredError, storeError } from '../messages/message-error.ts';
import type { MessageRow } from '../messages/message-row.ts';
import type { Runtime } from '../runtime.ts';
import { statement, type Tx } from '../store/index.ts';
import { afterNotSent, afterThrottling, GIVE_UP_NOT_SENT_MS } from './backoff.ts';
import type { Claim } from './claim.ts';
import { heedRefusal } from './heed-refusal.ts';
import { notePairLimit } from './pair.ts';
import { learnWamid, settleByStatus } from './settle.ts';

type Call = Pick<Claim, 'messageId' | 'attempt'>;

const findMessage = statement((db, { id }: { id: string }) =>
  db.selectFrom('message').selectAll().where('id', '=', id),
);

const markSent = statement((db, { id, now }: { id: string; now: number }) =>
  db
    .updateTable('message')
    .set({ status: 'sent', error: null, attempt_at: null, updated_at: now })
    .where('id', '=', id),
);

const listEarly = statement((db, { wamid }: { wamid: string }) =>
  db.selectFrom('external_status').selectAll().where('wamid', '=', wamid).orderBy('at'),
);

/**
 * Takes in how a call ended. When a status has settled the message meanwhile, the late answer changes nothing: it may
 * only add the id that Meta gave.
 */
export async function recordOutcome(
  tx: Tx,
  runtime: Runtime,
  call: Call,
  outcome: SendOutcome,
): Promise<void> {
  const row = await findMessage.first(tx, { id: call.messageId });
  if (!row) return;
  const isOpen = row.status === 'sending' && row.attempts === call.attempt;
  if (!isOpen) {
    if (outcome.kind === 'accepted' && row.wamid === null)
      await learnWamid(tx, runtime, row.id, outcome.wamid);
    return;
  }
  const now = runtime.now();
  switch (outcome.kind) {
    case 'accepted':
      return accept(tx, runtime, row, outcome.wamid, now);
    case 'rejected':
      return reject(tx, runtime, row, outcome.error, now);
    case 'not_sent':
      return retryUnsent(tx, runtime, row, now);
    case 'unknown':
      return markUnknown(tx, runtime, row, outcome.cause.code, now);
  }
}

async function accept(tx: Tx, runtime: Runtime, row: MessageRow, wamid: string, now: Date): Promise<void> {
  await markSent.change(tx, { id: row.id, now: now.getTime() });
  await learnWamid(tx, runtime, row.id, wamid);
  await noteEntryAnswer(tx, row.conversation_id, now);
  await appendMessageEvent(tx, runtime, 'message.status', row.id, now);
  await applyEarlyStatuses(tx, runtime, row.id, wamid);
}

/** Applies the statuses that overtook the news of a wamid: without callback data nobody knew whose they were. */
export async function applyEarlyStatuses(
  tx: Tx,
  runtime: Runtime,
  messageId: string,
  wamid: string,
): Promise<void> {
  const early = await listEarly.all(tx, { wamid });
  if (early.length === 0) return;
  for (const { status, at, error } of early)
    await settleByStatus(tx, runtime, {
      messageId,
      wamid,
      status: status as DeliveryStatus,
      at: new Date(at),
      ...(error === null ? {} : { error: JSON.parse(error) }),
    });
  await tx.deleteFrom('external_status').where('wamid', '=', wamid).execute();
}

async function reject(
  tx: Tx,
  runtime: Runtime,
  row: MessageRow,
  error: Extract<SendOutcome, { kind: 'rejected' }>['error'],
  now: Date,
): Promise<void> {
  const throttled = row.throttled + 1;
  const throttle = throttleOf(error.code);
  if (throttle === 'pair_rate') await notePairLimit(tx, row.conversation_id, now);
  const waitMs = throttle && afterThrottling(throttle, throttled);
  if (waitMs !== undefined) return queueAgain(tx, row, now.getTime() + waitMs, { throttled });
  const details = error.details ?? error.title;
  const stored: StoredError = {
    source: 'meta',
    code: String(error.code),
    ...(details === undefined ? {} : { details }),
  };
  await finishUnsent(tx, runtime, row, { status: 'failed', error: stored }, now);
  await heedRefusal(tx, runtime, row, error, { at: now, metaTime: false });
}

async function retryUnsent(tx: Tx, runtime: Runtime, row: MessageRow, now: Date): Promise<void> {
  const next = now.getTime() + afterNotSent(row.attempts);
  if (next - (row.due_at ?? row.created_at) <= GIVE_UP_NOT_SENT_MS) return queueAgain(tx, row, next);
  const error: StoredError = { source: 'gateway', code: 'NOT_REACHED' };
  await finishUnsent(tx, runtime, row, { status: 'failed', error }, now);
}

// Back to the queue, where it is decided again before the next try.
async function queueAgain(
  tx: Tx,
  row: MessageRow,
  attemptAt: number,
  change: { readonly throttled?: number } = {},
): Promise<void> {
  await tx
    .updateTable('message')
    .set({ status: 'queued', attempt_at: attemptAt, ...change })
    .where('id', '=', row.id)
    .execute();
}

/** Nobody knows whether the message went out: it is not sent again by itself, and is told as unknown. */
export async function markUnknown(
  tx: Tx,
  runtime: Runtime,
  row: Pick<MessageRow, 'id'>,
  cause: string,
  now: Date,
): Promise<void> {
  const error: StoredError = { source: 'gateway', code: 'OUTCOME_UNKNOWN', details: cause };
  await tx
    .updateTable('message')
    .set({
      status: 'unknown',
      error: storeError(error),
      attempt_at: null,
      unknown_at: now.getTime(),
      updated_at: now.getTime(),
    })
    .where('id', '=', row.id)
    .execute();
  await appendMessageEvent(tx, runtime, 'message.status', row.id, now);
}
