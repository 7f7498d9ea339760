import { sql } from 'kysely';
import type { Runtime } from '../../runtime.ts';
import type { Tx } from '../../store/index.ts';
import { NEWS_TOLD_MS, type NotUnderstoodFact, type SecurityFact, type WarningFact } from '../rules/news.ts';

/** Meta has some 35 fields; more at once than this are told of no better by more alerts. */
const MAX_FIELDS = 20;

/** The name of a field comes from outside, and stands in a sentence. */
const FIELD_LENGTH = 100;

/** An item that names no field: the webhook itself is not of the form that Meta documents. */
const WHOLE_WEBHOOK = 'entry';

/** What Parley made nothing of lately, by field: the worst reason, and the newest item. */
export async function readNotUnderstood(runtime: Runtime): Promise<readonly NotUnderstoodFact[]> {
  const rows = await runtime.store.read
    .selectFrom('raw_item')
    .select(['field', 'reason', (select) => select.fn.max('id').as('newest')])
    // Word for word the condition of the index.
    .where(sql<boolean>`reason in ('unknown', 'unreadable', 'failed')`)
    .where('received_at', '>', runtime.now().getTime() - NEWS_TOLD_MS)
    .groupBy(['field', 'reason'])
    .orderBy('field')
    .execute();
  const facts = new Map<string, NotUnderstoodFact>();
  for (const { field: named, reason, newest } of rows) {
    const field = named.slice(0, FIELD_LENGTH) || WHOLE_WEBHOOK;
    const known = facts.get(field);
    if (!known && facts.size === MAX_FIELDS) break;
    if (reason !== 'unknown' && reason !== 'unreadable' && reason !== 'failed') continue;
    if (!known || worse.indexOf(reason) > worse.indexOf(known.reason))
      facts.set(field, { field, reason, rawItemId: newest });
  }
  return [...facts.values()];
}

const worse = ['unknown', 'unreadable', 'failed'] as const;

/** What Meta said last of each number's PIN. */
export async function readSecurity(
  tx: Tx,
  named: (numberId: string) => string,
): Promise<readonly SecurityFact[]> {
  const rows = await tx
    .selectFrom('account_standing')
    .select(['topic', 'fact', 'at'])
    .where('topic', 'like', 'security %')
    .execute();
  return rows.map(({ topic, fact, at }) => {
    const numberId = topic.slice('security '.length);
    return { numberId, number: named(numberId), event: JSON.parse(fact) as string, at: new Date(at) };
  });
}

/** What Meta warned the accounts of. */
export async function readWarnings(tx: Tx): Promise<readonly WarningFact[]> {
  const rows = await tx
    .selectFrom('account_standing')
    .select(['account_id', 'fact', 'at'])
    .where('topic', 'like', 'alert %')
    .execute();
  return rows.map(({ account_id: accountId, fact, at }) => {
    const { type, severity, description } = JSON.parse(fact) as {
      readonly type?: string;
      readonly severity?: string;
      readonly description?: string;
    };
    return {
      accountId,
      type: type ?? '',
      severity: severity ?? '',
      description: description ?? '',
      at: new Date(at),
    };
  });
}
