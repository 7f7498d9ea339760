import type { Verdict } from '../alert.ts';

/** How Meta rates a number, and whether it lets it send; `health` undefined when Meta could not be asked. */
export type StandingFact = {
  readonly numberId: string;
  readonly number: string;
  readonly quality: string | null;
  readonly health: { readonly canSend: string; readonly reason: string } | undefined;
};

/** The quality that Meta sees in a number: yellow comes before red, and red before a restriction. */
export function judgeQuality(numbers: readonly StandingFact[]): Verdict[] {
  return numbers.flatMap(({ numberId: subject, number, quality }): Verdict[] => {
    if (quality !== 'YELLOW' && quality !== 'RED') return [];
    const severity = quality === 'RED' ? 'critical' : 'warning';
    return [{ state: 'raised', code: 'QUALITY_FELL', subject, severity, values: { number, quality } }];
  });
}

/** A number or account that Meta lets send with limits (`LIMITED`) or not at all (`BLOCKED`). */
export function judgeRestrictions(numbers: readonly StandingFact[]): Verdict[] {
  return numbers.flatMap(({ numberId: subject, number, health }): Verdict[] => {
    if (health === undefined) return [{ state: 'unknown', code: 'ACCOUNT_RESTRICTED', subject }];
    const { canSend, reason } = health;
    if (canSend !== 'LIMITED' && canSend !== 'BLOCKED') return [];
    const severity = canSend === 'BLOCKED' ? 'critical' : 'warning';
    return [{ state: 'raised', code: 'ACCOUNT_RESTRICTED', subject, severity, values: { number, reason } }];
  });
}
