import type { OutboundContent, TemplateContent } from '@parley/core/message';
import { type Decision, decide, defer } from '@parley/core/policy';
import type { Resolved } from '../contacts/find.ts';
import { loadFacts } from '../policy/load-facts.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { intentOf, type Saying } from './intent.ts';

/** What to do when the window is closed at the moment of sending. */
export type IfWindowClosed =
  | { readonly then: 'reject' }
  | { readonly then: 'template'; readonly template: TemplateContent }
  | { readonly then: 'hold'; readonly until: Date };

/** A message as it is decided on, before or after it is stored. */
export type Draft = Saying & {
  readonly recipient: Resolved;
  readonly numberId: string;
  /** When it is to go; absent for at once. */
  readonly sendAt?: Date | undefined;
  readonly ifWindowClosed: IfWindowClosed;
  /** Its id, when it is stored already. */
  readonly messageId?: string | undefined;
  /** It is about to leave, so that the pace to its person counts. */
  readonly isLeaving?: boolean | undefined;
};

/** What becomes of a draft: it goes now, waits, or is refused; with the content that goes. */
export type Plan =
  | { readonly outcome: 'go'; readonly content: OutboundContent; readonly decision: Decision }
  | {
      readonly outcome: 'wait';
      readonly status: 'scheduled' | 'held';
      readonly content: OutboundContent;
      readonly decision: Decision;
      readonly until: Date;
    }
  | {
      readonly outcome: 'refused';
      readonly decision: Decision;
      /** Which part of the request the decision is about. */
      readonly about?: 'ifWindowClosed.template';
    };

/**
 * The one door: loads the facts and decides, for the moment at which the draft is to go. Used when a message is
 * accepted, when it is changed, and again in the transaction in which it turns `sending`.
 */
export async function planSend(tx: Tx, runtime: Runtime, draft: Draft, now: Date): Promise<Plan> {
  const later = draft.sendAt && draft.sendAt > now ? draft.sendAt : undefined;
  const at = later ?? now;
  const decision = plannedFor(await decideContent(tx, runtime, draft, draft.content, at), later);
  if (decision.verdict === 'send') return goOrWait(draft.content, decision, later);
  if (decision.verdict === 'deferred') return postponed(draft.content, decision, at);
  if (decision.verdict !== 'needs_template') return { outcome: 'refused', decision };
  const { ifWindowClosed } = draft;
  switch (ifWindowClosed.then) {
    case 'reject':
      return { outcome: 'refused', decision };
    case 'template': {
      const { template } = ifWindowClosed;
      const second = await decideContent(tx, runtime, draft, template, at);
      if (second.verdict === 'deferred') return postponed(draft.content, second, at);
      if (second.verdict !== 'send')
        return { outcome: 'refused', decision: second, about: 'ifWindowClosed.template' };
      return later ? goOrWait(draft.content, second, later) : goOrWait(template, second, undefined);
    }
    case 'hold':
      if (later) return goOrWait(draft.content, decision, later);
      if (ifWindowClosed.until <= now) return { outcome: 'refused', decision };
      return {
        outcome: 'wait',
        status: 'held',
        content: draft.content,
        decision: defer(decision, 'HELD_UNTIL_REPLY', ifWindowClosed.until),
        until: ifWindowClosed.until,
      };
  }
}

/** The decision on one content to the draft's recipient at a moment. */
export async function decideContent(
  tx: Tx,
  runtime: Runtime,
  draft: Omit<Draft, 'ifWindowClosed'>,
  content: OutboundContent,
  at: Date,
): Promise<Decision> {
  const facts = await loadFacts(tx, runtime, {
    recipient: draft.recipient,
    numberId: draft.numberId,
    template: content.type === 'template' ? content : undefined,
    messageId: draft.messageId,
    now: at,
    isLimited: content.type === 'template' || draft.purpose === 'marketing',
    isLeaving: draft.isLeaving,
  });
  return decide(intentOf({ ...draft, content }, facts), facts, at);
}

/** Marks a decision on a later moment: the words have to say that the window will be closed then, not that it is now. */
export function plannedFor(decision: Decision, later: Date | undefined): Decision {
  return later ? { ...decision, detail: { ...decision.detail, plannedFor: later } } : decision;
}

function goOrWait(content: OutboundContent, decision: Decision, later: Date | undefined): Plan {
  if (!later) return { outcome: 'go', content, decision };
  return {
    outcome: 'wait',
    status: 'scheduled',
    content,
    decision: defer(decision, 'SCHEDULED', later),
    until: later,
  };
}

// It may go, but not yet; when its time has come it is decided again.
function postponed(
  content: OutboundContent,
  decision: Extract<Decision, { verdict: 'deferred' }>,
  at: Date,
): Plan {
  return { outcome: 'wait', status: 'scheduled', content, decision, until: decision.until ?? at };
}
