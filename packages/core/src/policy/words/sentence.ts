import type { Decision, DecisionDetail } from '../decision.ts';

/** One sentence that a person understands, and what to do next where something is to be done. */
export type Words = { readonly reason: string; readonly remedy: string | null };

/** What a catalogue needs to phrase a decision; moments are spelled out already. */
export type Phrasing = {
  readonly since: string | undefined;
  readonly until: string | undefined;
  readonly plannedFor: string | undefined;
  readonly caseReplyAt: string | undefined;
  readonly word: string | undefined;
  readonly by: string | undefined;
  readonly template: string | undefined;
  readonly faults: readonly string[];
  readonly disclosure: string | undefined;
  readonly limit: DecisionDetail['limit'];
  readonly trouble: DecisionDetail['trouble'];
  readonly shield: DecisionDetail['shield'];
};

/** Every code has its words: the type leaves no gap. */
export type Catalogue = Readonly<Record<Decision['code'], (phrasing: Phrasing) => Words>>;
