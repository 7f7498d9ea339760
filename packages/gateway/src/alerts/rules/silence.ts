import type { Verdict } from '../alert.ts';

/** Meta reports `sent` within seconds; after this something between it and us is broken. */
const NO_STATUS_MS = 5 * 60 * 1000;

/** One week may have been a holiday, or the first with this number. */
const LEAST_WEEKS = 2;

/** What was heard of a number. */
export type SilenceFact = {
  readonly numberId: string;
  readonly number: string;
  /** The first send that Meta accepted since its last status; null when a status has come since. */
  readonly unansweredSince: Date | null;
};

/** Sends are accepted, but no status of any message comes. */
export function judgeStatuses(numbers: readonly SilenceFact[], now: Date): Verdict[] {
  return numbers.flatMap(({ numberId: subject, number, unansweredSince: since }): Verdict[] => {
    if (since === null || now.getTime() - since.getTime() < NO_STATUS_MS) return [];
    const values = { number, since: since.getTime() };
    return [{ state: 'raised', code: 'STATUSES_MISSING', subject, severity: 'critical', values }];
  });
}

/** The last full hour of a number beside the same hour of the weeks before. */
export type HourFact = {
  readonly numberId: string;
  readonly number: string;
  /** When the hour began. */
  readonly hour: Date;
  /** Webhooks in that hour, and in the one that is running. */
  readonly webhooks: number;
  readonly webhooksSince: number;
  /** Webhooks in the same hour of earlier weeks; those from before the number was known are left out. */
  readonly weeksBefore: readonly number[];
  /** This process was up for the whole hour: else the silence was ours. */
  readonly hasListened: boolean;
};

/** An hour without any webhook, where the same hour of the weeks before always had some. */
export function judgeHours(hours: readonly HourFact[]): Verdict[] {
  return hours.flatMap((fact): Verdict[] => {
    const { numberId: subject, number, hour, webhooks, webhooksSince, weeksBefore, hasListened } = fact;
    if (webhooks + webhooksSince > 0) return [];
    if (!hasListened) return [{ state: 'unknown', code: 'WEBHOOKS_SILENT', subject }];
    const alwaysHadSome = weeksBefore.length >= LEAST_WEEKS && weeksBefore.every((count) => count > 0);
    // It is over when a webhook comes, not when an hour follows that is quiet in every week.
    if (!alwaysHadSome) return [{ state: 'unknown', code: 'WEBHOOKS_SILENT', subject }];
    const values = { number, hour: hour.getTime() };
    return [{ state: 'raised', code: 'WEBHOOKS_SILENT', subject, severity: 'warning', values }];
  });
}
