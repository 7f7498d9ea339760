import { createGuardedPoster } from '../outgoing/guarded-post.ts';
import { lookWhileWoken } from '../rounds/look-while-woken.ts';
import { startRounds } from '../rounds/rounds.ts';
import type { Runtime } from '../runtime.ts';
import { listTargets } from './keep.ts';
import { ForwardLane } from './lane.ts';
import { trimBacklog } from './trim.ts';

/** Often enough that a backlog does not grow far beyond its bound. */
const TRIM_EVERY_MS = 10_000;

export type Forwarder = { stop(): Promise<void> };

/**
 * Passes webhooks on to the addresses that numbers name, each address at its own pace, at least once. What waits is in
 * the store: a restart goes on where it was.
 */
export function startForwarder(runtime: Runtime): Forwarder {
  const poster = createGuardedPoster(runtime.settings.allowedHosts, runtime.lookup);
  const lookout = lookWhileWoken(
    runtime,
    look,
    'webhooks to pass on could not be looked through; tried again',
  );
  const lanes = new Map<string, ForwardLane>();
  const world = { runtime, poster, stopping: lookout.stopping, wake: lookout.wake };

  async function look(): Promise<number> {
    const targets = await listTargets.all(runtime.store.read, {});
    const urls = new Set(targets.map(({ forward_to }) => forward_to ?? ''));
    for (const [url, lane] of lanes) if (!urls.has(url) && lane.underWay.size === 0) lanes.delete(url);
    let next = Number.POSITIVE_INFINITY;
    for (const url of urls) {
      const lane = lanes.get(url) ?? new ForwardLane(world, url);
      lanes.set(url, lane);
      next = Math.min(next, (await lane.advance()) ?? Number.POSITIVE_INFINITY);
    }
    return next - runtime.now().getTime();
  }

  const stopListening = runtime.store.onCommit(lookout.wake);
  const trims = startRounds(
    runtime,
    TRIM_EVERY_MS,
    () => trimBacklog(runtime),
    'the webhooks to pass on could not be counted; tried again',
  );
  lookout.wake();
  return {
    async stop() {
      stopListening();
      await Promise.all([lookout.stop(), trims.stop()]);
      await Promise.all([...lanes.values()].flatMap((lane) => [...lane.underWay.values()]));
      await poster.close();
    },
  };
}
