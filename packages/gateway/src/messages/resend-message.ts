import type { SendAccepted } from '@parley/core/gateway-api';
import type { Call } from '../http/handler.ts';
import { chooseNumber } from '../numbers/choose-number.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import type { NewMessage } from './accept.ts';
import { findMessage } from './find-message.ts';
import { repeatable } from './idempotency.ts';
import { draftOf, type MessageRow, sentByOf } from './message-row.ts';
import { alreadyResent, notResendable } from './problems.ts';
import { acceptOnce } from './send-message.ts';
import { readIfClosed } from './timing.ts';

/** POST .../resend: an unknown or failed message once more, as a new one that names it, decided anew. */
export async function resendMessage(runtime: Runtime, call: Call<'resendMessage'>): Promise<SendAccepted> {
  const id = call.params.id ?? '';
  const repeated = repeatable(runtime, call, 'resend', id);
  return acceptOnce(runtime, call, repeated, async (tx) => {
    const row = await findMessage(tx, call.key, id);
    await checkResendable(tx, row, call.language);
    await chooseNumber(tx, call.key, row.number_id);
    return { ...copyOf(row, runtime.now()), keyId: call.key.id };
  });
}

/** The same message as a new one, to go at once. */
export function copyOf(row: MessageRow, now: Date): NewMessage {
  const { messageId: _, sendAt: __, ...draft } = draftOf(row);
  // A hold that is over by now starts anew: it is counted from the moment of sending.
  const ifWindowClosed =
    draft.ifWindowClosed.then === 'hold' ? readIfClosed({ then: 'hold' }, now) : draft.ifWindowClosed;
  return {
    ...draft,
    ifWindowClosed,
    sentBy: sentByOf(row),
    keyId: row.key_id,
    quote:
      row.quote_id === null || row.quote_wamid === null
        ? undefined
        : { id: row.quote_id, wamid: row.quote_wamid },
    // Once more by itself is what the caller asked for; again and again is not.
    ifUnknown: 'ask',
    resendOf: row.id,
  };
}

async function checkResendable(tx: Tx, row: MessageRow, language: 'de' | 'en'): Promise<void> {
  if (row.direction !== 'outbound' || (row.status !== 'unknown' && row.status !== 'failed'))
    throw notResendable(row.id, row.status, language);
  const copy = await tx
    .selectFrom('message')
    .select('id')
    .where('conversation_id', '=', row.conversation_id)
    .where('seq', '>', row.seq)
    .where('resend_of', '=', row.id)
    .where('status', 'not in', ['failed', 'cancelled'])
    .executeTakeFirst();
  if (copy) throw alreadyResent(row.id, copy.id, language);
}
