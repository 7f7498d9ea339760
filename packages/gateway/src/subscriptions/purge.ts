import type { Runtime } from '../runtime.ts';
import { DAY_MS } from '../time-units.ts';

/** Long enough to look into what a target got last week. */
const DELIVERED_KEPT_MS = 7 * DAY_MS;

/** What was never delivered is kept as long as its event was. */
const DEAD_KEPT_MS = 30 * DAY_MS;

/** Removes the records of deliveries that are long over; what waits stays. */
export async function purgeDeliveries(runtime: Runtime): Promise<void> {
  const now = runtime.now().getTime();
  await runtime.store.write(async (tx) => {
    await tx
      .deleteFrom('delivery')
      .where('state', '=', 'delivered')
      .where('delivered_at', '<', now - DELIVERED_KEPT_MS)
      .execute();
    // Of a dead one `next_attempt_at` is the moment at which it was given up.
    await tx
      .deleteFrom('delivery')
      .where('state', '=', 'dead')
      .where('next_attempt_at', '<', now - DEAD_KEPT_MS)
      .execute();
  });
}
