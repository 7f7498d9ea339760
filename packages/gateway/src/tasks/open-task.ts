import { type Doubt, rightsDueAt } from '@parley/core/consent';
import type { Selectable } from 'kysely';
import { appendConversationEvent } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';
import type { Tables, Tx } from '../store/index.ts';
import { newId } from '../store/new-id.ts';
import { listOpenTasks } from './open-tasks.ts';

export type TaskRow = Selectable<Tables['task']>;

/** What a task's sentence takes back, should it be an opt-out. */
export type TaskReading = Omit<Extract<Doubt, { kind: 'opt_out' }>, 'kind'>;

/** Puts a sentence before a person: the task is on its conversation, and `conversation.updated` tells of it. */
export async function openTask(
  tx: Tx,
  runtime: Runtime,
  about: {
    readonly doubt: Doubt;
    readonly contactId: string;
    readonly conversationId: string;
    readonly numberId: string;
    readonly messageId: string;
    /** When the person wrote. */
    readonly at: Date;
  },
): Promise<void> {
  const now = runtime.now();
  const { kind, ...reading } = about.doubt;
  await tx
    .insertInto('task')
    .values({
      id: newId('tsk'),
      kind,
      state: 'open',
      contact_id: about.contactId,
      conversation_id: about.conversationId,
      number_id: about.numberId,
      message_id: about.messageId,
      reading: JSON.stringify(reading),
      created_at: now.getTime(),
      due_at: kind === 'rights_request' ? rightsDueAt(about.at).getTime() : null,
    })
    .execute();
  await tellTasks(tx, runtime, about.conversationId, now);
}

/** Writes the conversation's open tasks onto it and tells `conversation.updated`. */
export async function tellTasks(tx: Tx, runtime: Runtime, conversationId: string, at: Date): Promise<void> {
  await tx
    .updateTable('conversation')
    .set({ open_tasks: JSON.stringify(await listOpenTasks(tx, conversationId)) })
    .where('id', '=', conversationId)
    .execute();
  await appendConversationEvent(tx, runtime, 'conversation.updated', conversationId, at);
}
