import type { Wording } from '../../http/wording.ts';
import { DAY_MS, HOUR_MS } from '../../time-units.ts';
import type { Verdict } from '../alert.ts';

const MB = 1024 * 1024;

/** A busy day with its log and a backup fits into this. */
export const DISK_WARNING_BYTES = 1024 * MB;

/** From here on the next checkpoint of the database may fail. */
export const DISK_CRITICAL_BYTES = 256 * MB;

/** A target that restarts is back by then; its events wait meanwhile. */
export const DOWN_MS = HOUR_MS;

/** A tool that is running reports within minutes. */
export const ERASURE_WARNING_MS = 7 * DAY_MS;

/** The law gives a month (Art. 12 (3) GDPR); a few days of it must be left. */
const ERASURE_CRITICAL_MS = 25 * DAY_MS;

/** The disk that the data lie on; undefined when the system does not tell. */
export function judgeDisk(freeBytes: number | undefined): Verdict[] {
  if (freeBytes === undefined) return [{ state: 'unknown', code: 'DISK_LOW', subject: '' }];
  if (freeBytes >= DISK_WARNING_BYTES) return [];
  const severity = freeBytes < DISK_CRITICAL_BYTES ? 'critical' : 'warning';
  const values = { freeMb: Math.floor(freeBytes / MB) };
  return [{ state: 'raised', code: 'DISK_LOW', subject: '', severity, values }];
}

/** Whether the hash chain of the consent ledger held at the last look; undefined before the first. */
export function judgeLedger(isIntact: boolean | undefined): Verdict[] {
  if (isIntact === undefined) return [{ state: 'unknown', code: 'LEDGER_BROKEN', subject: '' }];
  if (isIntact) return [];
  return [{ state: 'raised', code: 'LEDGER_BROKEN', subject: '', severity: 'critical', values: {} }];
}

export type TargetFact = {
  readonly id: string;
  readonly host: string;
  /** Deliveries that were given up in the last days and have not gone out by a replay since. */
  readonly dead: number;
  readonly hasEnded: boolean;
  readonly failingSince: Date | null;
  readonly problem: Wording;
};

/** Targets of subscriptions that lost events, or have been down for an hour. */
export function judgeTargets(targets: readonly TargetFact[], now: Date): Verdict[] {
  return targets.flatMap(
    ({ id: subject, host: target, dead, hasEnded, failingSince, problem }): Verdict[] => {
      if (dead > 0 || hasEnded) {
        const values = { target, count: dead };
        return [{ state: 'raised', code: 'DELIVERIES_DEAD', subject, severity: 'critical', values }];
      }
      if (failingSince === null || now.getTime() - failingSince.getTime() < DOWN_MS) return [];
      const values = { target, since: failingSince.getTime(), problem };
      return [{ state: 'raised', code: 'SUBSCRIPTION_DOWN', subject, severity: 'warning', values }];
    },
  );
}

export type ErasureFact = {
  readonly id: string;
  readonly at: Date;
  readonly pendingTools: readonly string[];
};

/** Erasures that a tool has not reported as done. */
export function judgeErasures(erasures: readonly ErasureFact[], now: Date): Verdict[] {
  return erasures.flatMap(({ id: subject, at, pendingTools }): Verdict[] => {
    const ageMs = now.getTime() - at.getTime();
    if (pendingTools.length === 0 || ageMs < ERASURE_WARNING_MS) return [];
    const severity = ageMs < ERASURE_CRITICAL_MS ? 'warning' : 'critical';
    const values = { at: at.getTime(), tools: pendingTools.join(', ') };
    return [{ state: 'raised', code: 'ERASURE_OVERDUE', subject, severity, values }];
  });
}
