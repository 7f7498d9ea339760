import { sql } from 'kysely';
import { lookWhileWoken } from '../rounds/look-while-woken.ts';
import type { Runtime } from '../runtime.ts';
import { statement } from '../store/index.ts';
import { type Fetched, fetchFile } from './fetch-file.ts';
import { isOverAfter, mediaPauseAfter } from './retry.ts';
import { shelve, sweepShelf } from './shelf.ts';
import { tellMedia } from './tell.ts';
import { untilStopped } from './until-stopped.ts';
import type { MediaRow } from './view.ts';
import type { MediaProblem } from './words.ts';

/** Files fetched at a time: enough that a long film holds up no picture, few enough for one line. */
const MAX_FETCHES = 4;

/** What failed for a reason of our own is tried again. */
const RETRY_MS = 1000;

// The condition of the partial index, word for word: with a parameter in its place no index would be used.
const isPending = sql<boolean>`state = 'pending'`;

const listDue = statement((db, { now }: { now: number }) =>
  db
    .selectFrom('media')
    .selectAll()
    .where(isPending)
    .where('next_attempt_at', '<=', now)
    .orderBy('next_attempt_at')
    .limit(sql.lit(MAX_FETCHES * 2)),
);

const findNext = statement((db, { now }: { now: number }) =>
  db
    .selectFrom('media')
    .select((select) => select.fn.min('next_attempt_at').as('at'))
    .where(isPending)
    .where('next_attempt_at', '>', now),
);

/** `stop` cuts off what is on its way: it is fetched after the next start. */
export type MediaFetcher = { stop(): Promise<void> };

/** Fetches the files of customers' messages, each apart from its message, until it is stored or cannot be had. */
export function startMediaFetcher(runtime: Runtime): MediaFetcher {
  const underWay = new Map<string, Promise<void>>();
  const lookout = lookWhileWoken(runtime, look, 'files to fetch could not be looked up; tried again');
  const { stopping } = lookout;

  async function look(): Promise<number> {
    const now = runtime.now().getTime();
    const due = await listDue.all(runtime.store.read, { now });
    for (const row of due) {
      if (underWay.size >= MAX_FETCHES) break;
      if (!underWay.has(row.id)) start(row);
    }
    const next = await findNext.first(runtime.store.read, { now });
    return next?.at == null ? Number.POSITIVE_INFINITY : Number(next.at) - now;
  }

  function start(row: MediaRow): void {
    const done = fetchOne(runtime, row, stopping)
      .catch(async (err: unknown) => {
        runtime.log.error({ err }, 'a file could not be fetched or recorded; it is tried again');
        await new Promise((resolve) => setTimeout(resolve, stopping.aborted ? 0 : RETRY_MS));
      })
      .finally(() => {
        underWay.delete(row.id);
        lookout.wake();
      });
    underWay.set(row.id, done);
  }

  const stopListening = runtime.store.onCommit(lookout.wake);
  const swept = sweepShelf(runtime).catch((err: unknown) =>
    runtime.log.error({ err }, 'left-over files could not be looked for'),
  );
  lookout.wake();
  return {
    async stop() {
      stopListening();
      await lookout.stop();
      await swept;
      await Promise.all(underWay.values());
    },
  };
}

async function fetchOne(runtime: Runtime, row: MediaRow, stopping: AbortSignal): Promise<void> {
  if ((row.expires_at ?? 0) <= runtime.now().getTime()) return end(runtime, row, 'EXPIRED');
  const fetched = await fetchFile(untilStopped(runtime, stopping), row);
  // Cut off by the stop: it is nobody's failure.
  if (stopping.aborted && fetched.outcome !== 'written') return;
  switch (fetched.outcome) {
    case 'written':
      return store(runtime, row, fetched);
    case 'again':
      return isOverAfter(fetched.problem, row.attempts + 1)
        ? end(runtime, row, fetched.problem)
        : tryLater(runtime, row, fetched.problem);
    case 'never':
      return end(runtime, row, fetched.problem);
  }
}

async function store(
  runtime: Runtime,
  row: MediaRow,
  { file, mimeType }: Extract<Fetched, { outcome: 'written' }>,
): Promise<void> {
  await shelve(runtime, file, async (tx, shelved) => {
    const stored = await tx
      .updateTable('media')
      .set({
        ...shelved,
        mime_type: row.mime_type ?? mimeType ?? null,
        state: 'stored',
        problem: null,
        next_attempt_at: null,
      })
      .where('id', '=', row.id)
      .where('state', '=', 'pending')
      .returningAll()
      .executeTakeFirst();
    // Erased while it was on its way.
    if (!stored) return false;
    await tellMedia(tx, runtime, stored);
    return true;
  });
}

async function tryLater(runtime: Runtime, row: MediaRow, problem: MediaProblem): Promise<void> {
  const attempts = row.attempts + 1;
  const now = runtime.now().getTime();
  // What can be had until the last moment is asked for until then.
  const next = Math.min(now + mediaPauseAfter(attempts), Math.max(row.expires_at ?? 0, now));
  await runtime.store.write((tx) =>
    tx
      .updateTable('media')
      .set({ attempts, problem, next_attempt_at: next })
      .where('id', '=', row.id)
      .where('state', '=', 'pending')
      .execute(),
  );
  runtime.log.warn({ number: row.number_id, attempts, problem }, 'a file could not be fetched; tried again');
}

async function end(runtime: Runtime, row: MediaRow, problem: MediaProblem): Promise<void> {
  await runtime.store.write(async (tx) => {
    const failed = await tx
      .updateTable('media')
      .set({ state: 'failed', problem, attempts: row.attempts + 1, next_attempt_at: null })
      .where('id', '=', row.id)
      .where('state', '=', 'pending')
      .returningAll()
      .executeTakeFirst();
    if (failed) await tellMedia(tx, runtime, failed);
  });
  runtime.log.warn({ number: row.number_id, problem }, 'a file cannot be had');
}
