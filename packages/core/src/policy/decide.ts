import type { Purpose } from '../consent/index.ts';
import { checkVariables } from '../template/index.ts';
import { type ServiceWindow, windowAt } from '../window/index.ts';
import {
  authenticationBasis,
  type Basis,
  inbound,
  marketingBasis,
  questionBasis,
  serviceBasis,
  utilityBasis,
} from './basis.ts';
import type { BlockedCode, SendCode } from './codes.ts';
import type { Decision, DecisionDetail, Evidence } from './decision.ts';
import type { Facts, SendIntent } from './facts.ts';

/** Once a person answers or takes a conversation, automations are silent for this long. */
export const TAKEN_MS = 12 * 60 * 60 * 1000;

/**
 * May this message go to this contact at this moment? The first rule that matches decides, in the order of the
 * decision table beside this file. Pure: the same intent, facts and time give the same answer.
 */
export function decide(intent: SendIntent, facts: Facts, now: Date): Decision {
  const decision = applyRules(intent, facts, now);
  const { timeZone } = facts;
  return timeZone === undefined ? decision : { ...decision, detail: { ...decision.detail, timeZone } };
}

function applyRules(intent: SendIntent, facts: Facts, now: Date): Decision {
  const window = windowAt(facts.lastInboundAt, now, facts.windowMarginMs);
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

// Rows 0 to 2: is there anybody to reach in the way this message needs?
function addressing(intent: SendIntent, facts: Facts): BlockedCode | undefined {
  const { hasPhone, hasUserId } = facts.recipient;
  if (!hasPhone && !hasUserId) return 'NOT_ADDRESSABLE';
  // Meta sends codes to phone numbers only (131062).
  const isCode = intent.template !== undefined && facts.template?.definition.category === 'authentication';
  return isCode && !hasPhone ? 'AUTH_NEEDS_PHONE' : undefined;
}

/** Row 4: the stricter of Meta's category, our policy and the caller's claim. */
export function truePurpose(intent: SendIntent, facts: Facts): Purpose {
  // A question is about the purpose it asks for, whichever template carries it.
  if (intent.own === 'consent_request') return intent.purpose ?? 'marketing';
  if (!intent.template) return intent.purpose === 'marketing' ? 'marketing' : 'service';
  const template = facts.template;
  if (!template) return intent.purpose ?? 'utility';
  if (template.definition.category === 'authentication') return 'authentication';
  const isAdvertising =
    template.definition.category === 'marketing' || template.policy.legalKind !== 'transactional';
  return isAdvertising || intent.purpose === 'marketing' ? 'marketing' : 'utility';
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

// After row 6: people before machines, and no machine that passes for a person.
function peopleFirst(
  intent: SendIntent,
  facts: Facts,
  now: Date,
): { readonly code: BlockedCode; readonly detail: DecisionDetail } | undefined {
  const { conversation } = facts;
  const isTaken =
    conversation?.takenAt !== undefined && now.getTime() - conversation.takenAt.getTime() < TAKEN_MS;
  if (intent.sender !== 'person' && !intent.template && isTaken)
    return {
      code: 'TAKEN_BY_PERSON',
      detail: {
        since: conversation.takenAt,
        ...(conversation.takenBy === undefined ? {} : { by: conversation.takenBy }),
      },
    };
  if (intent.sender === 'ai' && !conversation?.aiDisclosed && !saysItIsAnAi(intent, facts))
    return { code: 'AI_DISCLOSURE_MISSING', detail: { disclosure: facts.aiDisclosure } };
  return undefined;
}

// Row 8, and the one region where Meta delivers no advertising.
function templateFault(
  intent: SendIntent,
  facts: Facts,
  purpose: Purpose,
): { readonly code: BlockedCode; readonly detail: DecisionDetail } | undefined {
  if (!intent.template || !facts.template) return undefined;
  const { definition } = facts.template;
  const template = templateName(intent.template);
  // Meta has paused marketing templates to United States numbers since April 2025 (131049).
  if (definition.category === 'marketing' && purpose === 'marketing' && facts.recipient.country === 'US')
    return { code: 'PROVIDER_REGION', detail: { template } };
  if (definition.status === 'PAUSED') return { code: 'TEMPLATE_PAUSED', detail: { template } };
  if (definition.status !== 'APPROVED') return { code: 'TEMPLATE_NOT_APPROVED', detail: { template } };
  const check = checkVariables(definition, intent.template.variables);
  return check.ok ? undefined : { code: 'TEMPLATE_VARIABLES', detail: { template, faults: check.faults } };
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

function needsTemplate(window: ServiceWindow, facts: Facts): Decision {
  const detail: DecisionDetail = facts.lastInboundAt === undefined ? {} : { since: facts.lastInboundAt };
  return {
    verdict: 'needs_template',
    code: 'WINDOW_CLOSED',
    window: view(window),
    evidence: inbound(facts),
    detail,
  };
}

function send(window: ServiceWindow, code: SendCode, evidence: readonly Evidence[]): Decision {
  return { verdict: 'send', code, window: view(window), evidence, detail: {} };
}

function block(
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

function templateName(template: NonNullable<SendIntent['template']>): string {
  return `${template.name} (${template.language})`;
}

function saysItIsAnAi(intent: SendIntent, facts: Facts): boolean {
  const text = squeeze(intent.visibleText ?? '');
  return [facts.aiDisclosure, ...(facts.otherDisclosures ?? [])].some((sentence) =>
    text.includes(squeeze(sentence)),
  );
}

function squeeze(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ').trim();
}
