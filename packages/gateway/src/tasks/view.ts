import {
  answersTo,
  type TaskAnswer,
  type TaskKind,
  taskAnswerWords,
  taskQuestion,
} from '@parley/core/consent';
import type { Task } from '@parley/core/gateway-api';
import type { Tx } from '../store/index.ts';
import { instantOf } from '../store/instant.ts';
import type { TaskRow } from './open-task.ts';

/** A task as the API shows it, with its words and the sentence that has to be read. */
export async function viewTask(tx: Tx, row: TaskRow, language: 'de' | 'en', now: Date): Promise<Task> {
  const kind = row.kind as TaskKind;
  return {
    id: row.id,
    kind,
    state: row.state,
    contactId: row.contact_id,
    conversationId: row.conversation_id,
    messageId: row.message_id,
    question: taskQuestion(kind, language),
    text: await textOf(tx, row.message_id),
    answers: answersTo[kind].map((answer) => ({ answer, ...taskAnswerWords(answer, language) })),
    createdAt: instantOf(row.created_at),
    dueAt: instantOf(row.due_at),
    overdue: row.state === 'open' && row.due_at !== null && row.due_at < now.getTime(),
    answer: row.answer as TaskAnswer | null,
    note: row.note,
    closedAt: instantOf(row.closed_at),
    closedBy: row.closed_by === null ? null : (JSON.parse(row.closed_by) as Task['closedBy']),
  };
}

async function textOf(tx: Tx, messageId: string): Promise<string | null> {
  const row = await tx.selectFrom('message').select('content').where('id', '=', messageId).executeTakeFirst();
  const { text } = (row === undefined ? {} : JSON.parse(row.content)) as { readonly text?: unknown };
  return typeof text === 'string' ? text : null;
}
