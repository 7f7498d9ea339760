import { DEFAULT_MARGIN_MS, WINDOW_MS } from '@parley/core/window';
import { sql } from 'kysely';
import type { Call } from '../http/handler.ts';
import type { Tx } from '../store/index.ts';
import { MINUTE_MS } from '../time-units.ts';
import type { ConversationRow } from './open.ts';
import { pageCursor, readPageCursor } from './page-cursor.ts';

type Filter = Call<'listConversations'>['query'];

// A conversation that has no message yet is as old as it is.
const activityAt = sql<number>`coalesce(last_message_at, created_at)`;

/** A page of conversations, the latest first; `numbers` are those that the key may see, empty for all. */
export async function listConversations(
  tx: Tx,
  filter: Filter,
  numbers: readonly string[],
  now: Date,
): Promise<{ readonly rows: ConversationRow[]; readonly cursor: string | null }> {
  const found = await filtered(tx, filter, numbers, now)
    .orderBy(activityAt, 'desc')
    .orderBy('id', 'desc')
    .limit(filter.limit + 1)
    .execute();
  const rows = found.slice(0, filter.limit);
  const last = rows.at(-1);
  const end = last && { activityAt: last.last_message_at ?? last.created_at, id: last.id };
  return { rows, cursor: found.length > filter.limit && end ? pageCursor(end) : null };
}

function filtered(tx: Tx, filter: Filter, numbers: readonly string[], now: Date) {
  let query = tx.selectFrom('conversation').selectAll().where('merged_into', 'is', null);
  if (numbers.length > 0) query = query.where('number_id', 'in', numbers);
  if (filter.state !== undefined) query = query.where('state', '=', filter.state);
  if (filter.unanswered !== undefined) query = query.where('unanswered', '=', filter.unanswered ? 1 : 0);
  if (filter.assignee === 'none') query = query.where('assignee_actor', 'is', null);
  else if (filter.assignee !== undefined) query = query.where('assignee_actor', '=', filter.assignee);
  if (filter.tag !== undefined)
    query = query.where('tags', 'like', sql<string>`${tagPattern(filter.tag)} escape '\\'`);
  // The window is open while the contact's last message is younger than this.
  const oldestOpen = now.getTime() - WINDOW_MS + DEFAULT_MARGIN_MS;
  if (filter.open === true || filter.closingWithinMinutes !== undefined)
    query = query.where('last_inbound_at', '>', oldestOpen);
  if (filter.open === false)
    query = query.where((where) =>
      where.or([where('last_inbound_at', 'is', null), where('last_inbound_at', '<=', oldestOpen)]),
    );
  if (filter.closingWithinMinutes !== undefined)
    query = query.where('last_inbound_at', '<=', oldestOpen + filter.closingWithinMinutes * MINUTE_MS);
  if (filter.cursor !== undefined) {
    const end = readPageCursor(filter.cursor);
    query = query.where((where) =>
      where.or([
        where(activityAt, '<', end.activityAt),
        where.and([where(activityAt, '=', end.activityAt), where('id', '<', end.id)]),
      ]),
    );
  }
  return query;
}

// Tags are stored as a JSON list of texts; the text as JSON writes it, between its quotes, is one of them.
function tagPattern(tag: string): string {
  return `%${JSON.stringify(tag).replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
}
