import type { Message } from '@parley/core/gateway-api';
import { invalidField } from '../http/api-problem.ts';
import { viewMessage } from '../messages/view.ts';
import type { Tx } from '../store/index.ts';

/** A page of a conversation's messages in the order in which they were accepted. */
export async function listConversationMessages(
  tx: Tx,
  conversationId: string,
  page: { readonly cursor?: string | undefined; readonly limit: number },
  language: 'de' | 'en',
): Promise<{ items: Message[]; cursor: string | null }> {
  const after = page.cursor === undefined ? 0 : readCursor(page.cursor);
  const found = await tx
    .selectFrom('message')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(page.limit + 1)
    .execute();
  const rows = found.slice(0, page.limit);
  const items = [];
  for (const row of rows) items.push(await viewMessage(tx, row, language));
  const last = rows.at(-1);
  return { items, cursor: found.length > page.limit && last ? String(last.seq) : null };
}

function readCursor(cursor: string): number {
  if (!/^\d{1,15}$/.test(cursor))
    throw invalidField('cursor', {
      en: 'is not a cursor of this list; use one from an answer',
      de: 'ist keine Fortsetzungsmarke dieser Liste; nehmen Sie eine aus einer Antwort',
    });
  return Number(cursor);
}
