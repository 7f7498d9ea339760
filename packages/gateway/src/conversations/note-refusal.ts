import type { LastRefusal, SentBy } from '@parley/core/gateway-api';
import { appendConversationEvent } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';

/** A workflow that tries again and again would fill the conversation: the same refusal is told once a minute. */
const REFUSAL_REPEAT_MS = 60_000;

/** An automation's send that was refused, with the words that the people of the conversation are shown. */
export type Refusal = {
  readonly at: Date;
  readonly code: LastRefusal['code'];
  readonly reason: string;
  readonly remedy: string | null;
  readonly sentBy: SentBy;
};

/** Tells the people of a conversation that an automation's message was refused, and why. */
export async function noteRefusal(
  tx: Tx,
  runtime: Runtime,
  conversationId: string,
  refusal: Refusal,
): Promise<void> {
  const row = await tx
    .selectFrom('conversation')
    .select('last_refusal')
    .where('id', '=', conversationId)
    .executeTakeFirst();
  if (!row) return;
  const last = row.last_refusal === null ? undefined : (JSON.parse(row.last_refusal) as LastRefusal);
  if (last && isRepeated(last, refusal)) return;
  const told: LastRefusal = { ...refusal, at: refusal.at.toISOString() };
  await tx
    .updateTable('conversation')
    .set({ last_refusal: JSON.stringify(told) })
    .where('id', '=', conversationId)
    .execute();
  await appendConversationEvent(tx, runtime, 'conversation.updated', conversationId, refusal.at);
}

function isRepeated(last: LastRefusal, refusal: Refusal): boolean {
  return (
    last.code === refusal.code &&
    last.sentBy.tool === refusal.sentBy.tool &&
    refusal.at.getTime() - Date.parse(last.at) < REFUSAL_REPEAT_MS
  );
}
