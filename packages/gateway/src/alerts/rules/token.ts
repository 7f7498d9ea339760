import type { TokenStanding } from '@parley/core/cloud-api';
import { DAY_MS } from '../../time-units.ts';
import type { Verdict } from '../alert.ts';

/** A week leaves room for a holiday and for whoever may make tokens at Meta. */
export const EXPIRING_MS = 7 * DAY_MS;

/** On the last day somebody has to be woken. */
const LAST_DAY_MS = DAY_MS;

/** The token that a number is sent and asked with; undefined when Meta could not be asked. */
export type TokenFact = {
  readonly numberId: string;
  readonly number: string;
  readonly standing: Pick<TokenStanding, 'isValid' | 'expiresAt'> | undefined;
};

/** A token that ends within a week, or is refused already. */
export function judgeTokens(tokens: readonly TokenFact[], now: Date): Verdict[] {
  return tokens.flatMap(({ numberId: subject, number, standing }): Verdict[] => {
    if (standing === undefined)
      return [
        { state: 'unknown', code: 'TOKEN_EXPIRING', subject },
        { state: 'unknown', code: 'TOKEN_INVALID', subject },
      ];
    const { isValid, expiresAt } = standing;
    const leftMs = expiresAt === null ? Number.POSITIVE_INFINITY : expiresAt.getTime() - now.getTime();
    if (!isValid || leftMs <= 0)
      return [{ state: 'raised', code: 'TOKEN_INVALID', subject, severity: 'critical', values: { number } }];
    if (expiresAt === null || leftMs > EXPIRING_MS) return [];
    return [
      {
        state: 'raised',
        code: 'TOKEN_EXPIRING',
        subject,
        severity: leftMs <= LAST_DAY_MS ? 'critical' : 'warning',
        values: { number, until: expiresAt.getTime() },
      },
    ];
  });
}
