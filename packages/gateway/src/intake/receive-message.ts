import type { MessageEvent } from '@parley/core/cloud-api';
import { findOrCreateContact } from '../contacts/find.ts';
import { noteContactAct, tellWindowOpened } from '../conversations/activity.ts';
import { type ConversationRow, openConversation } from '../conversations/open.ts';
import { appendEventAbout } from '../events/append.ts';
import { releaseHeld } from '../outbox/release.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { heedWords } from './heed-words.ts';
import { insertInbound } from './insert-inbound.ts';
import { believedTime } from './meta-time.ts';
import { applyEarlyChanges } from './receive-edit.ts';
import { recordNumber } from './record-number.ts';
import { isFirstTime } from './seen.ts';

/** A customer wrote, tapped or reacted: everything that follows from it, in the caller's transaction. */
export async function receiveMessage(tx: Tx, runtime: Runtime, event: MessageEvent): Promise<void> {
  if (!(await isFirstTime(tx, runtime, ['message', event.numberId, event.wamid]))) return;
  const now = runtime.now();
  const item = { ...event, at: believedTime(event.at, now) };
  await recordNumber(tx, runtime, item);
  const { id: contactId } = await findOrCreateContact(tx, runtime, item.sender, 'whatsapp', now);
  const conversation = await openConversation(tx, { contactId, numberId: item.numberId, at: now });
  const message = await insertInbound(tx, runtime, item, conversation);
  if (!message) return;
  // What a customer sent has no words of ours, so that the language makes no difference.
  const { language } = runtime.settings.business;
  const tell = (row: ConversationRow) =>
    appendEventAbout(tx, runtime, 'message.received', { message, conversation: row, language }, now);
  // Whether a reaction opens the window is not documented; it is no message that waits for an answer either.
  if (item.content.type === 'reaction') return tell(conversation);
  const messageId = message.id;
  const window = await noteContactAct(tx, runtime, conversation, { at: item.at, messageId });
  await tell(window.row);
  if (window.hasOpened) await tellWindowOpened(tx, runtime, conversation.id);
  await applyEarlyChanges(tx, runtime, messageId, item);
  const heeded = await heedWords(tx, runtime, {
    messageId,
    wamid: item.wamid,
    at: item.at,
    content: item.content,
    contactId,
    conversation,
    ...(item.quotedWamid === undefined ? {} : { quotedWamid: item.quotedWamid }),
  });
  if (heeded !== 'opted_out' && window.isOpen) await releaseHeld(tx, runtime, conversation.id, now);
}
