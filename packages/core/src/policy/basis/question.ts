import type { Purpose } from '../../consent/index.ts';
import type { Facts } from '../facts.ts';
import { advertises } from '../purpose.ts';
import { hasOptIn } from './agreement.ts';
import { allowed, type Basis, blocked } from './basis.ts';
import { entry, inbound, templateEvidence } from './evidence.ts';
import { marketingBasis, shielded } from './marketing.ts';
import { isPaused, isTakenBack, oppositionCode } from './opposition.ts';

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
