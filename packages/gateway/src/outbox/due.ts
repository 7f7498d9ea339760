import { sql } from 'kysely';
import { statement, type Tx } from '../store/index.ts';
import { blocks, UNKNOWN_BLOCKS_MS } from './order.ts';
import { isUnderway, isUnfinishedB, isWaiting } from './unfinished.ts';

/** The next message of a conversation, and the number that it leaves from. */
export type Due = { readonly id: string; readonly conversationId: string; readonly numberId: string };

/** A number that may have something to send, with what Meta says of its pace. */
export type SendingNumber = {
  readonly id: string;
  readonly throughput: string | null;
  readonly onPhoneApp: boolean;
};

const listNumbers = statement((db) =>
  db.selectFrom('business_number').select(['id', 'throughput', 'on_phone_app']),
);

/** The numbers of the business; those that lost their token too, since what waits for them has to be told as failed. */
export async function sendingNumbers(tx: Tx): Promise<readonly SendingNumber[]> {
  const rows = await listNumbers.all(tx, {});
  return rows.map(({ id, throughput, on_phone_app }) => ({ id, throughput, onPhoneApp: on_phone_app === 1 }));
}

/** Those who wait for an answer go before those who are written to first. */
const LANES = [0, 1] as const;

/**
 * The heads of a number's conversations that may send now: due, first in the order of `sendAt` and acceptance, and
 * nothing of the same conversation on the wire or, for a while, of unknown outcome.
 */
export async function findDue(tx: Tx, numberId: string, now: number, limit: number): Promise<readonly Due[]> {
  const heads: Due[] = [];
  const dueHeads = dueHeadsUpTo(limit);
  for (const lane of LANES) {
    if (heads.length >= limit) break;
    const found = await dueHeads.all(tx, { numberId, lane, now, unknownSince: now - UNKNOWN_BLOCKS_MS });
    heads.push(...found.map((head) => ({ ...head, numberId })));
  }
  return heads.slice(0, limit);
}

/**
 * How many heads are asked for together: mostly a few, since a number's pace lets no more go, and looking at each of a
 * long queue takes time. Written into the query: SQLite plans a query anew each time when its limit is a parameter,
 * which takes longer than to run it.
 */
const LIMITS = [4, 32, 512] as const;

type Asked = { numberId: string; lane: number; now: number; unknownSince: number };

const dueHeads = LIMITS.map((limit) =>
  statement((db, given: Asked) => ({
    compile: () =>
      sql<Omit<Due, 'numberId'>>`
    select m.id as "id", m.conversation_id as "conversationId" from message m
    where m.number_id = ${given.numberId} and m.lane = ${given.lane}
      and m.status in ('scheduled', 'queued') and m.attempt_at <= ${given.now} and not exists (
      select 1 from message b
      where b.conversation_id = m.conversation_id
        and ${isUnfinishedB}
        and ${blocks(sql`m.due_at`, sql`m.seq`, given)})
    order by m.attempt_at, m.seq limit ${sql.lit(limit)}`.compile(db),
  })),
);

function dueHeadsUpTo(count: number) {
  const index = LIMITS.findIndex((limit) => limit >= count);
  const found = dueHeads[index === -1 ? LIMITS.length - 1 : index];
  if (!found) throw new Error('There is a statement for every limit.');
  return found;
}

const firstAttempt = statement((db, given: { numberId: string; lane: number; now: number }) =>
  db
    .selectFrom('message')
    .select((select) => select.fn.min('attempt_at').as('at'))
    .where('number_id', '=', given.numberId)
    .where('lane', '=', given.lane as 0 | 1)
    .where(isWaiting)
    .where('attempt_at', '>', given.now),
);

/** When something of a number will be due that is not yet; undefined when nothing waits for a moment. */
export async function nextAttempt(tx: Tx, numberId: string, now: number): Promise<number | undefined> {
  const moments: number[] = [];
  for (const lane of LANES) {
    const first = await firstAttempt.first(tx, { numberId, lane, now });
    if (first?.at) moments.push(Number(first.at));
  }
  return moments.length > 0 ? Math.min(...moments) : undefined;
}

const firstUnknown = statement((db, { since }: { since: number }) =>
  db
    .selectFrom('message')
    .select((select) => select.fn.min('unknown_at').as('at'))
    .where(isUnderway)
    .where('unknown_at', '>', since),
);

/** When the first of the messages of unknown outcome stops holding up those behind it. */
export async function nextUnblocked(tx: Tx, now: number): Promise<number | undefined> {
  const unknown = await firstUnknown.first(tx, { since: now - UNKNOWN_BLOCKS_MS });
  return unknown?.at ? Number(unknown.at) + UNKNOWN_BLOCKS_MS : undefined;
}
