import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';

/** Rows in one commit: a webhook that arrives meanwhile waits for milliseconds. */
const BATCH = 500;

/** Messages that wait may be overtaken by the walk; more of them than this, and it waits for them. */
const MAX_SKIPPED = 5000;

/** What is left behind by the walk: how far it came, and what could not be done yet. */
type Position = { readonly seq: number; readonly skipped: readonly number[] };

type Walked = { readonly seq: number; readonly id: string; readonly status: string };

/** Where a retention walks, what ends it, and what it does with the rows it comes to. */
export type Walk = {
  /** The setting that remembers how far it came. */
  readonly key: string;
  /** What was accepted before this moment is due. */
  readonly before: Date;
  readonly change: (tx: Tx, seqs: readonly number[]) => Promise<void>;
};

const unfinished: ReadonlySet<string> = new Set(['scheduled', 'held', 'queued', 'sending', 'unknown']);

/**
 * Goes over the messages in the order of their acceptance, from where it ended the last time, and changes those that are
 * due; what still waits to be sent is left and looked at again. Returns how many were changed.
 */
export async function walkMessages(runtime: Runtime, walk: Walk): Promise<number> {
  let changed = 0;
  for (;;) {
    const step = await runtime.store.write((tx) => walkSome(tx, walk));
    changed += step.changed;
    if (step.isEnd) return changed;
    // SQLite answers at once: without a turn of the event loop everybody else would wait for the whole walk.
    await setImmediate();
  }
}

async function walkSome(
  tx: Tx,
  { key, before, change }: Walk,
): Promise<{ readonly changed: number; readonly isEnd: boolean }> {
  const position = await readPosition(tx, key);
  const waiting = await rowsOf(tx, position.skipped);
  const next = await tx
    .selectFrom('message')
    .select(['seq', 'id', 'status'])
    .where('seq', '>', position.seq)
    .orderBy('seq')
    .limit(position.skipped.length < MAX_SKIPPED ? BATCH : 0)
    .execute();
  const end = next.findIndex(({ id }) => acceptedAt(id) >= before.getTime());
  const due = end === -1 ? next : next.slice(0, end);
  const looked = [...waiting, ...due];
  const seqs = looked.filter(({ status }) => !unfinished.has(status)).map(({ seq }) => seq);
  const skipped = looked.filter(({ status }) => unfinished.has(status)).map(({ seq }) => seq);
  if (seqs.length > 0) await change(tx, seqs);
  if (seqs.length > 0 || due.length > 0)
    await writePosition(tx, key, { seq: due.at(-1)?.seq ?? position.seq, skipped });
  return { changed: seqs.length, isEnd: due.length < BATCH };
}

// An id begins with the milliseconds of its making, which grow with `seq`; WhatsApp's own times do not.
function acceptedAt(id: string): number {
  return Number.parseInt(id.slice(id.indexOf('_') + 1).slice(0, 12), 16);
}

async function rowsOf(tx: Tx, seqs: readonly number[]): Promise<Walked[]> {
  if (seqs.length === 0) return [];
  return tx.selectFrom('message').select(['seq', 'id', 'status']).where('seq', 'in', seqs).execute();
}

async function readPosition(tx: Tx, key: string): Promise<Position> {
  const row = await tx.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst();
  return row === undefined ? { seq: 0, skipped: [] } : (JSON.parse(row.value) as Position);
}

async function writePosition(tx: Tx, key: string, position: Position): Promise<void> {
  await tx
    .insertInto('setting')
    .values({ key, value: JSON.stringify(position) })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: sql`excluded.value` }))
    .execute();
}
