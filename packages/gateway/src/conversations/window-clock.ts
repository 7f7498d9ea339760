import { CLOSING_SOON_MS } from '@parley/core/window';
import { appendConversationEvent } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';

/** People see these as hints on a screen: half a minute is early enough, and cheap. */
const LOOK_EVERY_MS = 30_000;

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
  let looking: Promise<void> = Promise.resolve();
  const look = () => {
    looking = looking
      .then(() => tellDue(runtime))
      .catch((error: unknown) => {
        runtime.log.error(
          { err: error },
          'the windows could not be looked through; tried again in half a minute',
        );
      });
    return looking;
  };
  const timer = setInterval(() => void look(), LOOK_EVERY_MS);
  void look();
  return {
    look,
    async stop() {
      clearInterval(timer);
      await looking;
    },
  };
}

async function tellDue(runtime: Runtime): Promise<void> {
  const { store } = runtime;
  const now = runtime.now();
  // First what has closed: it is not told any more that it is closing.
  for (const step of ['closed', 'closing'] as const) {
    // Mostly nothing is due, and then nothing is written.
    while ((await dueFor(store.read, step, now)).length > 0) {
      await store.write(async (tx) => {
        for (const id of await dueFor(tx, step, now)) await tell(tx, runtime, id, step, now);
      });
    }
  }
}

async function dueFor(tx: Tx, step: 'closing' | 'closed', now: Date): Promise<string[]> {
  const isClosing = step === 'closing';
  const rows = await tx
    .selectFrom('conversation')
    .select('id')
    .where('window_told', 'in', isClosing ? ['opened'] : ['opened', 'closing'])
    .where('window_closes_at', '<=', now.getTime() + (isClosing ? CLOSING_SOON_MS : 0))
    .limit(BATCH)
    .execute();
  return rows.map((row) => row.id);
}

async function tell(
  tx: Tx,
  runtime: Runtime,
  id: string,
  what: 'closing' | 'closed',
  now: Date,
): Promise<void> {
  await tx.updateTable('conversation').set({ window_told: what }).where('id', '=', id).execute();
  await appendConversationEvent(tx, runtime, `window.${what}`, id, now);
}
