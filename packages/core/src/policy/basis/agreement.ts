import type { Evidence } from '../decision.ts';
import type { Facts } from '../facts.ts';
import { entry } from './evidence.ts';

/** Only Meta's own opt-in policy holds. */
export function isMetaMode(facts: Facts): boolean {
  return facts.consentMode === 'meta';
}

// Meta asks for one opt-in to this business, not for one per purpose.
const optIns = ['granted', 'confirmed', 'unproven'];

/** The person has opted in to something. */
export function hasOptIn(facts: Facts): boolean {
  return optIn(facts).length > 0;
}

/** Every opt-in of the person, as evidence. */
export function optIn(facts: Facts): readonly Evidence[] {
  const { utility, marketing, service } = facts.consent;
  return [utility, marketing, service].filter((consent) => optIns.includes(consent.state)).flatMap(entry);
}

/** The ledger knows the person, whatever they said. */
export function hasAnyConsent(facts: Facts): boolean {
  const { service, utility, authentication, marketing } = facts.consent;
  return [service, utility, authentication, marketing].some((consent) => consent.state !== 'none');
}
