import type { MessageEvent } from '@parley/core/cloud-api';
import { believeMetaTime } from '@parley/core/consent';
import { findOrCreateContact } from '../contacts/find.ts';
import { noteContactAct, tellWindowOpened } from '../conversations/activity.ts';
import { noteEntry } from '../conversations/free-entry.ts';
import { type ConversationRow, openConversation } from '../conversations/open.ts';
import type { Absent } from '../events/absent.ts';
import { appendEventAbout } from '../events/append.ts';
import { noteReceivedMedia } from '../media/note-received.ts';
import type { ToldMessage } from '../messages/view.ts';
import { releaseHeld } from '../outbox/release.ts';
import { answerWait } from '../reply-waits/settle-wait.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { findAcquaintance } from './acquaintance.ts';
import { heedWords, isOptOut, readAction } from './heed-words.ts';
import { insertInbound } from './insert-inbound.ts';
import { isStored, wasForgotten } from './known-message.ts';
import { applyEarlyChanges } from './receive-edit.ts';
import { recordNumber } from './record-number.ts';
import { senderOf } from './shared-number.ts';
import type { SpokenMessage } from './spoken-message.ts';

/** A customer wrote, tapped or reacted: everything that follows from it, in the caller's transaction. */
export async function receiveMessage(tx: Tx, runtime: Runtime, event: MessageEvent): Promise<void> {
  const now = runtime.now();
  const { at, isMetas } = believeMetaTime(event.at, now);
  const item = { ...event, at, isDatedAhead: !isMetas };
  const met = await findAcquaintance(tx, item);
  if (met?.isStored ?? (await isStored(tx, item))) return;
  if ((met?.mayBeForgotten ?? true) && (await wasForgotten(tx, runtime, item))) return;
  const { contact, conversation, absent } = met ?? (await makeAcquaintance(tx, runtime, item, now));
  const message = await insertInbound(tx, runtime, item, conversation);
  if (!message) return;
  await noteReceivedMedia(tx, runtime, item.content, message);
  // What a customer sent has no words of ours, so that the language makes no difference.
  const { language } = runtime.settings.business;
  // An advertisement is noted with the conversation behind the row in hand.
  const isRead = item.referral === undefined;
  const known = isRead ? absent : { ...absent, otherConversations: false };
  const tell = (row: ConversationRow, told: ToldMessage) =>
    appendEventAbout(
      tx,
      runtime,
      'message.received',
      { message: told, conversation: row, language, contact, absent: known },
      now,
    );
  // Whether a reaction opens the window is not documented; it is no message that waits for an answer either.
  if (isReaction(item)) return tell(conversation, message);
  const spoken = spokenMessage(item, message.id, conversation);
  const action = await readAction(tx, spoken);
  const isLeaving = isOptOut(action);
  if (isLeaving) await tx.updateTable('message').set({ opt_out: 1 }).where('id', '=', message.id).execute();
  const act = { at: item.at, message: { id: message.id, wamid: item.wamid } };
  const window = await noteContactAct(tx, runtime, conversation, act);
  if (item.referral !== undefined) await noteEntry(tx, conversation.id, item.at);
  await tell(window.row, isLeaving ? { ...message, opt_out: 1 } : message);
  if (window.hasOpened) await tellWindowOpened(tx, runtime, conversation.id);
  if (met?.hasEarlyChanges ?? true) await applyEarlyChanges(tx, runtime, message.id, item);
  const mayLeave = await heedWords(tx, runtime, spoken, action);
  if (!isLeaving && (met?.hasWaits ?? true)) await answerWait(tx, runtime, message);
  if (!mayLeave && window.isOpen && (met?.hasHeld ?? true)) await releaseHeld(tx, conversation.id, now);
}

// Also one that is not of its form, or that WhatsApp does not pass on.
function isReaction({ content }: MessageEvent): boolean {
  return content.type === 'reaction' || (content.type === 'unsupported' && content.wireType === 'reaction');
}

// Somebody new, or of whom something is new.
async function makeAcquaintance(tx: Tx, runtime: Runtime, item: MessageEvent, now: Date) {
  await recordNumber(tx, runtime, item);
  const { id, known } = await findOrCreateContact(tx, runtime, senderOf(item), 'whatsapp', now, item.at);
  const conversation = await openConversation(tx, { contactId: id, numberId: item.numberId, at: now });
  return { contact: known, conversation, absent: NEW_MESSAGE };
}

const NEW_MESSAGE: Absent = { messageLinks: true };

function spokenMessage(
  item: MessageEvent & { readonly isDatedAhead: boolean },
  messageId: string,
  conversation: ConversationRow,
): SpokenMessage {
  return {
    messageId,
    wamid: item.wamid,
    at: item.at,
    isMetaTime: !item.isDatedAhead,
    content: item.content,
    contactId: conversation.contact_id,
    conversation,
    ...(item.quotedWamid === undefined ? {} : { quotedWamid: item.quotedWamid }),
  };
}
