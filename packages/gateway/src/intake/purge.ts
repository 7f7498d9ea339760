import { purgeEvents } from '../events/purge.ts';
import { purgeMedia } from '../media/purge.ts';
import { purgeOptInLinks } from '../opt-in/purge.ts';
import { purgeLimits } from '../outbox/purge-limits.ts';
import { purgeWaits } from '../reply-waits/purge.ts';
import { applyRetention } from '../retention/retention.ts';
import { type Rounds, startRounds } from '../rounds/rounds.ts';
import type { Runtime } from '../runtime.ts';
import { purgeDeliveries } from '../subscriptions/purge.ts';
import { DAY_MS, HOUR_MS } from '../time-units.ts';
import { SEEN_KEPT_MS } from './seen.ts';

/** What is kept raw, or belongs to messages of other tools, is looked at within a month or never. */
const RAW_KEPT_MS = 30 * DAY_MS;

/** Often enough that no purge is large. */
const PURGE_EVERY_MS = HOUR_MS;

/** Removes once what is older than it needs to be: de-duplication notes, raw items, events, deliveries. */
export async function purge(runtime: Runtime): Promise<void> {
  const now = runtime.now().getTime();
  await runtime.store.write(async (tx) => {
    await tx
      .deleteFrom('webhook_seen')
      .where('seen_at', '<', now - SEEN_KEPT_MS)
      .execute();
    await tx
      .deleteFrom('forgotten_message')
      .where('forgotten_at', '<', now - SEEN_KEPT_MS)
      .execute();
    await tx
      .deleteFrom('early_change')
      .where('recorded_at', '<', now - SEEN_KEPT_MS)
      .execute();
    await tx
      .deleteFrom('raw_item')
      .where('received_at', '<', now - RAW_KEPT_MS)
      .execute();
    await tx
      .deleteFrom('external_status')
      .where('recorded_at', '<', now - RAW_KEPT_MS)
      .execute();
  });
  await purgeEvents(runtime);
  await purgeDeliveries(runtime);
  await purgeOptInLinks(runtime);
  await purgeWaits(runtime);
  await purgeLimits(runtime);
  await applyRetention(runtime);
  await purgeMedia(runtime);
}

/** Purges now and every hour. */
export function startPurge(runtime: Runtime): Rounds {
  const rounds = startRounds(
    runtime,
    PURGE_EVERY_MS,
    () => purge(runtime),
    'old rows could not be purged; tried again in an hour',
  );
  void rounds.run();
  return rounds;
}
