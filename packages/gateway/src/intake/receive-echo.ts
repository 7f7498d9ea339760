import type { EchoEvent } from '@parley/core/cloud-api';
import { findOrCreateContact } from '../contacts/find.ts';
import { noteAnswer } from '../conversations/activity.ts';
import { noteEntryAnswer } from '../conversations/free-entry.ts';
import { openConversation } from '../conversations/open.ts';
import { takeConversation } from '../conversations/taken.ts';
import { appendMessageEvent } from '../events/append.ts';
import { noteReceivedMedia } from '../media/note-received.ts';
import { applyEarlyStatuses } from '../outbox/outcome.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { newId } from '../store/new-id.ts';
import { believedTime } from './meta-time.ts';
import { recordNumber } from './record-number.ts';
import { isFirstTime } from './seen.ts';

/** Who writes from the WhatsApp Business app is a person; Meta does not say which. */
const APP_USER = { tool: 'whatsapp_app', kind: 'person', actor: null, name: null } as const;

/** Another app that shares the number by Meta's thread control; whether a person writes there is not told. */
const OTHER_APP = { tool: 'other_app', kind: 'automation', actor: null, name: null } as const;

/**
 * A person answered from the phone app on the same number, or another app that has the thread: kept like every message,
 * and the conversation is theirs, so that no automation of ours talks into it.
 */
export async function receiveEcho(tx: Tx, runtime: Runtime, item: EchoEvent): Promise<void> {
  if (!(await isFirstTime(tx, runtime, ['message', item.numberId, item.wamid]))) return;
  const now = runtime.now();
  const sentBy = item.inStandby ? OTHER_APP : APP_USER;
  const at = believedTime(item.at, now);
  await recordNumber(tx, runtime, item);
  const { id: contactId } = await findOrCreateContact(tx, runtime, item.recipient, 'whatsapp', now, at);
  const conversation = await openConversation(tx, { contactId, numberId: item.numberId, at: now });
  const row = await tx
    .insertInto('message')
    .values({
      id: newId('msg'),
      wamid: item.wamid,
      direction: 'outbound',
      number_id: item.numberId,
      conversation_id: conversation.id,
      contact_id: contactId,
      content: JSON.stringify(item.content),
      status: 'sent',
      sent_by: JSON.stringify(sentBy),
      attempts: 0,
      unknown_told: 0,
      raw: JSON.stringify(item.raw),
      created_at: at.getTime(),
      updated_at: now.getTime(),
    })
    .onConflict((conflict) => conflict.column('wamid').doNothing())
    .returning(['id', 'number_id', 'contact_id', 'created_at'])
    .executeTakeFirst();
  if (!row) return;
  await noteReceivedMedia(tx, runtime, item.content, row);
  await noteAnswer(tx, conversation, at);
  await noteEntryAnswer(tx, conversation.id, at);
  if (conversation.taken_at === null || conversation.taken_at < at.getTime())
    await takeConversation(tx, conversation.id, sentBy, at);
  await appendMessageEvent(tx, runtime, 'message.created', row.id, now);
  await applyEarlyStatuses(tx, runtime, row.id, item.wamid);
}
