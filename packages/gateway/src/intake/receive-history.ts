import type { HistoryEvent, PastMessage } from '@parley/core/cloud-api';
import { findOrCreateContact } from '../contacts/find.ts';
import { openConversation } from '../conversations/open.ts';
import { appendMessageEvent } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { newId } from '../store/new-id.ts';
import { keepRaw } from './keep-raw.ts';
import { isStored, wasForgotten } from './known-message.ts';
import { believedTime } from './meta-time.ts';
import { recordNumber } from './record-number.ts';

type Thread = HistoryEvent['threads'][number];

/** Who wrote from the WhatsApp Business app is a person; Meta does not say which. */
const APP_USER = JSON.stringify({ tool: 'whatsapp_app', kind: 'person', actor: null, name: null });

/**
 * What was written with the phone app before the number was connected: kept, and told as `message.imported`. It starts
 * nothing: no window opens, nobody waits for an answer, and nothing that was held goes out.
 */
export async function receiveHistory(tx: Tx, runtime: Runtime, item: HistoryEvent): Promise<void> {
  await recordNumber(tx, runtime, item);
  const isWhole = item.threads.every((thread) => isNamed(thread) && thread.unreadable === 0);
  // Declined, or with parts that can't be read: nothing of it is lost.
  if (item.error !== undefined || item.threads.length === 0 || !isWhole) await keepRaw(tx, runtime, item);
  for (const thread of item.threads) {
    if (isNamed(thread) && thread.messages.length > 0) await importThread(tx, runtime, item.numberId, thread);
  }
}

function isNamed({ person }: Thread): boolean {
  return person.phone !== undefined || person.userId !== undefined;
}

async function importThread(tx: Tx, runtime: Runtime, numberId: string, thread: Thread): Promise<void> {
  const now = runtime.now();
  const news: PastMessage[] = [];
  for (const message of thread.messages) {
    const named = { numberId, wamid: message.wamid };
    if (!(await isStored(tx, named)) && !(await wasForgotten(tx, runtime, named))) news.push(message);
  }
  if (news.length === 0) return;
  const { id: contactId } = await findOrCreateContact(tx, runtime, thread.person, 'whatsapp', now);
  const conversation = await openConversation(tx, { contactId, numberId, at: now });
  const inOrder = news.toSorted((one, other) => one.at.getTime() - other.at.getTime());
  for (const message of inOrder) {
    const at = believedTime(message.at, now).getTime();
    const isOurs = message.direction === 'outbound';
    const row = await tx
      .insertInto('message')
      .values({
        id: newId('msg'),
        wamid: message.wamid,
        direction: message.direction,
        number_id: numberId,
        conversation_id: conversation.id,
        contact_id: contactId,
        content: JSON.stringify(message.content),
        quote_wamid: message.quotedWamid ?? null,
        status: isOurs ? statusOf(message) : 'received',
        sent_by: isOurs ? APP_USER : null,
        attempts: 0,
        unknown_told: 0,
        raw: JSON.stringify(message.raw),
        created_at: at,
        updated_at: now.getTime(),
      })
      .onConflict((conflict) => conflict.column('wamid').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (row) await appendMessageEvent(tx, runtime, 'message.imported', row.id, now);
  }
}

const reached: Readonly<Record<string, string>> = {
  DELIVERED: 'delivered',
  READ: 'read',
  PLAYED: 'played',
  ERROR: 'failed',
};

// PENDING and SENT are both gone from the phone; more was never told.
function statusOf({ status }: PastMessage): string {
  const name = status?.toUpperCase() ?? '';
  return Object.hasOwn(reached, name) ? (reached[name] ?? 'sent') : 'sent';
}
