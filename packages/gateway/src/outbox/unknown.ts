import { appendMessageEvent } from '../events/append.ts';
import { acceptMessage } from '../messages/accept.ts';
import { copyOf } from '../messages/resend-message.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { lastMissedWebhook } from './listening.ts';
import { markUnknown } from './outcome.ts';
import { isUnderway } from './unfinished.ts';

/** Meta reports within seconds; after this long of listening without a gap no report will come. */
export const LISTEN_MS = 10 * 60 * 1000;

/** At the start: what was on the wire when the process ended has an outcome that nobody knows. */
export async function forgetCalls(tx: Tx, runtime: Runtime): Promise<void> {
  const rows = await tx
    .selectFrom('message')
    .select('id')
    .where(isUnderway)
    .where('status', '=', 'sending')
    .execute();
  for (const row of rows) await markUnknown(tx, runtime, row, 'RESTARTED', runtime.now());
}

/**
 * Tells once, as `message.unknown`, of every message that stays unknown, and sends it again where its caller asked for
 * that. `listeningSince` is the start of this process: before it no webhook could come in.
 */
export async function tellUnknown(tx: Tx, runtime: Runtime, listeningSince: Date): Promise<void> {
  const now = runtime.now();
  const heardAllSince = Math.max(listeningSince.getTime(), lastMissedWebhook(runtime));
  if (heardAllSince + LISTEN_MS > now.getTime()) return;
  const rows = await tx
    .selectFrom('message')
    .selectAll()
    .where(isUnderway)
    .where('status', '=', 'unknown')
    .where('unknown_told', '=', 0)
    .where('unknown_at', '<=', now.getTime() - LISTEN_MS)
    .execute();
  for (const row of rows) {
    await tx.updateTable('message').set({ unknown_told: 1 }).where('id', '=', row.id).execute();
    await appendMessageEvent(tx, runtime, 'message.unknown', row.id, now);
    if (row.if_unknown !== 'resend') continue;
    const copy = await acceptMessage(tx, runtime, copyOf(row, now));
    if (copy.outcome === 'refused')
      runtime.log.info({ message: row.id, code: copy.decision.code }, 'an unknown message is not sent again');
  }
}
