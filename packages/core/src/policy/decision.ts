import type { Shield } from '../contact/shield.ts';
import type { VariableFault } from '../template/index.ts';
import type { BlockedCode, DecisionCode, DeferredCode, NeedsTemplateCode, SendCode } from './codes.ts';

/** What a decision rests on, by id. */
export type Evidence = {
  /** `language`: which one goes for which, `de_DE -> de`. */
  readonly kind: 'message' | 'consent' | 'template' | 'language' | 'conversation';
  readonly id: string;
  readonly at?: Date;
};

/** What the words of a decision need to know beside the code. */
export type DecisionDetail = {
  readonly since?: Date;
  readonly word?: string;
  readonly by?: string;
  readonly template?: string;
  readonly faults?: readonly VariableFault[];
  readonly disclosure?: string;
  /** When the one template that may answer the open case went out already. */
  readonly caseReplyAt?: Date;
  /** The later moment that was decided for. */
  readonly plannedFor?: Date;
  /** Which limit of the number it is. */
  readonly limit?: 'daily' | 'spam' | 'quality' | 'account';
  /** Why a person cannot be reached whose address is known. */
  readonly trouble?: 'undelivered' | 'experiment';
  /** Why no consent of this person counts for advertising. */
  readonly shield?: Shield;
  /** IANA time zone in which moments are told. */
  readonly timeZone?: string;
};

type Common = {
  readonly window: { readonly open: boolean; readonly closesAt?: Date };
  readonly evidence: readonly Evidence[];
  readonly detail: DecisionDetail;
};

/** The answer to "may this message go to this contact now"; its sentences are made apart, by `describeDecision`. */
export type Decision = Common &
  (
    | { readonly verdict: 'send'; readonly code: SendCode }
    | { readonly verdict: 'needs_template'; readonly code: NeedsTemplateCode }
    | { readonly verdict: 'blocked'; readonly code: BlockedCode }
    | { readonly verdict: 'deferred'; readonly code: DeferredCode; readonly until?: Date }
  );

export type { DecisionCode };
