import { ECOSYSTEM_MS, TIER_MS, UNDELIVERED_PAUSE_MS } from '@parley/core/policy';
import type { Runtime } from '../runtime.ts';
import { DAY_MS } from '../time-units.ts';

/** Longer than any campaign goes on with the same template. */
const EXPERIMENT_MS = 180 * DAY_MS;

const keptMs = {
  ecosystem: ECOSYSTEM_MS,
  undelivered: UNDELIVERED_PAUSE_MS,
  experiment: EXPERIMENT_MS,
} as const;

/** Removes what no decision asks for any more: whom was written to days ago, and troubles that are over. */
export async function purgeLimits(runtime: Runtime): Promise<void> {
  const now = runtime.now().getTime();
  await runtime.store.write(async (tx) => {
    await tx
      .deleteFrom('first_contact')
      .where('at', '<', now - TIER_MS)
      .execute();
    for (const kind of ['ecosystem', 'undelivered', 'experiment'] as const)
      await tx
        .deleteFrom('recipient_trouble')
        .where('kind', '=', kind)
        .where('at', '<', now - keptMs[kind])
        .execute();
  });
}
