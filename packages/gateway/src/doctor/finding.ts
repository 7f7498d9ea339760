import type { BothLanguages } from '../http/wording.ts';

/** What is looked at, in the order in which it is told. */
export const checkNames = [
  'settings',
  'secret_key',
  'disk',
  'database',
  'ledger',
  'gateway',
  'clock',
  'app_secret',
  'token',
  'registration',
  'throughput',
  'subscription',
  'webhook',
  'self_test',
  'templates',
  'policies',
  'language',
  'alerts',
] as const;

export type CheckName = (typeof checkNames)[number];

/** `unknown`: it could not be looked at, and the remedy says what to do so that it can. */
export type FindingState = 'ok' | 'warning' | 'failed' | 'unknown';

/** What one check found; whatever is not in order comes with its remedy. */
export type Finding = { readonly check: CheckName; readonly detail: BothLanguages } & (
  | { readonly state: 'ok' }
  | { readonly state: Exclude<FindingState, 'ok'>; readonly remedy: BothLanguages }
);

type Found = (detail: BothLanguages, remedy: BothLanguages) => Finding;

/** Makes the findings of one check. */
export function findingsOf(check: CheckName): {
  readonly ok: (detail: BothLanguages) => Finding;
  readonly warning: Found;
  readonly failed: Found;
  readonly unknown: Found;
} {
  return {
    ok: (detail) => ({ check, state: 'ok', detail }),
    warning: (detail, remedy) => ({ check, state: 'warning', detail, remedy }),
    failed: (detail, remedy) => ({ check, state: 'failed', detail, remedy }),
    unknown: (detail, remedy) => ({ check, state: 'unknown', detail, remedy }),
  };
}
