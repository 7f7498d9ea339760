import type { Purpose } from '../consent/index.ts';
import type { Decision, DecisionDetail } from './decision.ts';
import { defer } from './defer.ts';
import type { Facts, SendIntent } from './facts.ts';
import type { NumberLimits, PersonLimits } from './limits.ts';
import { quietUntil } from './quiet-hours.ts';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

/** Meta: wait at least 24 hours after 131049; sending again sooner lowers the limits of the whole account. */
export const ECOSYSTEM_MS = DAY_MS;

/** Meta counts the people written to first over a rolling day. */
export const TIER_MS = DAY_MS;

/** What has no end that Meta names is asked about again after this long. */
export const LOOK_AGAIN_MS = HOUR_MS;

/** After this many messages in a row that could not be delivered, a person is not written to first any more. */
export const UNDELIVERED_MOST = 3;

/** Then once more: the number may belong to somebody with WhatsApp by now. */
export const UNDELIVERED_PAUSE_MS = 30 * DAY_MS;

type Allowed = Extract<Decision, { verdict: 'send' }>;

/** Rows 9 to 11: what may go, but not now. The first that applies says until when; then it is decided again. */
export function postpone(
  allowed: Allowed,
  intent: SendIntent,
  facts: Facts,
  purpose: Purpose,
  now: Date,
): Decision {
  const { limits } = facts;
  if (!limits) return allowed;
  const isAdvertising = allowed.code === 'MARKETING_CONSENT';
  const writesFirst = intent.template !== undefined && !allowed.window.open;
  const quiet = quietFor(allowed, facts, purpose, writesFirst, now);
  if (quiet) return defer(allowed, 'QUIET_HOURS', quiet);
  const isCounted = isAdvertising || (writesFirst && allowed.code === 'UTILITY_BASIS');
  const capped = isCounted ? capUntil(facts, purpose, now) : undefined;
  if (capped) return defer(allowed, 'FREQUENCY_CAP', capped);
  const { pairFreeAt } = limits;
  if (pairFreeAt && pairFreeAt > now) return defer(allowed, 'PAIR_LIMIT', pairFreeAt);
  const limited = numberLimit(limits.number ?? {}, isAdvertising, writesFirst, now);
  if (limited) return withLimit(defer(allowed, 'NUMBER_LIMIT', limited.until), limited.limit);
  const { ecosystemAt } = limits.person ?? {};
  const cooledAt = ecosystemAt && new Date(ecosystemAt.getTime() + ECOSYSTEM_MS);
  if (isAdvertising && cooledAt && cooledAt > now) return defer(allowed, 'ECOSYSTEM', cooledAt);
  const trouble = writesFirst ? unreachableFor(limits.person ?? {}, intent, facts, now) : undefined;
  return trouble ? unreachable(allowed, trouble) : allowed;
}

// A question for consent at night is no better than the advertising that it asks about.
function quietFor(
  { code }: Allowed,
  { limits, timeZone = 'Europe/Berlin' }: Facts,
  purpose: Purpose,
  writesFirst: boolean,
  now: Date,
): Date | undefined {
  const quietHours = limits?.quietHours;
  if (!quietHours) return undefined;
  const disturbs =
    code === 'MARKETING_CONSENT' ||
    (writesFirst && (code === 'CONSENT_REQUEST' || (purpose === 'utility' && quietHours.utility)));
  return disturbs ? quietUntil(quietHours, timeZone, now) : undefined;
}

function capUntil({ limits }: Facts, purpose: Purpose, now: Date): Date | undefined {
  const ends = (limits?.caps ?? []).flatMap((cap) => {
    // With as many as the cap allows, the first of them has to be long enough ago.
    const first = cap.purpose === purpose ? limits?.sent?.[cap.purpose][cap.messages - 1] : undefined;
    const end = first && new Date(first.getTime() + cap.days * DAY_MS);
    return end && end > now ? [end] : [];
  });
  return ends.sort((a, b) => b.getTime() - a.getTime())[0];
}

type NumberLimit = NonNullable<DecisionDetail['limit']>;
type Trouble = NonNullable<DecisionDetail['trouble']>;

function numberLimit(
  { spamUntil, restricted, isLowQuality, tier }: NumberLimits,
  isAdvertising: boolean,
  writesFirst: boolean,
  now: Date,
): { readonly until: Date; readonly limit: NumberLimit } | undefined {
  const lookAgain = new Date(now.getTime() + LOOK_AGAIN_MS);
  const isAffected = isAdvertising || writesFirst;
  if (isAffected && restricted && (restricted.until ?? lookAgain) > now)
    return { until: restricted.until ?? lookAgain, limit: 'account' };
  if (isAdvertising && isLowQuality) return { until: lookAgain, limit: 'quality' };
  if (isAffected && spamUntil && spamUntil > now) return { until: spamUntil, limit: 'spam' };
  const placeAt = tier?.lastPlaceAt && new Date(tier.lastPlaceAt.getTime() + TIER_MS);
  return writesFirst && placeAt && placeAt > now ? { until: placeAt, limit: 'daily' } : undefined;
}

function unreachableFor(
  { undelivered, experiments }: PersonLimits,
  { template }: SendIntent,
  { lastInboundAt }: Facts,
  now: Date,
): Trouble | undefined {
  if (template && experiments?.includes(template.name)) return 'experiment';
  if (!undelivered || undelivered.count < UNDELIVERED_MOST) return undefined;
  // Whoever has written since can be reached.
  const hasWritten = lastInboundAt !== undefined && lastInboundAt > undelivered.at;
  const isPaused = now.getTime() - undelivered.at.getTime() < UNDELIVERED_PAUSE_MS;
  return !hasWritten && isPaused ? 'undelivered' : undefined;
}

function unreachable({ window, detail }: Allowed, trouble: Trouble): Decision {
  return {
    verdict: 'blocked',
    code: 'NOT_ADDRESSABLE',
    window,
    evidence: [],
    detail: { ...detail, trouble },
  };
}

function withLimit(decision: Decision, limit: NumberLimit): Decision {
  return { ...decision, detail: { ...decision.detail, limit } };
}
