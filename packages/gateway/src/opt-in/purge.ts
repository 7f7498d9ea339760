import type { Runtime } from '../runtime.ts';
import { DAY_MS } from '../time-units.ts';

/** Meta sends a webhook again for 7 days: so long may a message with a code be on its way. */
const KEPT_MS = 8 * DAY_MS;

/** Removes links that nobody can use any more. */
export async function purgeOptInLinks(runtime: Runtime): Promise<void> {
  const before = runtime.now().getTime() - KEPT_MS;
  await runtime.store.write((tx) => tx.deleteFrom('opt_in_link').where('expires_at', '<', before).execute());
}
