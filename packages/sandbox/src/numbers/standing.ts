import type { BusinessNumber } from '../account/account.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Database } from '../state/database.ts';
import { enqueueWebhook } from '../webhooks/outbox.ts';
import { accountEnvelope } from '../webhooks/payloads.ts';

export const QUALITIES = ['GREEN', 'YELLOW', 'RED', 'UNKNOWN'] as const;
export const TIERS = ['TIER_250', 'TIER_2K', 'TIER_10K', 'TIER_100K', 'TIER_UNLIMITED'] as const;
export const THROUGHPUTS = ['STANDARD', 'HIGH'] as const;

/** How Meta rates a number and what it lets it do. */
export type Standing = {
  quality: (typeof QUALITIES)[number];
  limit: (typeof TIERS)[number];
  throughput: (typeof THROUGHPUTS)[number];
};

const keyOf = (id: string): string => `standing:${id}`;

/** As it was set, else in good order; the limit is beyond what anybody tries, since the sandbox does not count it. */
export function standingOf(db: Database, number: BusinessNumber): Standing {
  const row = db.get<{ value: string }>('SELECT value FROM settings WHERE key = ?', keyOf(number.id));
  const beginning: Standing = { quality: 'GREEN', limit: 'TIER_100K', throughput: number.throughput };
  return row ? { ...beginning, ...(JSON.parse(row.value) as Partial<Standing>) } : beginning;
}

/** Changes what is given and tells it as Meta does; part of a write. */
export function changeStanding(
  sandbox: Sandbox,
  number: BusinessNumber,
  change: Partial<Standing>,
): Standing {
  const { db, account, now } = sandbox;
  const before = standingOf(db, number);
  const standing = { ...before, ...change };
  db.run(
    'INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)',
    keyOf(number.id),
    JSON.stringify(standing),
  );
  const value = {
    display_phone_number: number.display,
    event: eventOf(before, standing),
    current_limit: standing.limit,
    max_daily_conversations_per_business: standing.limit,
    ...(before.limit !== standing.limit && { old_limit: before.limit }),
  };
  enqueueWebhook(
    sandbox,
    'account',
    accountEnvelope(account.businessAccountId, 'phone_number_quality_update', value, now()),
  );
  return standing;
}

// The quality itself is in no webhook: a number that turns red is flagged, and no longer once it is better.
function eventOf(before: Standing, after: Standing): string {
  if (before.throughput !== 'HIGH' && after.throughput === 'HIGH') return 'THROUGHPUT_UPGRADE';
  if (before.quality !== after.quality && after.quality === 'RED') return 'FLAGGED';
  if (before.quality !== after.quality && before.quality === 'RED') return 'UNFLAGGED';
  const rank = (limit: Standing['limit']) => TIERS.indexOf(limit);
  if (rank(before.limit) !== rank(after.limit))
    return rank(after.limit) > rank(before.limit) ? 'UPGRADE' : 'DOWNGRADE';
  return 'ONBOARDING';
}
