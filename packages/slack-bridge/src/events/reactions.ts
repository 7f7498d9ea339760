import type { Message } from '@parley/core/gateway-api';

/** The emoji names that show how far a message has come, and that a remark stayed inside. */
export type Reactions = {
  readonly queued: string;
  readonly sent: string;
  readonly delivered: string;
  readonly read: string;
  readonly failed: string;
  readonly unknown: string;
  readonly cancelled: string;
  readonly note: string;
};

/** Emoji that every Slack workspace has. */
export const DEFAULT_REACTIONS: Reactions = {
  queued: 'hourglass_flowing_sand',
  sent: 'white_check_mark',
  delivered: 'heavy_check_mark',
  read: 'eyes',
  failed: 'x',
  unknown: 'grey_question',
  cancelled: 'no_entry_sign',
  note: 'lock',
};

type Marks = { readonly add: readonly string[]; readonly remove: readonly string[] };

/**
 * The reactions of a status. They only accumulate (sent, then delivered, then read), so they never go backwards;
 * the hourglass and the question mark are the two that go again.
 */
export function marksFor(status: Message['status'], names: Reactions): Marks {
  const waiting = [names.queued, names.unknown];
  switch (status) {
    case 'scheduled':
    case 'held':
    case 'queued':
    case 'sending':
      return { add: [names.queued], remove: [] };
    case 'unknown':
      return { add: [names.unknown], remove: [names.queued] };
    case 'sent':
      return { add: [names.sent], remove: waiting };
    case 'delivered':
      return { add: [names.sent, names.delivered], remove: waiting };
    case 'read':
    case 'played':
      return { add: [names.sent, names.delivered, names.read], remove: waiting };
    case 'failed':
      return { add: [names.failed], remove: waiting };
    case 'cancelled':
      return { add: [names.cancelled], remove: waiting };
    case 'received':
      return { add: [], remove: [] };
  }
}

const rank: Readonly<Record<Message['status'], number>> = {
  received: 0,
  scheduled: 1,
  held: 1,
  queued: 1,
  sending: 1,
  unknown: 2,
  sent: 3,
  failed: 4,
  cancelled: 4,
  delivered: 5,
  read: 6,
  played: 7,
};

/** Whether a status comes after another one; events may repeat. */
export function isLater(status: Message['status'], than: Message['status'] | undefined): boolean {
  return than === undefined || rank[status] > rank[than];
}
