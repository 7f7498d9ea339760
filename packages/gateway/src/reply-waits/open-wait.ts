import { randomBytes } from 'node:crypto';
import type { SendAccepted } from '@parley/core/gateway-api';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { instantOf } from '../store/instant.ts';
import { newId } from '../store/new-id.ts';
import { noteWaits } from './changed.ts';
import type { OnReply } from './read-on-reply.ts';

/** Standard Webhooks: between 24 and 64 bytes. */
const SECRET_BYTES = 32;

type Waiting = { readonly id: string; readonly conversation_id: string; readonly contact_id: string };

/** Begins to wait for what becomes of a message, in the transaction that accepts it. */
export async function openWait(tx: Tx, runtime: Runtime, message: Waiting, onReply: OnReply): Promise<void> {
  const secret = `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
  await tx
    .insertInto('reply_wait')
    .values({
      id: newId('rpl'),
      message_id: message.id,
      conversation_id: message.conversation_id,
      contact_id: message.contact_id,
      url: onReply.url,
      secret: runtime.secrets.seal(secret),
      match: onReply.match,
      until: onReply.until.getTime(),
      state: 'waiting',
      attempts: 0,
      created_at: runtime.now().getTime(),
    })
    .execute();
  noteWaits(runtime);
}

/** A message that is sent again takes along whoever waits for it. */
export async function moveWaits(tx: Tx, from: string, to: string): Promise<void> {
  await tx
    .updateTable('reply_wait')
    .set({ message_id: to })
    .where('message_id', '=', from)
    .where('state', '=', 'waiting')
    .execute();
}

/** What the answer to a send says of its wait: with what the outcome is signed, and until when it is waited for. */
export async function viewWait(
  tx: Tx,
  runtime: Runtime,
  messageId: string,
): Promise<SendAccepted['onReply']> {
  const row = await tx
    .selectFrom('reply_wait')
    .select(['secret', 'match', 'until'])
    .where('message_id', '=', messageId)
    .executeTakeFirst();
  return row && { secret: runtime.secrets.open(row.secret), match: row.match, until: instantOf(row.until) };
}
