import type { Facts } from '../facts.ts';
import { hasAnyConsent } from './agreement.ts';
import { allowed, type Basis, blocked } from './basis.ts';
import { inbound } from './evidence.ts';
import { hasStoppedAll, isOptedOut } from './opposition.ts';

/** Free-form service text: the person's own message is the basis; whether it may still be free-form is asked later. */
export function serviceBasis(facts: Facts, isOpen: boolean): Basis {
  if (!isOpen && hasStoppedAll(facts)) return blocked('STOP_ALL', facts.consent.service);
  if (isOpen) return allowed(isOptedOut(facts) ? 'SERVICE_REPLY_OPTED_OUT' : 'SERVICE_REPLY', inbound(facts));
  // Never wrote, never agreed to anything: there is nothing to answer and no template would change that.
  const isKnown = facts.lastInboundAt !== undefined || hasAnyConsent(facts);
  return isKnown ? allowed('SERVICE_REPLY', inbound(facts)) : blocked('NO_CONSENT', facts.consent.service);
}
