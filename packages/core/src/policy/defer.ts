import type { DeferredCode } from './codes.ts';
import type { Decision } from './decision.ts';

/** The same decision, but for later: what it rests on stays visible. */
export function defer(decision: Decision, code: DeferredCode, until?: Date): Decision {
  const { window, evidence, detail } = decision;
  return { verdict: 'deferred', code, window, evidence, detail, ...(until ? { until } : {}) };
}
