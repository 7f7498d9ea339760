import { readBusiness } from '../business/business.ts';
import { viewContact } from '../contacts/view.ts';
import { viewConversation } from '../conversations/view.ts';
import { appendEvent } from '../events/append.ts';
import { viewMessage } from '../messages/view.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { type MediaRow, viewMedia } from './view.ts';

/** Tells `media.updated` of a customer's file, with its message as every event about a message has it. */
export async function tellMedia(tx: Tx, runtime: Runtime, media: MediaRow): Promise<void> {
  const { language } = await readBusiness(tx);
  const message = await tx
    .selectFrom('message')
    .selectAll()
    .where('id', '=', media.message_id)
    .executeTakeFirst();
  if (!message) return;
  const conversation = await tx
    .selectFrom('conversation')
    .selectAll()
    .where('id', '=', message.conversation_id)
    .executeTakeFirstOrThrow();
  await appendEvent(tx, {
    type: 'media.updated',
    at: runtime.now(),
    data: {
      media: viewMedia(media, language),
      message: await viewMessage(tx, message, language),
      contact: await viewContact(tx, runtime, message.contact_id),
      conversation: await viewConversation(tx, runtime, conversation),
    },
    contactId: message.contact_id,
    numberId: message.number_id,
  });
}
