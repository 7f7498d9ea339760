import type { AccountEvent } from '@parley/core/cloud-api';

/** What Meta said last of an account, as far as it can forbid messages; times are text, as they are stored. */
export type AccountStanding = {
  readonly ban?: Pick<NonNullable<AccountEvent['ban']>, 'state'>;
  readonly lock?: { readonly expiresAt?: string };
  readonly restrictions?: readonly { readonly type?: string; readonly expiresAt?: string }[];
};

/** What forbids the numbers of an account to send, and until when; null for until Meta says otherwise. */
export type Restriction = { readonly restriction: string | null; readonly restricted_until: number | null };

const NONE: Restriction = { restriction: null, restricted_until: null };

/**
 * The restriction that holds for the numbers of an account: a ban before a lock before Meta's list, and of the list
 * the one that lasts longest. Those that forbid something else than messages, such as adding numbers, are none.
 */
export function restrictionOf({ ban, lock, restrictions = [] }: AccountStanding, now: Date): Restriction {
  if (ban?.state === 'DISABLE') return { restriction: 'DISABLED', restricted_until: null };
  if (lock && isAhead(lock.expiresAt, now)) return restricted('LOCKED', lock.expiresAt);
  const [longest] = restrictions
    .filter(({ type, expiresAt }) => /MESSAGING/.test(type ?? '') && isAhead(expiresAt, now))
    .toSorted((one, other) => endOf(other.expiresAt) - endOf(one.expiresAt));
  return longest ? restricted(longest.type ?? '', longest.expiresAt) : NONE;
}

function restricted(restriction: string, until: string | undefined): Restriction {
  return { restriction, restricted_until: until === undefined ? null : Date.parse(until) };
}

function isAhead(until: string | undefined, now: Date): boolean {
  return endOf(until) > now.getTime();
}

function endOf(until: string | undefined): number {
  return until === undefined ? Number.POSITIVE_INFINITY : Date.parse(until);
}
