import { CLOSING_SOON_MS, windowAt } from '@parley/core/window';
import { appendConversationEvent } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';
import { statement, type Tx } from '../store/index.ts';
import type { ConversationRow } from './open.ts';

/** Something the contact did towards the number; `message` is absent for a call. */
export type ContactAct = {
  /** Meta's time. */
  readonly at: Date;
  readonly message?: { readonly id: string; readonly wamid: string };
};

type Noted = Pick<
  ConversationRow,
  | 'state'
  | 'last_inbound_at'
  | 'last_inbound_message_id'
  | 'case_reply_at'
  | 'case_reply_message_id'
  | 'last_message_at'
  | 'unanswered'
  | 'window_told'
  | 'window_closes_at'
  | 'window_look_at'
>;

type Changed = Noted & { readonly id: string };

// Columns that are in an index are set only when they change: SQLite would write the index's pages all the same.
const update = statement((db, given: Changed) =>
  db.updateTable('conversation').set(unindexed(given)).where('id', '=', given.id),
);

const updateAndMove = statement((db, given: Changed) =>
  db
    .updateTable('conversation')
    .set({ ...unindexed(given), last_message_at: given.last_message_at })
    .where('id', '=', given.id),
);

const planLook = statement((db, { id, lookAt }: { id: string; lookAt: number | null }) =>
  db.updateTable('conversation').set({ window_look_at: lookAt }).where('id', '=', id),
);

// Named one by one: the statement is written with stand-ins, which have no fields of their own to be copied.
function unindexed(given: Noted) {
  return {
    state: given.state,
    last_inbound_at: given.last_inbound_at,
    last_inbound_message_id: given.last_inbound_message_id,
    case_reply_at: given.case_reply_at,
    case_reply_message_id: given.case_reply_message_id,
    unanswered: given.unanswered,
    window_told: given.window_told,
    window_closes_at: given.window_closes_at,
  };
}

const findWamid = statement((db, { id }: { id: string }) =>
  db.selectFrom('message').select('wamid').where('id', '=', id),
);

/**
 * The contact wrote or called: the window counts from the latest of Meta's times, whatever the order of arrival, and
 * a resolved conversation is open again. Returns the row as it is now, and whether the window went from closed to open;
 * `tellWindowOpened` says so in the event log.
 */
export async function noteContactAct(
  tx: Tx,
  runtime: Runtime,
  row: ConversationRow,
  act: ContactAct,
): Promise<{ readonly row: ConversationRow; readonly isOpen: boolean; readonly hasOpened: boolean }> {
  const now = runtime.now();
  const previous = row.last_inbound_at;
  const wasOpen = previous !== null && windowAt(new Date(previous), now).open;
  const isLatest = await isLater(tx, row, act);
  const lastInboundAt = Math.max(previous ?? 0, act.at.getTime());
  const window = windowAt(new Date(lastInboundAt), now);
  const isMessage = act.message !== undefined;
  const updated: ConversationRow = {
    ...row,
    state: 'open',
    last_inbound_at: lastInboundAt,
    // A new message ends the silence: its case may be answered by a template once more.
    ...(act.message !== undefined && isLatest
      ? { last_inbound_message_id: act.message.id, case_reply_at: null, case_reply_message_id: null }
      : {}),
    ...(isMessage
      ? {
          last_message_at: Math.max(row.last_message_at ?? 0, act.at.getTime()),
          unanswered: (await waitsForAnswer(tx, row, act.at)) ? 1 : 0,
        }
      : {}),
    ...(window.open && window.closesAt ? watched(row, window.closesAt.getTime()) : {}),
  };
  const isMoved = updated.last_message_at !== row.last_message_at;
  await (isMoved ? updateAndMove : update).change(tx, updated);
  if (updated.window_look_at !== row.window_look_at)
    await planLook.change(tx, { id: row.id, lookAt: updated.window_look_at });
  return { row: updated, isOpen: window.open, hasOpened: window.open && !wasOpen };
}

// A look that is planned stays: it comes before there is anything to tell, and finds the new end then.
function watched(row: ConversationRow, closesAt: number) {
  const isPlanned = row.window_told === 'opened' && row.window_look_at !== null;
  return {
    window_told: 'opened' as const,
    window_closes_at: closesAt,
    window_look_at: isPlanned ? row.window_look_at : closesAt - CLOSING_SOON_MS,
  };
}

/** Tells that the window has opened, after the message that opened it. */
export async function tellWindowOpened(tx: Tx, runtime: Runtime, conversationId: string): Promise<void> {
  await appendConversationEvent(tx, runtime, 'window.opened', conversationId, runtime.now());
}

/** A message that never went is no answer, and neither is one that still waits. */
const NOT_SENT = ['scheduled', 'held', 'failed', 'cancelled'] as const;

/** Meta's times have whole seconds: an answer within the second of the question can't be told to be later. */
const SECOND_MS = 1000;

/**
 * Whether the contact waits for an answer after an own message at `at`: not when an answer of a later second is there
 * already, because the webhooks came in another order.
 */
async function waitsForAnswer(tx: Tx, row: ConversationRow, at: Date): Promise<boolean> {
  const nextSecond = secondOf(at) + SECOND_MS;
  if (row.unanswered === 1 || row.last_message_at === null || row.last_message_at < nextSecond) return true;
  return !(await hasAnswerAfter(tx, row.id, at));
}

/** Whether the business has answered in a later second than `at`. */
export async function hasAnswerAfter(tx: Tx, conversationId: string, at: Date): Promise<boolean> {
  const answer = await tx
    .selectFrom('message')
    .select('id')
    .where('conversation_id', '=', conversationId)
    .where('direction', '=', 'outbound')
    .where('created_at', '>=', secondOf(at) + SECOND_MS)
    .where('status', 'not in', NOT_SENT)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return answer !== undefined;
}

/** The business answered at `at` by another way than our outbox; older than the contact's last message, it is none. */
export async function noteAnswer(tx: Tx, row: ConversationRow, at: Date): Promise<void> {
  const isAnswered = row.last_inbound_at === null || row.last_inbound_at < secondOf(at);
  await tx
    .updateTable('conversation')
    .set({
      last_message_at: Math.max(row.last_message_at ?? 0, at.getTime()),
      ...(isAnswered ? { unanswered: 0 as const } : {}),
    })
    .where('id', '=', row.id)
    .execute();
}

function secondOf(at: Date): number {
  return Math.floor(at.getTime() / SECOND_MS) * SECOND_MS;
}

// Two messages of the same second: the greater wamid counts as the later one, so that any order of arrival agrees.
async function isLater(tx: Tx, row: ConversationRow, act: ContactAct): Promise<boolean> {
  const previous = row.last_inbound_at;
  if (previous === null || row.last_inbound_message_id === null) return true;
  if (act.at.getTime() !== previous || act.message === undefined) return act.at.getTime() > previous;
  const last = await findWamid.first(tx, { id: row.last_inbound_message_id });
  return act.message.wamid > (last?.wamid ?? '');
}
