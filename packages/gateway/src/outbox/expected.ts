import type { Runtime } from '../runtime.ts';
import type { Due } from './due.ts';

type Listener = (due: Due) => void;

const listeners = new WeakMap<Runtime, Listener>();

/**
 * Tells the outbox of a message that goes at once, in the very transaction that accepts it: its claim then joins the
 * same commit, so that the disk is waited for once and not twice. Nothing depends on it: whatever is not told is found
 * after the commit.
 */
export function expectSend(runtime: Runtime, due: Due): void {
  listeners.get(runtime)?.(due);
}

/** Listens for what is accepted; returns what ends it. */
export function listenForSends(runtime: Runtime, listener: Listener): () => void {
  listeners.set(runtime, listener);
  return () => listeners.delete(runtime);
}
