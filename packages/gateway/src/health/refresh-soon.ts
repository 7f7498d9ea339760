import type { Runtime } from '../runtime.ts';

const watches = new WeakMap<Runtime, () => void>();

/** Has templates and numbers read from Meta again in a moment, after the transaction that asks for it. */
export function refreshSoon(runtime: Runtime): void {
  watches.get(runtime)?.();
}

/** Who reads them, for as long as the gateway runs. */
export function onRefreshSoon(runtime: Runtime, refresh: () => void): void {
  watches.set(runtime, refresh);
}
