import { sql } from 'kysely';
import type { Tx } from '../store/index.ts';
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
  const { rows } = await sql<Due>`
    select m.id as "id", m.conversation_id as "conversationId" from message m
    where m.status in ('scheduled', 'queued') and m.attempt_at <= ${now} and not exists (
      select 1 from message b
      where b.conversation_id = m.conversation_id
        and b.status in ('scheduled', 'held', 'queued', 'sending', 'unknown')
        and ${blocks(sql`m.due_at`, sql`m.seq`, now)})
    order by m.attempt_at, m.seq limit ${limit}`.execute(tx);
  return rows;
}

/** Whether this message may go before everything else of its conversation. */
export async function isHead(
  tx: Tx,
  message: { readonly conversation_id: string; readonly due_at: number | null; readonly seq: number },
  now: number,
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from message b
    where b.conversation_id = ${message.conversation_id}
      and b.status in ('scheduled', 'held', 'queued', 'sending', 'unknown')
      and ${blocks(sql`${message.due_at}`, sql`${message.seq}`, now)}
    limit 1`.execute(tx);
  return rows.length === 0;
}

// `b` stands in the way of a message with this place in the order. An unknown one that somebody has decided to send
// again has had its turn.
function blocks(dueAt: ReturnType<typeof sql>, seq: ReturnType<typeof sql>, now: number) {
  return sql`(b.status = 'sending'
    or (b.status = 'unknown' and b.unknown_at > ${now - UNKNOWN_BLOCKS_MS}
      and not exists (select 1 from message r where r.resend_of = b.id))
    or (b.status in ('scheduled', 'queued') and b.due_at <= ${now}
      and (b.due_at < ${dueAt} or (b.due_at = ${dueAt} and b.seq < ${seq}))))`;
}

/** When the outbox has to look again by itself; undefined when only a commit can bring something new. */
export async function nextMoment(tx: Tx, now: number): Promise<number | undefined> {
  const attempt = await tx
    .selectFrom('message')
    .select((select) => select.fn.min('attempt_at').as('at'))
    .where(isWaiting)
    .where('attempt_at', '>', now)
    .executeTakeFirst();
  const unknown = await tx
    .selectFrom('message')
    .select((select) => select.fn.min('unknown_at').as('at'))
    .where(isUnderway)
    .where('unknown_at', '>', now - UNKNOWN_BLOCKS_MS)
    .executeTakeFirst();
  const moments = [
    ...(attempt?.at ? [Number(attempt.at)] : []),
    ...(unknown?.at ? [Number(unknown.at) + UNKNOWN_BLOCKS_MS] : []),
  ];
  return moments.length > 0 ? Math.min(...moments) : undefined;
}
