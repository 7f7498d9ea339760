import { readBusiness } from '../business/business.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { DAY_MS } from '../time-units.ts';
import { walkMessages } from './walk.ts';

/** The log of decisions is kept for three years: the regular limitation of claims (BGB §§ 195, 199). */
export const DECISIONS_KEPT_MS = 3 * 365 * DAY_MS;

/** What is left of a message: that there was one, when, and why it was allowed. */
const GONE = JSON.stringify({ type: 'erased' });

/**
 * Empties the bodies of messages that are older than the business keeps them, decisions after three years, and tasks that
 * were closed as long ago. The consent ledger, with the words that prove a consent, stays: it is the proof.
 */
export async function applyRetention(runtime: Runtime): Promise<void> {
  const now = runtime.now().getTime();
  const { retentionDays } = await readBusiness(runtime.store.read);
  const bodies =
    retentionDays === null
      ? 0
      : await walkMessages(runtime, {
          key: 'retention_bodies',
          before: new Date(now - retentionDays * DAY_MS),
          change: emptyBodies,
        });
  const decisions = await walkMessages(runtime, {
    key: 'retention_decisions',
    before: new Date(now - DECISIONS_KEPT_MS),
    change: dropDecisions,
  });
  const tasks = await runtime.store.write((tx) => dropTasks(tx, now - DECISIONS_KEPT_MS));
  if (bodies + decisions + tasks === 0) return;
  await runtime.store.scrub();
  runtime.log.info({ bodies, decisions, tasks }, 'what was kept long enough is gone');
}

async function emptyBodies(tx: Tx, seqs: readonly number[]): Promise<void> {
  await tx
    .updateTable('message')
    .set({ content: GONE, raw: null, if_window_closed: null })
    .where('seq', 'in', seqs)
    .execute();
}

async function dropDecisions(tx: Tx, seqs: readonly number[]): Promise<void> {
  await tx.updateTable('message').set({ decision: null, error: null }).where('seq', 'in', seqs).execute();
}

async function dropTasks(tx: Tx, before: number): Promise<number> {
  const gone = await tx.deleteFrom('task').where('closed_at', '<', before).executeTakeFirst();
  return Number(gone.numDeletedRows);
}
