import type { Runtime } from '../runtime.ts';

const missedAt = new WeakMap<Runtime, number>();

/**
 * To be called when a webhook of Meta's could not be taken in (it was answered 5xx): the status of a message whose
 * outcome is unknown may have been in it, so the ten minutes of listening begin anew.
 */
export function noteMissedWebhook(runtime: Runtime): void {
  missedAt.set(runtime, runtime.now().getTime());
}

/** When a webhook was missed last, in milliseconds; 0 if never. */
export function lastMissedWebhook(runtime: Runtime): number {
  return missedAt.get(runtime) ?? 0;
}
