import type { ServiceWindow } from '../window/index.ts';
import { inbound } from './basis/evidence.ts';
import type { BlockedCode, SendCode } from './codes.ts';
import type { Decision, DecisionDetail, Evidence } from './decision.ts';
import type { Facts } from './facts.ts';

/** The words may go, but only as a template. */
export function needsTemplate(window: ServiceWindow, facts: Facts): Decision {
  const detail: DecisionDetail = facts.lastInboundAt === undefined ? {} : { since: facts.lastInboundAt };
  return {
    verdict: 'needs_template',
    code: 'WINDOW_CLOSED',
    window: view(window),
    evidence: inbound(facts),
    detail,
  };
}

/** The message may go, on this ground. */
export function send(window: ServiceWindow, code: SendCode, evidence: readonly Evidence[]): Decision {
  return { verdict: 'send', code, window: view(window), evidence, detail: {} };
}

/** The message may not go, for this reason. */
export function block(
  window: ServiceWindow,
  code: BlockedCode,
  detail: { readonly [Key in keyof DecisionDetail]: DecisionDetail[Key] | undefined } = {},
  evidence: readonly Evidence[] = [],
): Decision {
  return { verdict: 'blocked', code, window: view(window), evidence, detail: detail as DecisionDetail };
}

function view(window: ServiceWindow): Decision['window'] {
  return window.closesAt === undefined
    ? { open: window.open }
    : { open: window.open, closesAt: window.closesAt };
}
