// Two contacts turn out to be one person. Their entries are read as one ledger from then on, which is right for what
// the person did themselves. It is not enough for what others reported of one contact without knowing of the other: a
// form that was filled in for the phone number does not take back the STOP that came from the user id. So whatever
// stands against a purpose in one ledger, and would be lifted only by reports in the other, is carried over. In doubt
// the more restrictive state of both holds; a purpose that one of them knows nothing about restricts nothing.

import { timeOf } from './entry-time.ts';
import { type ConsentEvent, type ConsentScope, type ConsentState, type Purpose, purposes } from './event.ts';
import { isOpposition } from './opposition.ts';
import { purposeConsent } from './standing.ts';

/** An opposition to record anew, so that the reports in the other ledger do not lift it. */
export type CarriedOpposition = {
  readonly scope: ConsentScope;
  readonly action: 'withdraw' | 'object' | 'hold' | 'refuse';
  /** The entry that it repeats. */
  readonly causeId: string;
  /** The moment of the latest report that it stands against: a tie is withdrawn. */
  readonly at: Date;
};

/** How strongly a state stands against a message; zero for what only lacks or gives consent. */
const strictness: Readonly<Record<ConsentState, number>> = {
  objected: 5,
  withdrawn: 4,
  provider_stop: 3,
  on_hold: 2,
  refused: 1,
  none: 0,
  requested: 0,
  granted: 0,
  confirmed: 0,
  unproven: 0,
};

type Found = CarriedOpposition & { readonly purpose: Purpose; readonly isByAll: boolean };

/** What has to be recorded when two ledgers become one person's, so that the more restrictive state of both holds. */
export function carriedOppositions(
  one: readonly ConsentEvent[],
  other: readonly ConsentEvent[],
  now: Date,
): readonly CarriedOpposition[] {
  const found = purposes.flatMap((purpose) => {
    const carried = [carriedFrom(one, other, purpose, now), carriedFrom(other, one, purpose, now)];
    return carried.flatMap((entry) => entry ?? []);
  });
  return joined(found);
}

function carriedFrom(
  from: readonly ConsentEvent[],
  into: readonly ConsentEvent[],
  purpose: Purpose,
  now: Date,
): Found | undefined {
  const { state, eventId, scope = purpose } = purposeConsent(from, purpose, now);
  const strict = strictness[state];
  const action = actionOf(state);
  if (action === undefined || eventId === undefined) return undefined;
  if (strictness[purposeConsent([...from, ...into], purpose, now).state] >= strict) return undefined;
  // The same person wrote both: what they said later, on whichever contact, they said knowing what they had said.
  const ownWords = into.filter((event) => isOpposition(event) || !isReported(event));
  if (strictness[purposeConsent([...from, ...ownWords], purpose, now).state] < strict) return undefined;
  const reports = into.filter((event) => isReported(event) && isAbout(event, purpose));
  const at = new Date(Math.max(...reports.map(timeOf)));
  return { scope: purpose, action, causeId: eventId, at, purpose, isByAll: scope === 'all' };
}

function actionOf(state: ConsentState): CarriedOpposition['action'] | undefined {
  switch (state) {
    case 'objected':
      return 'object';
    case 'withdrawn':
      return 'withdraw';
    case 'on_hold':
      return 'hold';
    case 'refused':
      return 'refuse';
    // Nobody but Meta lifts Meta's stop, so that no report can.
    case 'provider_stop':
    case 'none':
    case 'requested':
    case 'granted':
    case 'confirmed':
    case 'unproven':
      return undefined;
  }
}

// Anything but the person's own message at WhatsApp.
function isReported(event: ConsentEvent): boolean {
  return !(event.metaTime && event.proven);
}

function isAbout(event: ConsentEvent, purpose: Purpose): boolean {
  return event.scope === purpose || event.scope === 'all';
}

// A plain STOP stays one entry about everything, so that its words still name it.
function joined(found: readonly Found[]): readonly CarriedOpposition[] {
  const entries = new Map<string, CarriedOpposition>();
  for (const { purpose: _, isByAll, ...entry } of found) {
    const scope = isByAll && goesWithAll(entry.action) ? 'all' : entry.scope;
    const key = `${entry.causeId} ${scope}`;
    const before = entries.get(key);
    const at = before && before.at > entry.at ? before.at : entry.at;
    entries.set(key, { ...entry, scope, at });
  }
  return [...entries.values()];
}

function goesWithAll(action: CarriedOpposition['action']): boolean {
  return action === 'withdraw' || action === 'object';
}
