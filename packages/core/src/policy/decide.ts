import type { Purpose } from '../consent/index.ts';
import { type ServiceWindow, windowAt } from '../window/index.ts';
import { authenticationBasis } from './basis/authentication.ts';
import type { Basis } from './basis/basis.ts';
import { inbound } from './basis/evidence.ts';
import { marketingBasis } from './basis/marketing.ts';
import { questionBasis } from './basis/question.ts';
import { serviceBasis } from './basis/service.ts';
import { utilityBasis } from './basis/utility.ts';
import type { BlockedCode } from './codes.ts';
import type { Decision } from './decision.ts';
import type { Facts, SendIntent } from './facts.ts';
import { peopleFirst } from './people-first.ts';
import { postpone } from './postpone.ts';
import { truePurpose } from './purpose.ts';
import { block, needsTemplate, send } from './ruling.ts';
import { templateFault, templateName } from './template-fault.ts';

/**
 * May this message go to this contact at this moment? The first rule that matches decides, in the order of the
 * decision table beside this file. Pure: the same intent, facts and time give the same answer.
 */
export function decide(intent: SendIntent, facts: Facts, now: Date): Decision {
  const ruled = withLanguage(applyRules(intent, facts, now), intent.template);
  const decision =
    ruled.verdict === 'send' ? postpone(ruled, intent, facts, truePurpose(intent, facts), now) : ruled;
  const { timeZone } = facts;
  return timeZone === undefined ? decision : { ...decision, detail: { ...decision.detail, timeZone } };
}

// That another language goes than the one asked for is part of what the decision rests on.
function withLanguage(decision: Decision, template: SendIntent['template']): Decision {
  if (template?.askedLanguage === undefined) return decision;
  const id = `${template.askedLanguage} -> ${template.language}`;
  return { ...decision, evidence: [...decision.evidence, { kind: 'language', id }] };
}

function applyRules(intent: SendIntent, facts: Facts, now: Date): Decision {
  const window = windowOf(facts, now);
  if (facts.stopped) return block(window, 'KILL_SWITCH');
  const unreachable = addressing(intent, facts);
  if (unreachable) return block(window, unreachable);
  const purpose = truePurpose(intent, facts);
  if (isSuppressed(intent, facts, purpose, window.open))
    return block(window, 'SUPPRESSED', { since: facts.suppression?.since });
  if (intent.own === 'consent_request') return decideQuestion(intent, facts, window);
  if (intent.own) return decideOwn(intent.own, facts, window);
  if (intent.template && !facts.template)
    return block(window, 'TEMPLATE_NOT_FOUND', { template: templateName(intent.template) });
  const basis = basisFor(intent, facts, purpose, window.open, now);
  if (!basis.ok) return block(window, basis.code, basis.detail, basis.evidence);
  const interruption = peopleFirst(intent, facts, now);
  if (interruption) return block(window, interruption.code, interruption.detail);
  if (!intent.template && !window.open) return needsTemplate(window, facts);
  const fault = templateFault(intent, facts, purpose);
  if (fault) return block(window, fault.code, fault.detail);
  return send(window, isMinimal(facts, purpose) ? 'MINIMAL_REPLY' : basis.code, basis.evidence);
}

// A clock that is put back opens nothing again: once it was told that the window has closed, only a message opens it.
function windowOf(facts: Facts, now: Date): ServiceWindow {
  const window = windowAt(facts.lastInboundAt, now, facts.windowMarginMs);
  return facts.windowHasClosed ? { ...window, open: false } : window;
}

// Rows 0 to 2: is there anybody to reach in the way this message needs?
function addressing(intent: SendIntent, facts: Facts): BlockedCode | undefined {
  const { hasPhone, hasUserId } = facts.recipient;
  if (!hasPhone && !hasUserId) return 'NOT_ADDRESSABLE';
  // Meta sends codes to phone numbers only (131062).
  const isCode = intent.template !== undefined && facts.template?.definition.category === 'authentication';
  return isCode && !hasPhone ? 'AUTH_NEEDS_PHONE' : undefined;
}

// Row 3: an erased person hears nothing but the answer to an own message, until they open a purpose again.
function isSuppressed(intent: SendIntent, facts: Facts, purpose: Purpose, isOpen: boolean): boolean {
  if (!facts.suppression || facts.suppression.liftedFor.includes(purpose)) return false;
  if (purpose === 'authentication') return false;
  const isAsking = intent.own === 'consent_request';
  return intent.template !== undefined || purpose === 'marketing' || isAsking || !isOpen;
}

function isMinimal(facts: Facts, purpose: Purpose): boolean {
  return (
    facts.suppression !== undefined &&
    purpose === 'service' &&
    !facts.suppression.liftedFor.includes('service')
  );
}

// Rows 5 and 6.
function basisFor(intent: SendIntent, facts: Facts, purpose: Purpose, isOpen: boolean, now: Date): Basis {
  switch (purpose) {
    case 'marketing':
      return marketingBasis(facts);
    case 'authentication':
      return authenticationBasis(facts, now);
    case 'utility':
      return utilityBasis(facts, isOpen, now);
    case 'service':
      return intent.template ? utilityBasis(facts, isOpen, now) : serviceBasis(facts, isOpen);
  }
}

// The gateway's own words have their own ground: the message they answer.
function decideOwn(
  own: Exclude<NonNullable<SendIntent['own']>, 'consent_request'>,
  facts: Facts,
  window: ServiceWindow,
): Decision {
  if (!window.open) return needsTemplate(window, facts);
  switch (own) {
    case 'opt_out_confirmation':
      return send(window, 'OPT_OUT_CONFIRMATION', inbound(facts));
    case 'help_answer':
      return send(window, 'HELP_ANSWER', inbound(facts));
  }
}

// Whoever has left is never asked to come back, and whoever is a stranger is not written to for it.
function decideQuestion(intent: SendIntent, facts: Facts, window: ServiceWindow): Decision {
  if (intent.template && !facts.template)
    return block(window, 'TEMPLATE_NOT_FOUND', { template: templateName(intent.template) });
  const purpose = truePurpose(intent, facts);
  const basis = questionBasis(facts, purpose, window.open);
  if (!basis.ok) return block(window, basis.code, basis.detail, basis.evidence);
  if (!intent.template)
    return window.open ? send(window, basis.code, basis.evidence) : needsTemplate(window, facts);
  const fault = templateFault(intent, facts, purpose);
  if (fault) return block(window, fault.code, fault.detail);
  return send(window, basis.code, basis.evidence);
}
