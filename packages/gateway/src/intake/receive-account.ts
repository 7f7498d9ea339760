import type {
  AccountAlertEvent,
  AccountEvent,
  AccountReviewEvent,
  CapabilityEvent,
} from '@parley/core/cloud-api';
import { restrictionOf } from '../numbers/restriction.ts';
import { type NumberReport, tellNumber } from '../numbers/tell-number.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { keepRaw } from './keep-raw.ts';
import { isFirstTime } from './seen.ts';
import { keepStanding } from './standing.ts';

type AccountNews = AccountEvent | AccountReviewEvent | AccountAlertEvent | CapabilityEvent;

/**
 * Meta changed what an account is or may do: kept as a fact, told for each of its numbers, and in force for them at
 * once. News that are older than what is known of the same topic change nothing; they are kept raw.
 */
export async function receiveAccount(tx: Tx, runtime: Runtime, item: AccountNews): Promise<void> {
  const now = runtime.now();
  const said = [item.accountId, String(item.at?.getTime()), JSON.stringify(item.raw)];
  // Without Meta's time the same words may be news.
  if (item.at !== undefined && !(await isFirstTime(tx, runtime, ['account', ...said]))) return;
  const numbers = await tx
    .selectFrom('business_number')
    .select('id')
    .where('account_id', '=', item.accountId)
    .execute();
  const isNews = await keepFacts(tx, item, now);
  if (!isNews) return keepRaw(tx, runtime, item, 'superseded');
  if (numbers.length === 0) return keepRaw(tx, runtime, item, 'unaddressed');
  const report = await reportOf(tx, item, now);
  for (const { id } of numbers) await tellNumber(tx, id, report, now);
}

// Each part of an event is a fact of its own: a ban says nothing about the restrictions.
async function keepFacts(tx: Tx, item: AccountNews, now: Date): Promise<boolean> {
  let isNews = false;
  for (const [topic, fact] of Object.entries(factsOf(item)))
    if (await keepStanding(tx, { accountId: item.accountId, topic, fact, at: item.at ?? now })) isNews = true;
  return isNews;
}

function factsOf(item: AccountNews): Readonly<Record<string, unknown>> {
  const { kind, accountId: _account, at: _at, raw: _raw, ...said } = item;
  switch (kind) {
    case 'account': {
      const { event, ...parts } = item;
      const { kind: _, accountId: _id, at: _when, raw: _whole, ...facts } = parts;
      return { [event]: facts, ...facts };
    }
    case 'account_review':
      return { review: item.decision };
    case 'account_alert':
      return { [`alert ${item.type ?? ''}`]: said };
    case 'capability':
      return { capability: said };
  }
}

async function reportOf(tx: Tx, item: AccountNews, now: Date): Promise<NumberReport> {
  switch (item.kind) {
    case 'account': {
      const set = restrictionOf(await standingOf(tx, item.accountId), now);
      return { set, change: { account: item.event, restriction: set.restriction } };
    }
    case 'account_review':
      return { change: { accountReview: item.decision } };
    case 'account_alert':
      return { change: { alert: item.type ?? null, severity: item.severity ?? null } };
    case 'capability': {
      const tier = tierOf(item.limit);
      const change = { limit: tier ?? item.limit ?? null };
      return tier === undefined ? { change } : { info: { messagingLimit: tier }, change };
    }
  }
}

async function standingOf(tx: Tx, accountId: string) {
  const rows = await tx
    .selectFrom('account_standing')
    .select(['topic', 'fact'])
    .where('account_id', '=', accountId)
    .where('topic', 'in', ['ban', 'lock', 'restrictions'])
    .execute();
  return Object.fromEntries(rows.map(({ topic, fact }) => [topic, JSON.parse(fact)]));
}

// Meta writes the limit as a tier or as a number, and -1 for none.
function tierOf(limit: string | undefined): string | undefined {
  if (limit === undefined || limit.startsWith('TIER_')) return limit;
  const people = Number(limit);
  if (people === -1) return 'TIER_UNLIMITED';
  if (!Number.isInteger(people) || people < 1) return undefined;
  return people % 1000 === 0 ? `TIER_${people / 1000}K` : `TIER_${people}`;
}
