import { isLater, latest, timeOf } from './entry-time.ts';
import type { ConsentEvent, ConsentScope, ConsentState, Purpose } from './event.ts';
import { isLifted, isRestored } from './lifting.ts';
import { isOpposition, oppositionOf, strongestFirst } from './opposition.ts';

/** A request for consent that nobody answered lapses after 7 days. */
export const REQUEST_VALID_MS = 7 * 24 * 60 * 60 * 1000;

export type PurposeConsent = {
  readonly state: ConsentState;
  /** When the state began, and the entry that says so; absent for `none`. */
  readonly since?: Date;
  readonly eventId?: string;
  /** What the deciding withdrawal or objection named: `all` for a plain STOP. */
  readonly scope?: ConsentScope;
  /** The word or button by which the person left. */
  readonly word?: string;
};

/** Where a person stands with every purpose, computed from the ledger. */
export type ConsentStanding = Readonly<Record<Purpose, PurposeConsent>> & {
  /** When the person last asked for a code or login, as far as it still counts. */
  readonly authenticationRequest?: { readonly at: Date; readonly eventId: string };
};

/**
 * Computes the consent state of every purpose. Any order and repetition of the same entries gives the same
 * state: only the entries' own times count. Withdrawal wins in every doubt.
 */
export function consentStanding(events: readonly ConsentEvent[], now: Date): ConsentStanding {
  const request = authenticationRequest(events);
  return {
    service: purposeConsent(events, 'service', now),
    utility: purposeConsent(events, 'utility', now),
    authentication: purposeConsent(events, 'authentication', now),
    marketing: purposeConsent(events, 'marketing', now),
    ...(request ? { authenticationRequest: request } : {}),
  };
}

/** Where a person stands with one purpose. */
export function purposeConsent(events: readonly ConsentEvent[], purpose: Purpose, now: Date): PurposeConsent {
  const relevant = events.filter((event) => event.scope === purpose || event.scope === 'all');
  const inForce = relevant.filter((event) => oppositionOf(event) !== undefined && !isLifted(event, relevant));
  for (const state of strongestFirst) {
    const cause = latest(inForce.filter((event) => oppositionOf(event) === state));
    if (cause) return stateFrom(state, cause, true);
  }
  return agreement(relevant, now);
}

/** Whether a hold on the purpose is in force, whatever else stands against it. */
export function isOnHold(events: readonly ConsentEvent[], purpose: Purpose): boolean {
  const relevant = events.filter((event) => event.scope === purpose || event.scope === 'all');
  return relevant.some((event) => oppositionOf(event) === 'on_hold' && !isLifted(event, relevant));
}

/**
 * What the person may confirm now with a JA, YES or START: a request that has not lapsed, or an unconfirmed grant, later
 * than whatever stands against the purpose. Undefined when nothing waits for them.
 */
export function pendingAgreement(
  events: readonly ConsentEvent[],
  purpose: Purpose,
  now: Date,
): PurposeConsent | undefined {
  const relevant = events.filter((event) => event.scope === purpose || event.scope === 'all');
  // An import without proof stands in nobody's way: the person may be asked, and says so themselves.
  const agreed = agreement(
    relevant.filter((event) => isOpposition(event) || !isUnproven(event)),
    now,
  );
  return agreed.state === 'requested' || agreed.state === 'granted' ? agreed : undefined;
}

// Nothing stands against it: what did the person agree to since the last opposition that was not simply restored?
function agreement(events: readonly ConsentEvent[], now: Date): PurposeConsent {
  const ended = latest(events.filter((event) => isOpposition(event) && !isRestored(event, events)));
  const lapsed = latest(events.filter((event) => event.action === 'lapse'));
  const since = events.filter(
    (event) =>
      !isOpposition(event) && (!ended || isLater(event, ended)) && (!lapsed || isLater(event, lapsed)),
  );
  const refused = latest(since.filter((event) => event.action === 'refuse'));
  const standing = refused ? since.filter((event) => isLater(event, refused)) : since;
  const confirmed = latest(standing.filter((event) => event.action === 'confirm' && event.proven));
  if (confirmed) return stateFrom('confirmed', confirmed);
  const granted = latest(standing.filter((event) => event.action === 'grant' || event.action === 'confirm'));
  if (granted) return stateFrom(isUnproven(granted) ? 'unproven' : 'granted', granted);
  const requested = latest(standing.filter((event) => event.action === 'request'));
  if (requested && now.getTime() - timeOf(requested) <= REQUEST_VALID_MS)
    return stateFrom('requested', requested);
  if (refused) return stateFrom('refused', refused);
  return { state: 'none' };
}

function isUnproven(event: ConsentEvent): boolean {
  return event.method === 'import' && event.textVersion === undefined;
}

function stateFrom(state: ConsentState, event: ConsentEvent, isOpposed = false): PurposeConsent {
  return {
    state,
    since: new Date(timeOf(event)),
    eventId: event.id,
    ...(isOpposed ? { scope: event.scope } : {}),
    ...(event.word === undefined ? {} : { word: event.word }),
  };
}

// A code is asked for anew each time, so a STOP before the request does not matter; one after it does.
function authenticationRequest(events: readonly ConsentEvent[]): ConsentStanding['authenticationRequest'] {
  const requests = events.filter((event) => event.scope === 'authentication' && event.action === 'request');
  const request = latest(requests);
  if (!request) return undefined;
  const isTakenBack = events.some(
    (event) => event.scope === 'authentication' && isOpposition(event) && timeOf(event) >= timeOf(request),
  );
  // A code that was asked for on one number does not go to another.
  const hasLapsed = events.some((event) => event.action === 'lapse' && timeOf(event) >= timeOf(request));
  return isTakenBack || hasLapsed ? undefined : { at: new Date(timeOf(request)), eventId: request.id };
}
