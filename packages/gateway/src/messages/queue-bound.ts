import { fullQueue, MOST_DUE, MOST_OF_CONVERSATION } from '../outbox/backlog.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { queueFull } from './problems.ts';

/** In a minute even the slowest queue, that of one person, has sent ten. */
const RETRY_SECONDS = 60;

/** Throws 429 when so much waits for the number or the person that one more would wait for long. */
export async function checkQueue(
  tx: Tx,
  runtime: Runtime,
  about: {
    readonly numberId: string;
    readonly conversationId: string | undefined;
    readonly language: 'de' | 'en';
  },
): Promise<void> {
  const queue = await fullQueue(tx, runtime, about.numberId, about.conversationId);
  if (queue === undefined) return;
  const bound = queue === 'number' ? MOST_DUE : MOST_OF_CONVERSATION;
  throw queueFull(queue, bound, RETRY_SECONDS, about.language);
}
