import type { Business } from '@parley/core/gateway-api';
import {
  type FrequencyCap,
  type Limits,
  type NumberLimits,
  type PersonLimits,
  TIER_MS,
} from '@parley/core/policy';
import { sql } from 'kysely';
import type { NumberRow } from '../numbers/choose-number.ts';
import { infoOf } from '../numbers/view.ts';
import { pairFreeAt } from '../pacing/pair-pace.ts';
import type { Runtime } from '../runtime.ts';
import { statement, type Tx } from '../store/index.ts';
import { DAY_MS } from '../time-units.ts';
import { hasTierRoom } from './tier-room.ts';

/** What is stored of a number that limits it. */
export type LimitedNumber = Pick<
  NumberRow,
  'account_id' | 'info' | 'limited_until' | 'flagged' | 'quality' | 'restriction' | 'restricted_until'
>;

/** Whether a message about to leave keeps the pace to its person. */
export function pairLimits(pairFullAt: number | null, now: Date): Limits {
  const free = pairFreeAt(pairFullAt, now.getTime());
  return free ? { pairFreeAt: free } : {};
}

/** Everything that can make advertising, or a template, wait. */
export async function loadLimits(
  tx: Tx,
  runtime: Runtime,
  about: {
    readonly business: Business;
    readonly number: LimitedNumber;
    /** Absent for somebody who is no contact yet. */
    readonly contactId?: string | undefined;
    readonly now: Date;
  },
): Promise<Limits> {
  const { business, number, contactId, now } = about;
  const { quietHours, frequencyCaps: caps } = business;
  return {
    ...(quietHours ? { quietHours } : {}),
    ...(caps.length > 0 && contactId !== undefined
      ? { caps, sent: await loadSent(tx, contactId, caps, now) }
      : {}),
    number: await numberLimits(tx, runtime, number, contactId, now),
    ...(contactId === undefined ? {} : { person: await personLimits(tx, contactId) }),
  };
}

const listSent = statement((db, given: { contactId: string; category: string; since: number }) =>
  db
    .selectFrom('message')
    .select('sending_at')
    .where('contact_id', '=', given.contactId)
    .where('category', '=', given.category)
    .where('sending_at', '>', given.since)
    .where('status', 'not in', ['failed', 'cancelled'])
    .orderBy('sending_at', 'desc'),
);

async function loadSent(
  tx: Tx,
  contactId: string,
  caps: readonly FrequencyCap[],
  now: Date,
): Promise<NonNullable<Limits['sent']>> {
  const sent = { marketing: [] as Date[], utility: [] as Date[] };
  for (const { purpose, days } of caps) {
    const since = now.getTime() - days * DAY_MS;
    const rows = await listSent.all(tx, { contactId, category: purpose, since });
    sent[purpose] = rows.map(({ sending_at }) => new Date(sending_at ?? 0));
  }
  return sent;
}

async function numberLimits(
  tx: Tx,
  runtime: Runtime,
  number: LimitedNumber,
  contactId: string | undefined,
  now: Date,
): Promise<NumberLimits> {
  const tier = await tierOf(tx, runtime, number, contactId, now);
  return {
    ...(number.limited_until === null ? {} : { spamUntil: new Date(number.limited_until) }),
    ...(number.restriction === null
      ? {}
      : {
          restricted: number.restricted_until === null ? {} : { until: new Date(number.restricted_until) },
        }),
    isLowQuality: number.flagged === 1 || number.quality === 'RED',
    ...(tier ? { tier } : {}),
  };
}

/** People written to first in 24 hours, by Meta's name for it: TIER_250, TIER_2K; TIER_UNLIMITED has no limit. */
function tierSize(name: string): number | undefined {
  const [, digits, thousands] = /^TIER_(\d+)(K?)$/.exec(name) ?? [];
  return digits === undefined ? undefined : Number(digits) * (thousands === 'K' ? 1_000 : 1);
}

const lastContact = statement((db, given: { accountId: string; contactId: string }) =>
  db
    .selectFrom('first_contact')
    .select('at')
    .where('account_id', '=', given.accountId)
    .where('contact_id', '=', given.contactId),
);

const countContacts = statement((db, given: { accountId: string; since: number }) =>
  db
    .selectFrom('first_contact')
    .select((select) => select.fn.countAll<number>().as('people'))
    .where('account_id', '=', given.accountId)
    .where('at', '>', given.since),
);

async function tierOf(
  tx: Tx,
  runtime: Runtime,
  number: LimitedNumber,
  contactId: string | undefined,
  now: Date,
): Promise<NumberLimits['tier']> {
  const { account_id: accountId } = number;
  const limit = tierSize(infoOf(number).messagingLimit ?? '');
  if (limit === undefined) return undefined;
  const since = now.getTime() - TIER_MS;
  const known = contactId === undefined ? undefined : await lastContact.first(tx, { accountId, contactId });
  // Whoever has been written to already takes no further place.
  if (known && known.at > since) return { limit };
  const count = async () => Number((await countContacts.first(tx, { accountId, since }))?.people ?? 0);
  if (await hasTierRoom(runtime, { id: accountId, limit }, count)) return { limit };
  const last = await tx
    .selectFrom('first_contact')
    .select('at')
    .where('account_id', '=', accountId)
    .where('at', '>', since)
    .orderBy('at', 'desc')
    .offset(limit - 1)
    .limit(sql.lit(1))
    .executeTakeFirst();
  return last ? { limit, lastPlaceAt: new Date(last.at) } : { limit };
}

const listTroubles = statement((db, { contactId }: { contactId: string }) =>
  db.selectFrom('recipient_trouble').selectAll().where('contact_id', '=', contactId),
);

async function personLimits(tx: Tx, contactId: string): Promise<PersonLimits> {
  const troubles = await listTroubles.all(tx, { contactId });
  if (troubles.length === 0) return {};
  const ecosystem = troubles.find(({ kind }) => kind === 'ecosystem');
  const undelivered = troubles.find(({ kind }) => kind === 'undelivered');
  return {
    ...(ecosystem ? { ecosystemAt: new Date(ecosystem.at) } : {}),
    ...(undelivered ? { undelivered: { count: undelivered.count, at: new Date(undelivered.at) } } : {}),
    experiments: troubles.filter(({ kind }) => kind === 'experiment').map(({ subject }) => subject),
  };
}
