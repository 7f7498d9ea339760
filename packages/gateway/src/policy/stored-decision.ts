import type { Decision } from '@parley/core/policy';

/** A decision as it is kept with its message: whole, without words, since those depend on who reads it. */
export function storeDecision(decision: Decision): string {
  return JSON.stringify(decision);
}

/** The decision that `storeDecision` wrote, with its moments as dates again. */
export function readStoredDecision(stored: string): Decision {
  return JSON.parse(stored, (key, value) =>
    moments.has(key) && typeof value === 'string' ? new Date(value) : value,
  );
}

// Everything in a decision that is a Date; its texts have other names.
const moments: ReadonlySet<string> = new Set([
  'at',
  'since',
  'until',
  'plannedFor',
  'caseReplyAt',
  'closesAt',
]);
