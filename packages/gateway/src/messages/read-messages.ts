import type { Message } from '@parley/core/gateway-api';
import type { MessageStatus } from '@parley/core/message';
import { invalidField } from '../http/api-problem.ts';
import type { Call, CallerKey, Handlers } from '../http/handler.ts';
import { waitFor } from '../http/wait-for.ts';
import type { Runtime } from '../runtime.ts';
import { findMessage } from './find-message.ts';
import type { MessageRow } from './message-row.ts';
import { viewMessage } from './view.ts';

/** GET /v1/messages: all messages in the order of acceptance; the cursor of the last page is null. */
export async function listMessages(
  runtime: Runtime,
  { query, key, language }: Call<'listMessages'>,
): Promise<Awaited<ReturnType<Handlers['listMessages']>>> {
  const rows = await pageOf(runtime, key, readCursor(query.after), query.limit);
  const items = [];
  for (const row of rows) items.push(await viewMessage(runtime.store.read, row, language));
  const last = rows.length < query.limit ? undefined : rows.at(-1);
  return { items, cursor: last ? String(last.seq) : null };
}

async function pageOf(runtime: Runtime, key: CallerKey, after: number, limit: number): Promise<MessageRow[]> {
  let query = runtime.store.read
    .selectFrom('message')
    .selectAll()
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit);
  if (key.numbers.length > 0) query = query.where('number_id', 'in', key.numbers);
  return query.execute();
}

function readCursor(cursor: string | undefined): number {
  if (cursor === undefined || cursor === '') return 0;
  if (/^\d{1,15}$/.test(cursor)) return Number(cursor);
  throw invalidField('after', {
    en: 'is not a cursor of this list; leave it out to start from the oldest',
    de: 'ist keine Fortsetzungsmarke dieser Liste; lassen Sie sie weg, um bei der ältesten zu beginnen',
  });
}

/** GET /v1/messages/{id}: the message, or, with `wait`, as soon as it has come as far as `until`. */
export async function getMessage(
  runtime: Runtime,
  { params, query, key, language, signal }: Call<'getMessage'>,
): Promise<Message> {
  const id = params.id ?? '';
  const read = () => findMessage(runtime.store.read, key, id);
  const row = await read();
  const seen =
    query.wait > 0 && !hasCome(row, query.until)
      ? await waitFor(runtime.store, read, (later) => hasCome(later, query.until), query.wait, signal)
      : row;
  return viewMessage(runtime.store.read, seen, language);
}

const order: readonly MessageStatus[] = ['sent', 'delivered', 'read', 'played'];
const ends: readonly string[] = ['failed', 'cancelled', 'received'];

function hasCome(row: MessageRow, until: 'sent' | 'delivered' | 'read'): boolean {
  if (ends.includes(row.status)) return true;
  return order.indexOf(row.status as MessageStatus) >= order.indexOf(until);
}
