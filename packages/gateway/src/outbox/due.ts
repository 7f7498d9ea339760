import { sql } from 'kysely';
import { statement, type Tx } from '../store/index.ts';
import { isUnderway, isWaiting } from './unfinished.ts';

/** The message whose outcome is unknown holds up those behind it for this long: order matters, but not for ever. */
export const UNKNOWN_BLOCKS_MS = 30_000;

/** The next message of a conversation. */
export type Due = { readonly id: string; readonly conversationId: string };

/**
 * The heads of the conversations that may send now: due, first in the order of `sendAt` and acceptance, and nothing of
 * the same conversation on the wire or, for a while, of unknown outcome.
 */
export async function findDue(tx: Tx, now: number, limit: number): Promise<readonly Due[]> {
  const heads = await dueHeads.all(tx, { now, unknownSince: now - UNKNOWN_BLOCKS_MS });
  return heads.slice(0, limit);
}

/**
 * More than anybody asks for at once. Written into the query: SQLite plans a query anew each time when its limit is a
 * parameter, which takes longer than to run it.
 */
const MOST_HEADS = 128;

const dueHeads = statement((db, given: { now: number; unknownSince: number }) => ({
  compile: () =>
    sql<Due>`
    select m.id as "id", m.conversation_id as "conversationId" from message m
    where m.status in ('scheduled', 'queued') and m.attempt_at <= ${given.now} and not exists (
      select 1 from message b
      where b.conversation_id = m.conversation_id
        and b.status in ('scheduled', 'held', 'queued', 'sending', 'unknown')
        and ${blocks(sql`m.due_at`, sql`m.seq`, given)})
    order by m.attempt_at, m.seq limit ${sql.lit(MOST_HEADS)}`.compile(db),
}));

/** Whether this message may go before everything else of its conversation. */
export async function isHead(
  tx: Tx,
  message: { readonly conversation_id: string; readonly due_at: number | null; readonly seq: number },
  now: number,
): Promise<boolean> {
  const place = { conversationId: message.conversation_id, dueAt: message.due_at, seq: message.seq };
  const blocker = await findBlocker.first(tx, { ...place, now, unknownSince: now - UNKNOWN_BLOCKS_MS });
  return blocker === undefined;
}

type Place = { conversationId: string; dueAt: number | null; seq: number; now: number; unknownSince: number };

const findBlocker = statement((db, given: Place) => ({
  compile: () =>
    sql<{ one: number }>`
    select 1 as one from message b
    where b.conversation_id = ${given.conversationId}
      and b.status in ('scheduled', 'held', 'queued', 'sending', 'unknown')
      and ${blocks(sql`${given.dueAt}`, sql`${given.seq}`, given)}
    limit 1`.compile(db),
}));

// `b` stands in the way of a message with this place in the order. An unknown one that somebody has decided to send
// again has had its turn.
function blocks(
  dueAt: ReturnType<typeof sql>,
  seq: ReturnType<typeof sql>,
  { now, unknownSince }: { now: number; unknownSince: number },
) {
  return sql`(b.status = 'sending'
    or (b.status = 'unknown' and b.unknown_at > ${unknownSince}
      and not exists (select 1 from message r where r.resend_of = b.id))
    or (b.status in ('scheduled', 'queued') and b.due_at <= ${now}
      and (b.due_at < ${dueAt} or (b.due_at = ${dueAt} and b.seq < ${seq}))))`;
}

const firstAttempt = statement((db, { now }: { now: number }) =>
  db
    .selectFrom('message')
    .select((select) => select.fn.min('attempt_at').as('at'))
    .where(isWaiting)
    .where('attempt_at', '>', now),
);

const firstUnknown = statement((db, { since }: { since: number }) =>
  db
    .selectFrom('message')
    .select((select) => select.fn.min('unknown_at').as('at'))
    .where(isUnderway)
    .where('unknown_at', '>', since),
);

/** When the outbox has to look again by itself; undefined when only a commit can bring something new. */
export async function nextMoment(tx: Tx, now: number): Promise<number | undefined> {
  const attempt = await firstAttempt.first(tx, { now });
  const unknown = await firstUnknown.first(tx, { since: now - UNKNOWN_BLOCKS_MS });
  const moments = [
    ...(attempt?.at ? [Number(attempt.at)] : []),
    ...(unknown?.at ? [Number(unknown.at) + UNKNOWN_BLOCKS_MS] : []),
  ];
  return moments.length > 0 ? Math.min(...moments) : undefined;
}
