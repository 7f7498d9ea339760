import type { MetaError } from '@parley/core/cloud-api';
import { type DeliveryStatus, type MessageStatus, nextStatus } from '@parley/core/message';
import { appendMessageEvent } from '../events/append.ts';
import { giveBack } from '../messages/conversation-marks.ts';
import { type StoredError, storeError } from '../messages/message-error.ts';
import type { MessageRow } from '../messages/message-row.ts';
import { answerWaitEarlier, failWait } from '../reply-waits/settle-wait.ts';
import type { Runtime } from '../runtime.ts';
import { statement, type Tables, type Tx } from '../store/index.ts';
import { heedRefusal } from './heed-refusal.ts';

export type ReportedStatus = {
  /** Our own id, from the status's callback data. */
  readonly messageId?: string;
  readonly wamid: string;
  readonly status: DeliveryStatus;
  /** Meta's time. */
  readonly at: Date;
  readonly error?: MetaError;
};

const findOursById = statement((db, { id }: { id: string }) =>
  db.selectFrom('message').selectAll().where('id', '=', id).where('direction', '=', 'outbound'),
);

const findOursByWamid = statement((db, { wamid }: { wamid: string }) =>
  db.selectFrom('message').selectAll().where('wamid', '=', wamid).where('direction', '=', 'outbound'),
);

const keepReport = statement((db, given: Tables['message_status']) =>
  db
    .insertInto('message_status')
    .values({
      message_id: given.message_id,
      status: given.status,
      at: given.at,
      error: given.error,
      recorded_at: given.recorded_at,
    })
    .onConflict((conflict) => conflict.doNothing()),
);

type Settled = ReturnType<typeof settled>;

const settle = statement((db, given: Settled & { id: string }) =>
  db
    .updateTable('message')
    .set({
      status: given.status,
      error: given.error,
      attempt_at: given.attempt_at,
      hold_until: given.hold_until,
      unknown_at: given.unknown_at,
      updated_at: given.updated_at,
    })
    .where('id', '=', given.id),
);

function settled(status: MessageStatus, error: string | null, now: Date) {
  return {
    status,
    error,
    attempt_at: null,
    hold_until: null,
    unknown_at: null,
    updated_at: now.getTime(),
  };
}

/**
 * Takes in what Meta reports of a message of ours: keeps the status, computes the current one, frees the conversation,
 * tells `message.status`, and records Meta's opt-out (131050). Returns false when no message of ours is meant: then it
 * belongs into `external_status`, where the outbox finds it once the wamid is known.
 */
export async function settleByStatus(tx: Tx, runtime: Runtime, report: ReportedStatus): Promise<boolean> {
  const row = await reportedMessage(tx, report);
  if (!row) return false;
  const now = runtime.now();
  if (!(await keepStatus(tx, row.id, report, now))) return true;
  const current = row.status as MessageStatus;
  const next = nextStatus(current, report.status);
  const isFailed = next === 'failed' && report.status === 'failed';
  const known = next === 'failed' ? row.error : null;
  const error = isFailed ? storeError(metaError(report)) : known;
  await settle.change(tx, { id: row.id, ...settled(next, error, now) });
  if (row.wamid === null) await learnWamid(tx, runtime, row.id, report.wamid);
  if (isFailed) {
    await giveBack(tx, row.id, row.conversation_id);
    await failWait(tx, runtime, row.id);
  }
  if (report.error) await heedRefusal(tx, runtime, row, report.error, { at: report.at, metaTime: true });
  // A `failed` after `delivered` changes nothing, but people have to see the contradiction.
  if (next !== current || report.status === 'failed') {
    // One that has just learned its wamid is read again.
    const told = row.wamid === null ? row.id : { ...row, ...settled(next, error, now) };
    await appendMessageEvent(tx, runtime, 'message.status', told, now);
  }
  return true;
}

/** The message of ours that a report means, by our own id or by Meta's. */
export async function reportedMessage(
  tx: Tx,
  { messageId, wamid }: Pick<ReportedStatus, 'messageId' | 'wamid'>,
): Promise<MessageRow | undefined> {
  const byId = messageId === undefined ? undefined : await findOursById.first(tx, { id: messageId });
  return byId ?? findOursByWamid.first(tx, { wamid });
}

// False when this very report is kept already.
async function keepStatus(tx: Tx, messageId: string, report: ReportedStatus, now: Date): Promise<boolean> {
  const kept = await keepReport.change(tx, {
    message_id: messageId,
    status: report.status,
    at: report.at.getTime(),
    error: report.status === 'failed' ? storeError(metaError(report)) : null,
    recorded_at: now.getTime(),
  });
  return kept > 0;
}

const findByWamid = statement((db, { wamid }: { wamid: string }) =>
  db.selectFrom('message').select('id').where('wamid', '=', wamid),
);

const setWamid = statement((db, { id, wamid }: { id: string; wamid: string }) =>
  db.updateTable('message').set({ wamid }).where('id', '=', id),
);

const findErasure = statement((db, { messageId }: { messageId: string }) =>
  db
    .selectFrom('message')
    .innerJoin('contact', 'contact.id', 'message.contact_id')
    .select('contact.erased_at')
    .where('message.id', '=', messageId),
);

/**
 * Remembers the wamid of a message of ours; one that another row has already is left there, and a message to somebody
 * who was erased meanwhile gets none: the phone number is inside.
 */
export async function learnWamid(tx: Tx, runtime: Runtime, messageId: string, wamid: string): Promise<void> {
  if (await isErased(tx, messageId)) return;
  const owner = await findByWamid.first(tx, { wamid });
  if (owner && owner.id !== messageId) {
    runtime.log.warn({ message: messageId, other: owner.id }, 'two messages were given the same WhatsApp id');
    return;
  }
  await setWamid.change(tx, { id: messageId, wamid });
  await answerWaitEarlier(tx, runtime, messageId, wamid);
}

async function isErased(tx: Tx, messageId: string): Promise<boolean> {
  return (await findErasure.first(tx, { messageId }))?.erased_at != null;
}

// Meta always states a code with a failure; should it not, the failure still has to be told.
const NO_CODE = 0;

function metaError({ error }: ReportedStatus): StoredError {
  const details = error?.details ?? error?.title;
  return {
    source: 'meta',
    code: String(error?.code ?? NO_CODE),
    ...(details === undefined ? {} : { details }),
  };
}
