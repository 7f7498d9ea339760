import type { Verdict } from './alert.ts';
import { type ClaimFact, judgeClaims } from './rules/claims.ts';
import {
  judgeNotUnderstood,
  judgeSecurity,
  judgeWarnings,
  type NotUnderstoodFact,
  type SecurityFact,
  type WarningFact,
} from './rules/news.ts';
import { type ForwardFact, judgeForwards, judgeOutcomes, type OutcomesFact } from './rules/posts.ts';
import { type HourFact, judgeHours, judgeStatuses, type SilenceFact } from './rules/silence.ts';
import { judgeQuality, judgeRestrictions, type StandingFact } from './rules/standing.ts';
import { judgeTokens, type TokenFact } from './rules/token.ts';
import {
  type ErasureFact,
  judgeDisk,
  judgeErasures,
  judgeLedger,
  judgeTargets,
  type TargetFact,
} from './rules/upkeep.ts';

/** Everything the alerts are judged by. */
export type AlertFacts = {
  readonly tokens: readonly TokenFact[];
  readonly standings: readonly StandingFact[];
  readonly silences: readonly SilenceFact[];
  readonly hours: readonly HourFact[];
  readonly targets: readonly TargetFact[];
  readonly forwards: readonly ForwardFact[];
  readonly outcomes: OutcomesFact | undefined;
  readonly erasures: readonly ErasureFact[];
  readonly claims: readonly ClaimFact[];
  readonly notUnderstood: readonly NotUnderstoodFact[];
  readonly security: readonly SecurityFact[];
  readonly warnings: readonly WarningFact[];
  readonly freeBytes: number | undefined;
  readonly isLedgerIntact: boolean | undefined;
};

/** What is wrong now. */
export function judge(facts: AlertFacts, now: Date): readonly Verdict[] {
  return [
    ...judgeTokens(facts.tokens, now),
    ...judgeQuality(facts.standings),
    ...judgeRestrictions(facts.standings),
    ...judgeStatuses(facts.silences, now),
    ...judgeHours(facts.hours),
    ...judgeTargets(facts.targets, now),
    ...judgeForwards(facts.forwards, now),
    ...judgeOutcomes(facts.outcomes, now),
    ...judgeErasures(facts.erasures, now),
    ...judgeClaims(facts.claims, now),
    ...judgeNotUnderstood(facts.notUnderstood),
    ...judgeSecurity(facts.security, now),
    ...judgeWarnings(facts.warnings, now),
    ...judgeDisk(facts.freeBytes),
    ...judgeLedger(facts.isLedgerIntact),
  ];
}
