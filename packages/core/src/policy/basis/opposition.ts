import type { PurposeConsent } from '../../consent/index.ts';
import type { BlockedCode } from '../codes.ts';
import type { Facts } from '../facts.ts';

/** A plain STOP is in force: everything optional is over, with every number and tool. */
export function hasStoppedAll(facts: Facts): boolean {
  const { service } = facts.consent;
  return isTakenBack(service) && service.scope === 'all';
}

/** The person has left something: they are answered, and told of nothing else. */
export function isOptedOut(facts: Facts): boolean {
  const { service, marketing } = facts.consent;
  return isTakenBack(service) || isTakenBack(marketing) || isPaused(marketing);
}

/** The person took the purpose back, or objected to it. */
export function isTakenBack(consent: PurposeConsent): boolean {
  return consent.state === 'withdrawn' || consent.state === 'objected';
}

/** Meta's own stop, or a question that a person of the business has still to read. */
export function isPaused(consent: PurposeConsent): boolean {
  return consent.state === 'provider_stop' || consent.state === 'on_hold';
}

/** Which code says that a purpose was taken back. */
export function stopCode(consent: PurposeConsent): BlockedCode {
  if (consent.scope === 'all') return 'STOP_ALL';
  return consent.state === 'objected' ? 'OBJECTED' : 'WITHDRAWN';
}

/** Which code says what stands against a purpose, whatever it is. */
export function oppositionCode(consent: PurposeConsent): BlockedCode {
  if (consent.state === 'provider_stop') return 'PROVIDER_STOP';
  return consent.state === 'on_hold' ? 'ON_HOLD' : stopCode(consent);
}
