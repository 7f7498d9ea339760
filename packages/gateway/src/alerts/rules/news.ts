import { DAY_MS } from '../../time-units.ts';
import type { Verdict } from '../alert.ts';

/** Whoever has not looked for a week will not; nobody can say of such news that they are over. */
export const NEWS_TOLD_MS = 7 * DAY_MS;

/** Webhook items of one field that Parley made nothing of lately. */
export type NotUnderstoodFact = {
  readonly field: string;
  readonly reason: 'unknown' | 'unreadable' | 'failed';
  /** The newest of them. */
  readonly rawItemId: string;
};

/** What Parley does not understand is told by field: once, however much comes of it. */
export function judgeNotUnderstood(facts: readonly NotUnderstoodFact[]): Verdict[] {
  return facts.map(({ field, reason, rawItemId }): Verdict => {
    const isGrave = reason === 'failed' || mayBeOptOut(field, reason);
    return {
      state: 'raised',
      code: 'WEBHOOK_NOT_UNDERSTOOD',
      subject: field,
      severity: isGrave ? 'critical' : 'warning',
      values: { field, reason, rawItemId },
    };
  });
}

// A customer who stops marketing inside WhatsApp in words that are new, or a message that says something nobody has read.
function mayBeOptOut(field: string, reason: NotUnderstoodFact['reason']): boolean {
  return field === 'user_preferences' || (field === 'messages' && reason === 'unreadable');
}

/** What Meta said last of a number's two-step PIN. */
export type SecurityFact = {
  readonly numberId: string;
  readonly number: string;
  /** PIN_CHANGED, PIN_RESET_REQUEST, PIN_REQUEST_SUCCESS. */
  readonly event: string;
  readonly at: Date;
};

/** Whoever resets the PIN of a number can take it away; a change is usually one's own. */
export function judgeSecurity(facts: readonly SecurityFact[], now: Date): Verdict[] {
  return facts.flatMap(({ numberId: subject, number, event, at }): Verdict[] => {
    if (!isLately(at, now)) return [];
    const severity = event === 'PIN_CHANGED' ? 'warning' : 'critical';
    const values = { number, event, at: at.getTime() };
    return [{ state: 'raised', code: 'NUMBER_SECURITY', subject, severity, values }];
  });
}

/** What Meta warned an account of. */
export type WarningFact = {
  readonly accountId: string;
  readonly type: string;
  readonly severity: string;
  readonly description: string;
  readonly at: Date;
};

/** The gravest and newest of what Meta warns an account of; what only informs is told by its event. */
export function judgeWarnings(facts: readonly WarningFact[], now: Date): Verdict[] {
  const grave = facts
    .filter(({ severity, at }) => (severity === 'WARNING' || severity === 'CRITICAL') && isLately(at, now))
    .toSorted((one, other) => rank(other) - rank(one) || other.at.getTime() - one.at.getTime());
  const accounts = [...new Set(grave.map(({ accountId }) => accountId))];
  return accounts.flatMap((subject): Verdict[] => {
    const first = grave.find(({ accountId }) => accountId === subject);
    if (!first) return [];
    const severity = first.severity === 'CRITICAL' ? 'critical' : 'warning';
    const values = { account: subject, type: first.type, description: first.description };
    return [{ state: 'raised', code: 'META_WARNS', subject, severity, values }];
  });
}

function rank({ severity }: WarningFact): number {
  return severity === 'CRITICAL' ? 1 : 0;
}

function isLately(at: Date, now: Date): boolean {
  return now.getTime() - at.getTime() < NEWS_TOLD_MS;
}
