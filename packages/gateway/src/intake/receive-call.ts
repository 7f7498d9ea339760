import type { CallEvent } from '@parley/core/cloud-api';
import { findOrCreateContact } from '../contacts/find.ts';
import { noteContactAct, tellWindowOpened } from '../conversations/activity.ts';
import { openConversation } from '../conversations/open.ts';
import { releaseHeld } from '../outbox/release.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { believedTime } from './meta-time.ts';
import { receiveOutsideOfNumber } from './receive-outside.ts';
import { recordNumber } from './record-number.ts';
import { isFirstTime } from './seen.ts';

/** A customer called the number: that opens the window as a message does, answered or not (Meta, calling pricing). */
export async function receiveCall(tx: Tx, runtime: Runtime, item: CallEvent): Promise<void> {
  if (!(await isFirstTime(tx, runtime, ['call', item.numberId, item.callId]))) return;
  const now = runtime.now();
  await recordNumber(tx, runtime, item);
  const { id: contactId } = await findOrCreateContact(tx, runtime, item.caller, 'whatsapp', now, item.at);
  const conversation = await openConversation(tx, { contactId, numberId: item.numberId, at: now });
  const window = await noteContactAct(tx, runtime, conversation, { at: believedTime(item.at, now) });
  if (window.hasOpened) await tellWindowOpened(tx, runtime, conversation.id);
  await receiveOutsideOfNumber(tx, runtime, item);
  if (window.isOpen) await releaseHeld(tx, conversation.id, now);
}
