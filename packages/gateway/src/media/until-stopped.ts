import type { Runtime } from '../runtime.ts';

/** The same world, whose calls end with the signal: a file can take minutes, and an orderly end does not wait for it. */
export function untilStopped(runtime: Runtime, stopping: AbortSignal): Runtime {
  const fetch: typeof globalThis.fetch = (input, init) => {
    const signals = [stopping, ...(init?.signal ? [init.signal] : [])];
    return runtime.fetch(input, { ...init, signal: AbortSignal.any(signals) });
  };
  return { ...runtime, fetch };
}
