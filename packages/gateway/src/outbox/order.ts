import { sql } from 'kysely';
import { statement, type Tx } from '../store/index.ts';
import { isUnfinishedB } from './unfinished.ts';

/** The message whose outcome is unknown holds up those behind it for this long: order matters, but not for ever. */
export const UNKNOWN_BLOCKS_MS = 30_000;

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
      and ${isUnfinishedB}
      and ${blocks(sql`${given.dueAt}`, sql`${given.seq}`, given)}
    limit 1`.compile(db),
}));

/**
 * `b` stands in the way of a message with this place in the order. An unknown one that somebody has decided to send
 * again has had its turn.
 */
export function blocks(
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
