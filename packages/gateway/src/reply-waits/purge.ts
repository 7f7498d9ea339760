import type { Runtime } from '../runtime.ts';
import { DAY_MS } from '../time-units.ts';

/** As long as the answer to a send can be asked for again, and with it the secret. */
const TOLD_KEPT_MS = 9 * DAY_MS;

/** Removes waits whose outcome was told, or could not be, long ago. */
export async function purgeWaits(runtime: Runtime): Promise<void> {
  const before = runtime.now().getTime() - TOLD_KEPT_MS;
  await runtime.store.write((tx) =>
    tx
      .deleteFrom('reply_wait')
      .where('state', 'in', ['delivered', 'dead'])
      .where('settled_at', '<', before)
      .execute(),
  );
}
