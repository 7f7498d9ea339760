import type { ConsentEvent, ConsentScope, ConsentState, Purpose } from './event.ts';
import { believeMetaTime } from './meta-time.ts';

/** Clocks that are not Meta's may be off by this much: a grant must be later than a withdrawal by more. */
export const CLOCK_DOUBT_MS = 60_000;

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

type Opposition = 'objected' | 'withdrawn' | 'provider_stop' | 'on_hold';

// The stronger one decides. An objection is absolute (GDPR Art. 21(3)); a hold is only a question that is still open.
const strongestFirst: readonly Opposition[] = ['objected', 'withdrawn', 'provider_stop', 'on_hold'];

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

function oppositionOf(event: ConsentEvent): Opposition | undefined {
  if (event.action === 'object') return 'objected';
  if (event.action === 'hold') return 'on_hold';
  if (event.action !== 'withdraw') return undefined;
  return isMetas(event) ? 'provider_stop' : 'withdrawn';
}

/** Whether an entry stands against a purpose as long as nothing lifts it. */
export function isOpposition(event: ConsentEvent): boolean {
  return oppositionOf(event) !== undefined;
}

function isMetas(event: ConsentEvent): boolean {
  return event.method === 'meta_preference' || event.method === 'provider_error';
}

function isLifted(opposition: ConsentEvent, events: readonly ConsentEvent[]): boolean {
  return events.some((event) => isLater(event, opposition) && lifts(event, opposition, events));
}

function lifts(event: ConsentEvent, opposition: ConsentEvent, events: readonly ConsentEvent[]): boolean {
  // An import never lifts an opt-out, whatever its date says.
  if (event.method === 'import') return false;
  switch (oppositionOf(opposition)) {
    case 'objected':
      // Only a new double opt-in: both halves later than the objection.
      return (
        event.action === 'confirm' && event.proven && events.some((first) => asksAnew(first, opposition))
      );
    case 'withdrawn':
      // Only the person's own act: no note of a colleague, no call of a program, and Meta's resume only Meta's stop.
      if (event.action === 'restore') return event.proven && !isMetas(event);
      if (event.action === 'confirm' && event.proven) return true;
      return (event.action === 'grant' || event.action === 'confirm') && isOwnAct(event);
    case 'provider_stop':
      // Only the person can switch marketing on again, inside WhatsApp, and only Meta's own webhook says that they did.
      return event.action === 'restore' && event.method === 'meta_preference' && event.metaTime;
    case 'on_hold':
      return event.action === 'restore' || (event.action === 'confirm' && event.proven);
    case undefined:
      return false;
  }
}

// Consent is an act of the person (GDPR Art. 4(11)): agents, programs and imports never lift an opt-out.
const ownActs: readonly (string | undefined)[] = [
  'web_form',
  'chat_word',
  'chat_button',
  'code_link',
  'paper',
  'phone',
];

function isOwnAct(event: ConsentEvent): boolean {
  return ownActs.includes(event.method);
}

function asksAnew(event: ConsentEvent, opposition: ConsentEvent): boolean {
  return (event.action === 'request' || event.action === 'grant') && isLater(event, opposition);
}

// What a restore lifted counts as never having been; a new grant after a withdrawal starts from nothing.
function isRestored(opposition: ConsentEvent, events: readonly ConsentEvent[]): boolean {
  return events.some(
    (event) => event.action === 'restore' && isLater(event, opposition) && lifts(event, opposition, events),
  );
}

function isUnproven(event: ConsentEvent): boolean {
  return event.method === 'import' && event.textVersion === undefined;
}

/** A later one wins only beyond doubt: two of Meta's times compare exactly, across clocks a minute is needed. */
function isLater(event: ConsentEvent, than: ConsentEvent): boolean {
  // A hold is lifted by somebody who has it before their eyes: there is no doubt which came first.
  const isDoubtful = isOpposition(than) && oppositionOf(than) !== 'on_hold';
  const doubt = isDoubtful && !(isOfMetasClock(event) && isOfMetasClock(than)) ? CLOCK_DOUBT_MS : 0;
  return timeOf(event) > timeOf(than) + doubt;
}

// A grant cannot be dated after it was recorded; a withdrawal counts from the moment the person acted or, when that
// was told late, from its recording: a back-dated grant never beats a withdrawal recorded after it.
/** The moment at which an entry counts. */
export function timeOf(event: ConsentEvent): number {
  if (event.metaTime) return believeMetaTime(event.occurredAt, event.recordedAt).at.getTime();
  const occurred = event.occurredAt.getTime();
  const recorded = event.recordedAt.getTime();
  return isOpposition(event) ? occurred : Math.min(occurred, recorded);
}

function isOfMetasClock({ metaTime, occurredAt, recordedAt }: ConsentEvent): boolean {
  return metaTime && believeMetaTime(occurredAt, recordedAt).isMetas;
}

function latest(events: readonly ConsentEvent[]): ConsentEvent | undefined {
  let last: ConsentEvent | undefined;
  for (const event of events) {
    if (!last || timeOf(event) > timeOf(last) || (timeOf(event) === timeOf(last) && event.id > last.id))
      last = event;
  }
  return last;
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
