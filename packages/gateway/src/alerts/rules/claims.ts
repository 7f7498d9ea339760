import { DAY_MS } from '../../time-units.ts';
import type { Verdict } from '../alert.ts';

/** To answer a claim takes days: somebody has to look the data up, and somebody to send them. */
export const CLAIM_WARNING_MS = 7 * DAY_MS;

/** After this an answer may come too late by a weekend. */
const CLAIM_CRITICAL_MS = 3 * DAY_MS;

/** A claim under the GDPR that nobody has closed. */
export type ClaimFact = { readonly taskId: string; readonly dueAt: Date };

/** Claims under the GDPR whose month is nearly over, or over. */
export function judgeClaims(claims: readonly ClaimFact[], now: Date): Verdict[] {
  return claims.flatMap(({ taskId: subject, dueAt }): Verdict[] => {
    const leftMs = dueAt.getTime() - now.getTime();
    if (leftMs > CLAIM_WARNING_MS) return [];
    const severity = leftMs > CLAIM_CRITICAL_MS ? 'warning' : 'critical';
    return [
      { state: 'raised', code: 'RIGHTS_REQUEST_DUE', subject, severity, values: { due: dueAt.getTime() } },
    ];
  });
}
