import { CLOSING_SOON_MS } from '@parley/core/window';
import { appendConversationEvent } from '../events/append.ts';
import { startRounds } from '../rounds/rounds.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import type { ConversationRow } from './open.ts';

/** Whoever waits for it watches a screen: some seconds late is soon enough, and a look reads one index. */
const LOOK_EVERY_MS = 5_000;

/** Conversations in one transaction, so that a thousand windows closing at once hold nobody up. */
const BATCH = 100;

export type WindowClock = {
  /** Looks now; resolves when all that is due is told. */
  look(): Promise<void>;
  stop(): Promise<void>;
};

/**
 * Tells once when a window is about to close (2 hours left), and once when it has: what was told is stored with the
 * conversation. A gateway that was down tells of a window that closed meanwhile that it has closed, and no more.
 */
export function startWindowClock(runtime: Runtime): WindowClock {
  const rounds = startRounds(
    runtime,
    LOOK_EVERY_MS,
    () => tellDue(runtime),
    'the windows could not be looked through; tried again in some seconds',
  );
  void rounds.run();
  return { look: rounds.run, stop: rounds.stop };
}

async function tellDue(runtime: Runtime): Promise<void> {
  const { store } = runtime;
  const now = runtime.now();
  // Mostly nothing is due, and then nothing is written.
  while ((await dueFor(store.read, now)).length > 0) {
    await store.write(async (tx) => {
      for (const row of await dueFor(tx, now)) await lookAt(tx, runtime, row, now);
    });
  }
}

type Watched = Pick<ConversationRow, 'id' | 'window_told' | 'window_closes_at'>;

async function dueFor(tx: Tx, now: Date): Promise<readonly Watched[]> {
  return tx
    .selectFrom('conversation')
    .select(['id', 'window_told', 'window_closes_at'])
    .where('window_look_at', '<=', now.getTime())
    .orderBy('window_look_at')
    .limit(BATCH)
    .execute();
}

// The customer may have written since the look was planned: a message moves the end of the window, and no look.
async function lookAt(tx: Tx, runtime: Runtime, row: Watched, now: Date): Promise<void> {
  const { step, next } = windowStep(row, now);
  await tx
    .updateTable('conversation')
    .set({ window_look_at: next, ...(step === undefined ? {} : { window_told: step }) })
    .where('id', '=', row.id)
    .execute();
  if (step !== undefined) await appendConversationEvent(tx, runtime, `window.${step}`, row.id, now);
}

/** What is to be told of a window now, if anything, and when to look again. */
function windowStep(
  { window_told: told, window_closes_at: closesAt }: Watched,
  now: Date,
): { readonly step?: 'closing' | 'closed'; readonly next: number | null } {
  if (closesAt === null || told === null || told === 'closed') return { next: null };
  if (closesAt <= now.getTime()) return { step: 'closed', next: null };
  if (told === 'closing') return { next: closesAt };
  const tellAt = closesAt - CLOSING_SOON_MS;
  return tellAt <= now.getTime() ? { step: 'closing', next: closesAt } : { next: tellAt };
}
