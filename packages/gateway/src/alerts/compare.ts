import type { AlertCode, Raised, Severity, Verdict } from './alert.ts';

/** An alert that is raised, as it is stored. */
export type OpenAlert = {
  readonly id: string;
  readonly code: AlertCode;
  readonly subject: string;
  readonly severity: Severity;
  readonly values: string;
};

export type Changes = {
  readonly raise: readonly Raised[];
  /** Raised already, and worse now: told again. */
  readonly worsen: readonly { readonly id: string; readonly verdict: Raised }[];
  /** Raised already, with other details: written down, not told. */
  readonly revise: readonly { readonly id: string; readonly verdict: Raised }[];
  /** Over. */
  readonly clear: readonly OpenAlert[];
};

/** What has to be told: each alert once when it is raised or gets worse, and once when it is over. */
export function compareAlerts(open: readonly OpenAlert[], verdicts: readonly Verdict[]): Changes {
  const known = new Map(open.map((alert) => [keyOf(alert), alert]));
  const spokenOf = new Set(verdicts.map(keyOf));
  const changes = { raise: [] as Raised[], worsen: [] as Change[], revise: [] as Change[] };
  for (const verdict of verdicts) {
    if (verdict.state === 'unknown') continue;
    const alert = known.get(keyOf(verdict));
    if (!alert) changes.raise.push(verdict);
    else if (alert.severity === 'warning' && verdict.severity === 'critical')
      changes.worsen.push({ id: alert.id, verdict });
    else if (alert.values !== JSON.stringify(verdict.values) || alert.severity !== verdict.severity)
      changes.revise.push({ id: alert.id, verdict });
  }
  return { ...changes, clear: open.filter((alert) => !spokenOf.has(keyOf(alert))) };
}

type Change = Changes['worsen'][number];

function keyOf({ code, subject }: { readonly code: AlertCode; readonly subject: string }): string {
  return `${code} ${subject}`;
}
