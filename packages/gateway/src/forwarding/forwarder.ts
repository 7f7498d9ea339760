import { createGuardedPoster } from '../outgoing/guarded-post.ts';
import type { Runtime } from '../runtime.ts';
import { listTargets } from './keep.ts';
import { ForwardLane } from './lane.ts';
import { trimBacklog } from './trim.ts';

/** However exact the next moment is known, a look now and then costs nothing and forgets nothing. */
const LOOK_AT_LEAST_EVERY_MS = 60_000;
const RETRY_MS = 1000;

/** Often enough that a backlog does not grow far beyond its bound. */
const TRIM_EVERY_MS = 10_000;

export type Forwarder = { stop(): Promise<void> };

/**
 * Passes webhooks on to the addresses that numbers name, each address at its own pace, at least once. What waits is in
 * the store: a restart goes on where it was.
 */
export function startForwarder(runtime: Runtime): Forwarder {
  const poster = createGuardedPoster(runtime.settings.allowedHosts, runtime.lookup);
  const stopping = new AbortController();
  const lanes = new Map<string, ForwardLane>();
  const world = { runtime, poster, stopping: stopping.signal, wake };
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
  let isWoken = false;

  function wake(): void {
    if (stopping.signal.aborted) return;
    isWoken = true;
    looking ??= lookWhileWoken().finally(() => {
      looking = undefined;
    });
  }

  async function lookWhileWoken(): Promise<void> {
    while (isWoken && !stopping.signal.aborted) {
      isWoken = false;
      // Commits come in bursts: one look serves all of this turn.
      await new Promise((resolve) => setImmediate(resolve));
      clearTimeout(timer);
      const pause = await look().catch((err: unknown) => {
        runtime.log.error({ err }, 'webhooks to pass on could not be looked through; tried again');
        return RETRY_MS;
      });
      timer = setTimeout(wake, Math.min(pause, LOOK_AT_LEAST_EVERY_MS));
    }
    if (stopping.signal.aborted) clearTimeout(timer);
  }

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
    return Math.max(next - runtime.now().getTime(), 0);
  }

  const stopListening = runtime.store.onCommit(wake);
  let trimming: Promise<void> = Promise.resolve();
  const trimmer = setInterval(() => {
    trimming = trimming
      .then(() => trimBacklog(runtime))
      .catch((err: unknown) =>
        runtime.log.error({ err }, 'the webhooks to pass on could not be counted; tried again'),
      );
  }, TRIM_EVERY_MS);
  wake();
  return {
    async stop() {
      stopListening();
      stopping.abort();
      clearTimeout(timer);
      clearInterval(trimmer);
      await looking;
      await trimming;
      await Promise.all([...lanes.values()].flatMap((lane) => [...lane.underWay.values()]));
      await poster.close();
    },
  };
}
