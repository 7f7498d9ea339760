import type { PurposeConsent } from '../../consent/index.ts';
import type { Facts } from '../facts.ts';
import { hasOptIn, isMetaMode, optIn } from './agreement.ts';
import { allowed, type Basis, blocked } from './basis.ts';
import { entry, inbound, templateEvidence } from './evidence.ts';
import { isOptedOut, isTakenBack, stopCode } from './opposition.ts';

/** A case reply answers a case that is at most this old. */
const CASE_REPLY_MS = 7 * 24 * 60 * 60 * 1000;

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

function mayReplyToCase(facts: Facts, now: Date): boolean {
  const { conversation, lastInboundAt, template } = facts;
  if (!template?.policy.caseReply || conversation?.state !== 'open' || lastInboundAt === undefined)
    return false;
  return conversation.caseReplyAt === undefined && now.getTime() - lastInboundAt.getTime() <= CASE_REPLY_MS;
}

function hasWrittenSince(facts: Facts, consent: PurposeConsent): boolean {
  return (
    facts.lastInboundAt !== undefined && consent.since !== undefined && facts.lastInboundAt > consent.since
  );
}
