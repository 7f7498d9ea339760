import type { Facts } from '../facts.ts';
import { allowed, type Basis, blocked } from './basis.ts';

/** A code or login link is only sent to somebody who asked for it at most this long ago. */
const AUTHENTICATION_REQUEST_MS = 10 * 60 * 1000;

/** A code: the person has just asked for it. */
export function authenticationBasis(facts: Facts, now: Date): Basis {
  const request = facts.consent.authenticationRequest;
  if (!request || now.getTime() - request.at.getTime() > AUTHENTICATION_REQUEST_MS)
    return blocked('NO_REQUEST', facts.consent.authentication);
  return allowed('AUTHENTICATION_REQUESTED', [{ kind: 'consent', id: request.eventId, at: request.at }]);
}
