import type { GraphAnswer } from './graph-call.ts';
import { SendAnswer } from './response.ts';
import type { SendOutcome } from './send-outcome.ts';
import { present } from './webhook/reading.ts';

/** What became of a send, by how its call ended. */
export function sendOutcome(answer: GraphAnswer<unknown>): SendOutcome {
  if (answer.kind === 'rejected') return { kind: 'rejected', error: answer.error };
  if (answer.kind !== 'answered') return answer;
  const accepted = SendAnswer.safeParse(answer.value).data;
  if (!accepted) {
    const text = 'The Cloud API answered without a message id. The status will tell whether it was taken.';
    return { kind: 'unknown', cause: { code: 'NO_ID', message: text } };
  }
  const [message] = accepted.messages;
  const contact = accepted.contacts?.[0];
  return present({
    kind: 'accepted' as const,
    wamid: message.id,
    messageStatus: message.message_status ?? undefined,
    waId: contact?.wa_id ?? undefined,
    userId: contact?.user_id ?? undefined,
  });
}
