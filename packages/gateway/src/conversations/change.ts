import type { Conversation } from '@parley/core/gateway-api';
import { appendConversationEvent } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import type { ConversationRow } from './open.ts';
import { viewConversation } from './view.ts';

/** Changes a conversation and tells `conversation.updated`, unless the step left everything as it was. */
export async function changeConversation(
  runtime: Runtime,
  find: (tx: Tx) => Promise<ConversationRow>,
  step: (tx: Tx, row: ConversationRow, now: Date) => Promise<void>,
): Promise<Conversation> {
  return runtime.store.write(async (tx) => {
    const now = runtime.now();
    const before = await find(tx);
    await step(tx, before, now);
    const after = await find(tx);
    if (JSON.stringify(after) !== JSON.stringify(before))
      await appendConversationEvent(tx, runtime, 'conversation.updated', after.id, now);
    return viewConversation(tx, runtime, after);
  });
}
