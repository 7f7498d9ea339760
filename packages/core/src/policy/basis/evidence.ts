import type { PurposeConsent } from '../../consent/index.ts';
import type { Evidence } from '../decision.ts';
import type { Facts } from '../facts.ts';

/** The contact's last message, as evidence. */
export function inbound(facts: Facts): readonly Evidence[] {
  if (facts.lastInboundMessageId === undefined || facts.lastInboundAt === undefined) return [];
  return [{ kind: 'message', id: facts.lastInboundMessageId, at: facts.lastInboundAt }];
}

/** The entry of the ledger that a consent state rests on, as evidence. */
export function entry(consent: PurposeConsent): readonly Evidence[] {
  if (consent.eventId === undefined) return [];
  return [{ kind: 'consent', id: consent.eventId, ...(consent.since ? { at: consent.since } : {}) }];
}

/** The template, whose policy a person has set, as evidence. */
export function templateEvidence(facts: Facts): readonly Evidence[] {
  return facts.template ? [{ kind: 'template', id: facts.template.definition.id }] : [];
}
