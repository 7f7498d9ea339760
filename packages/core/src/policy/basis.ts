import type { ConsentState, Purpose, PurposeConsent } from '../consent/index.ts';
import type { Shield } from '../contact/shield.ts';
import type { BlockedCode, SendCode } from './codes.ts';
import type { DecisionDetail, Evidence } from './decision.ts';
import type { Facts } from './facts.ts';
import { advertises } from './purpose.ts';

/** A case reply answers a case that is at most this old. */
export const CASE_REPLY_MS = 7 * 24 * 60 * 60 * 1000;

/** A code or login link is only sent to somebody who asked for it at most this long ago. */
export const AUTHENTICATION_REQUEST_MS = 10 * 60 * 1000;

/** On what ground a message may go, or why there is none. */
export type Basis =
  | { readonly ok: true; readonly code: SendCode; readonly evidence: readonly Evidence[] }
  | {
      readonly ok: false;
      readonly code: BlockedCode;
      readonly evidence: readonly Evidence[];
      readonly detail: DecisionDetail;
    };

/** Free-form service text: the person's own message is the basis; whether it may still be free-form is asked later. */
export function serviceBasis(facts: Facts, isOpen: boolean): Basis {
  if (!isOpen && hasStoppedAll(facts)) return blocked('STOP_ALL', facts.consent.service);
  if (isOpen) return allowed(isOptedOut(facts) ? 'SERVICE_REPLY_OPTED_OUT' : 'SERVICE_REPLY', inbound(facts));
  // Never wrote, never agreed to anything: there is nothing to answer and no template would change that.
  const isKnown = facts.lastInboundAt !== undefined || hasAnyConsent(facts);
  return isKnown ? allowed('SERVICE_REPLY', inbound(facts)) : blocked('NO_CONSENT', facts.consent.service);
}

/** Advertising, in whatever form: confirmed consent, and nothing that stands against it. */
export function marketingBasis(facts: Facts): Basis {
  const consent = facts.consent.marketing;
  switch (consent.state) {
    case 'objected':
      return blocked('OBJECTED', consent);
    case 'withdrawn':
      return blocked(consent.scope === 'all' || hasStoppedAll(facts) ? 'STOP_ALL' : 'WITHDRAWN', consent);
    case 'provider_stop':
      return blocked('PROVIDER_STOP', consent);
    case 'on_hold':
      return blocked('ON_HOLD', consent);
    case 'none':
    case 'requested':
    case 'granted':
    case 'confirmed':
    case 'refused':
    case 'unproven':
      return facts.shield ? shielded(facts.shield) : agreementBasis(facts, consent.state);
  }
}

// A minor or vulnerable person gets no marketing. What the person has said against it comes first all the same.
function shielded(shield: Shield): Basis {
  return { ok: false, code: 'NO_CONSENT', evidence: [], detail: { shield } };
}

type Agreement = Exclude<ConsentState, 'withdrawn' | 'objected' | 'provider_stop' | 'on_hold'>;

function agreementBasis(facts: Facts, state: Agreement): Basis {
  const consent = facts.consent.marketing;
  switch (state) {
    case 'confirmed':
      return allowed('MARKETING_CONSENT', entry(consent));
    case 'granted':
      return isMetaMode(facts)
        ? allowed('MARKETING_CONSENT', entry(consent))
        : blocked('PENDING_CONFIRMATION', consent);
    case 'requested':
      return blocked('PENDING_CONFIRMATION', consent);
    case 'unproven':
      return isMetaMode(facts) ? allowed('MARKETING_CONSENT', entry(consent)) : blocked('UNPROVEN', consent);
    case 'refused':
    case 'none':
      return blocked('NO_CONSENT', consent);
  }
}

/** A utility template: a basis of its own, an open window it belongs to, or the one reply to an open case. */
export function utilityBasis(facts: Facts, isOpen: boolean, now: Date): Basis {
  const consent = facts.consent.utility;
  const policy = facts.template?.policy;
  if (isTakenBack(consent)) {
    // What a contract needs may go on; so may the direct answer to somebody who wrote after leaving.
    if (policy?.contractNecessary) return allowed('UTILITY_BASIS', templateEvidence(facts));
    if (isOpen && hasWrittenSince(facts, consent)) return allowed('SERVICE_REPLY_OPTED_OUT', inbound(facts));
    return blocked(stopCode(consent), consent);
  }
  if (consent.state === 'granted' || consent.state === 'confirmed')
    return allowed('UTILITY_BASIS', entry(consent));
  if (isMetaMode(facts) && hasOptIn(facts)) return allowed('UTILITY_BASIS', optIn(facts));
  if (isOpen) return allowed(isOptedOut(facts) ? 'SERVICE_REPLY_OPTED_OUT' : 'SERVICE_REPLY', inbound(facts));
  if (mayReplyToCase(facts, now))
    return allowed('CASE_REPLY', [...inbound(facts), ...templateEvidence(facts)]);
  if (consent.state === 'unproven') return blocked('UNPROVEN', consent);
  if (consent.state === 'requested') return blocked('PENDING_CONFIRMATION', consent);
  return withCaseReply(blocked('NO_CONSENT', consent), facts);
}

// Who wonders why the second answer is refused has to hear of the first.
function withCaseReply(basis: Basis, { template, conversation }: Facts): Basis {
  const caseReplyAt = template?.policy.caseReply ? conversation?.caseReplyAt : undefined;
  return basis.ok || !caseReplyAt ? basis : { ...basis, detail: { ...basis.detail, caseReplyAt } };
}

/** A code: the person has just asked for it. */
export function authenticationBasis(facts: Facts, now: Date): Basis {
  const request = facts.consent.authenticationRequest;
  if (!request || now.getTime() - request.at.getTime() > AUTHENTICATION_REQUEST_MS)
    return blocked('NO_REQUEST', facts.consent.authentication);
  return allowed('AUTHENTICATION_REQUESTED', [{ kind: 'consent', id: request.eventId, at: request.at }]);
}

/**
 * The question for consent to a purpose: nobody is asked who has left it, nor by a template that advertises who has left
 * advertising. Outside the window it goes only to somebody who has written before or signed up elsewhere, by a template
 * that a person has set aside for it, and never after a No.
 */
export function questionBasis(facts: Facts, purpose: Purpose, isOpen: boolean): Basis {
  const consent = facts.consent[purpose];
  const isReturning = consent.state === 'withdrawn' && facts.returningTo?.includes(purpose) === true;
  if ((isTakenBack(consent) || isPaused(consent)) && !(isReturning && isOpen))
    return purpose === 'marketing' ? marketingBasis(facts) : blocked(oppositionCode(consent), consent);
  const { marketing } = facts.consent;
  // Meta delivers it as marketing, and the person receives it as such, whichever purpose it asks for.
  if (advertises(facts) && (isTakenBack(marketing) || isPaused(marketing))) return marketingBasis(facts);
  if ((purpose === 'marketing' || advertises(facts)) && facts.shield) return shielded(facts.shield);
  const isKnown = facts.lastInboundAt !== undefined || hasOptIn(facts) || consent.state === 'requested';
  const isMeantForIt = facts.template === undefined || facts.template.policy.consentRequest;
  if (!isOpen && (!isKnown || consent.state === 'refused')) return blocked('NO_CONSENT', consent);
  if (!isMeantForIt) return blocked('NO_CONSENT', consent);
  const evidence = facts.lastInboundAt === undefined ? entry(consent) : inbound(facts);
  return allowed('CONSENT_REQUEST', [...evidence, ...templateEvidence(facts)]);
}

/** A plain STOP is in force: everything optional is over, with every number and tool. */
export function hasStoppedAll(facts: Facts): boolean {
  const { state, scope } = facts.consent.service;
  return (state === 'withdrawn' || state === 'objected') && scope === 'all';
}

/** The contact's last message, as evidence. */
export function inbound(facts: Facts): readonly Evidence[] {
  if (facts.lastInboundMessageId === undefined || facts.lastInboundAt === undefined) return [];
  return [{ kind: 'message', id: facts.lastInboundMessageId, at: facts.lastInboundAt }];
}

function mayReplyToCase(facts: Facts, now: Date): boolean {
  const { conversation, lastInboundAt, template } = facts;
  if (!template?.policy.caseReply || conversation?.state !== 'open' || lastInboundAt === undefined)
    return false;
  return conversation.caseReplyAt === undefined && now.getTime() - lastInboundAt.getTime() <= CASE_REPLY_MS;
}

function isOptedOut(facts: Facts): boolean {
  const { service, marketing } = facts.consent;
  return isTakenBack(service) || isTakenBack(marketing) || isPaused(marketing);
}

function isTakenBack(consent: PurposeConsent): boolean {
  return consent.state === 'withdrawn' || consent.state === 'objected';
}

function isPaused(consent: PurposeConsent): boolean {
  return consent.state === 'provider_stop' || consent.state === 'on_hold';
}

function stopCode(consent: PurposeConsent): BlockedCode {
  if (consent.scope === 'all') return 'STOP_ALL';
  return consent.state === 'objected' ? 'OBJECTED' : 'WITHDRAWN';
}

function oppositionCode(consent: PurposeConsent): BlockedCode {
  if (consent.state === 'provider_stop') return 'PROVIDER_STOP';
  return consent.state === 'on_hold' ? 'ON_HOLD' : stopCode(consent);
}

function hasWrittenSince(facts: Facts, consent: PurposeConsent): boolean {
  return (
    facts.lastInboundAt !== undefined && consent.since !== undefined && facts.lastInboundAt > consent.since
  );
}

function isMetaMode(facts: Facts): boolean {
  return facts.consentMode === 'meta';
}

// Meta asks for one opt-in to this business, not for one per purpose.
const optIns = ['granted', 'confirmed', 'unproven'];

function hasOptIn(facts: Facts): boolean {
  return optIn(facts).length > 0;
}

function optIn(facts: Facts): readonly Evidence[] {
  const { utility, marketing, service } = facts.consent;
  return [utility, marketing, service].filter((consent) => optIns.includes(consent.state)).flatMap(entry);
}

function hasAnyConsent(facts: Facts): boolean {
  const { service, utility, authentication, marketing } = facts.consent;
  return [service, utility, authentication, marketing].some((consent) => consent.state !== 'none');
}

function entry(consent: PurposeConsent): readonly Evidence[] {
  if (consent.eventId === undefined) return [];
  return [{ kind: 'consent', id: consent.eventId, ...(consent.since ? { at: consent.since } : {}) }];
}

function templateEvidence(facts: Facts): readonly Evidence[] {
  return facts.template ? [{ kind: 'template', id: facts.template.definition.id }] : [];
}

function allowed(code: SendCode, evidence: readonly Evidence[]): Basis {
  return { ok: true, code, evidence };
}

function blocked(code: BlockedCode, consent: PurposeConsent): Basis {
  return {
    ok: false,
    code,
    evidence: entry(consent),
    detail: {
      ...(consent.since ? { since: consent.since } : {}),
      ...(consent.word === undefined ? {} : { word: consent.word }),
    },
  };
}
