import type { ContactExport } from '@parley/core/gateway-api';
import { isWithContacts } from '../conversations/with-contacts.ts';
import { invalidField } from '../http/api-problem.ts';
import { viewMessage } from '../messages/view.ts';
import type { Tx } from '../store/index.ts';

/** A page of the person's messages, with decisions and statuses, in the order in which they were accepted. */
export async function exportMessages(
  tx: Tx,
  contactIds: readonly string[],
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
  language: 'de' | 'en',
): Promise<ContactExport['messages']> {
  const found = await tx
    .selectFrom('message')
    .selectAll()
    .where(isWithContacts(contactIds))
    .where('seq', '>', readCursor(cursor))
    .orderBy('seq')
    .limit(limit + 1)
    .execute();
  const rows = found.slice(0, limit);
  const items = [];
  for (const row of rows) items.push(await viewMessage(tx, row, language));
  const last = rows.at(-1);
  return { items, cursor: found.length > limit && last ? String(last.seq) : null };
}

/** One person writes some thousands of messages in years; a page of more nobody could open. The JSON has them all. */
const MAX_ON_PAGE = 20_000;

/** All messages, for a page that people read. */
export async function exportAllMessages(
  tx: Tx,
  contactIds: readonly string[],
  language: 'de' | 'en',
): Promise<ContactExport['messages']> {
  const items: ContactExport['messages']['items'] = [];
  let cursor: string | undefined;
  while (items.length < MAX_ON_PAGE) {
    const page = await exportMessages(tx, contactIds, { cursor, limit: 1000 }, language);
    items.push(...page.items);
    if (page.cursor === null) return { items, cursor: null };
    cursor = page.cursor;
  }
  return { items, cursor: cursor ?? null };
}

function readCursor(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (/^\d{1,15}$/.test(cursor)) return Number(cursor);
  throw invalidField('cursor', {
    en: 'is not a cursor of this export; use messages.cursor of the page before',
    de: 'ist keine Fortsetzungsmarke dieser Auskunft; nehmen Sie messages.cursor der Seite davor',
  });
}
