import type { Runtime } from '../runtime.ts';

const listeners = new WeakMap<Runtime, () => void>();

/** Tells the one that delivers, in the transaction that gives it something to do: it looks after the commit. */
export function noteWaits(runtime: Runtime): void {
  listeners.get(runtime)?.();
}

/** Listens for new waits and outcomes; returns what ends it. */
export function listenForWaits(runtime: Runtime, listener: () => void): () => void {
  listeners.set(runtime, listener);
  return () => listeners.delete(runtime);
}
