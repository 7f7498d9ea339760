import type { RawItem } from '@parley/core/gateway-api';
import { type Selectable, sql } from 'kysely';
import { notFound } from '../http/api-problem.ts';
import type { Handlers } from '../http/handler.ts';
import { mayUse } from '../numbers/choose-number.ts';
import type { Runtime } from '../runtime.ts';
import type { Tables } from '../store/index.ts';
import { instantOf } from '../store/instant.ts';

type Shown = Omit<Selectable<Tables['raw_item']>, 'payload'>;

/** Octets on both engines: SQLite's own `length` counts characters up to the first NUL. */
const bytes = sql<number>`octet_length(payload)`.as('bytes');

const columns = ['id', 'field', 'reason', 'account_id', 'number_id', 'contact_id', 'received_at'] as const;

/** What webhooks said that is kept whole; a key that is bound to numbers sees what came for them alone. */
export function rawItemHandlers({
  store,
  log,
}: Pick<Runtime, 'store' | 'log'>): Pick<Handlers, 'listRawItems' | 'getRawItem'> {
  return {
    async listRawItems({ query, key }) {
      const { cursor, limit, reason, field, number } = query;
      let rows = store.read
        .selectFrom('raw_item')
        .select(columns)
        .select(bytes)
        .orderBy('id', 'desc')
        .limit(limit + 1);
      if (key.numbers.length > 0) rows = rows.where('number_id', 'in', key.numbers);
      if (cursor !== undefined) rows = rows.where('id', '<', cursor);
      if (reason !== undefined) rows = rows.where('reason', '=', reason);
      if (field !== undefined) rows = rows.where('field', '=', field);
      if (number !== undefined) rows = rows.where('number_id', '=', number);
      const found = await rows.execute();
      const page = found.slice(0, limit);
      return {
        items: page.map((row) => ({ ...viewRawItem(row), bytes: Number(row.bytes) })),
        cursor: found.length > limit ? (page.at(-1)?.id ?? null) : null,
      };
    },

    async getRawItem({ params, key }) {
      const id = params.id ?? '';
      const row = await store.read.selectFrom('raw_item').selectAll().where('id', '=', id).executeTakeFirst();
      if (!row || (key.numbers.length > 0 && !mayUse(key, row.number_id ?? '')))
        throw notFound('raw item', id);
      // It holds what a person wrote, or who called.
      log.info({ key: key.id, item: id, contact: row.contact_id }, 'raw item read');
      const payload = JSON.parse(row.payload) as unknown;
      return { ...viewRawItem(row), bytes: Buffer.byteLength(row.payload), payload };
    },
  };
}

function viewRawItem(row: Shown): Omit<RawItem, 'bytes'> {
  return {
    id: row.id,
    field: row.field,
    reason: row.reason,
    accountId: row.account_id,
    numberId: row.number_id,
    contactId: row.contact_id,
    receivedAt: instantOf(row.received_at),
  };
}
