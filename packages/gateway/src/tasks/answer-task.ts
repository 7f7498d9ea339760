import { answersTo, type TaskAnswer, type TaskKind } from '@parley/core/consent';
import { recordConsent } from '../consent/ledger.ts';
import { invalidField } from '../http/api-problem.ts';
import type { Call } from '../http/handler.ts';
import { confirmOptOut } from '../intake/heed-opt-out.ts';
import { evidenceOf, type SpokenMessage, spokenMessageOf } from '../intake/spoken-message.ts';
import { cancelHeld } from '../outbox/release.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { speakerOf } from '../tools/speaker.ts';
import { type AnsweredBy, closeTask } from './close-task.ts';
import type { TaskReading, TaskRow } from './open-task.ts';
import { isOpen } from './open-tasks.ts';
import { taskClosed } from './problems.ts';

/** POST /v1/tasks/{id}/answer: what the person meant is now known, and the ledger says so; the same answer again is no fault. */
export async function answerTask(
  tx: Tx,
  runtime: Runtime,
  task: TaskRow,
  { body, key, language }: Call<'answerTask'>,
): Promise<void> {
  const { answer, note } = body;
  const answers = answersTo[task.kind as TaskKind];
  if (!answers.includes(answer))
    throw invalidField('answer', {
      en: `does not answer this task; give one of ${answers.join(', ')}`,
      de: `beantwortet diese Aufgabe nicht; geben Sie eines von ${answers.join(', ')} an`,
    });
  const by = speakerOf(body.answeredBy, key, 'answeredBy');
  if (task.state === 'closed') {
    if (task.answer === answer) return;
    throw taskClosed(task, language);
  }
  await closeTask(tx, runtime, task, { answer, by, note });
  if (answer === 'opt_out') return takeBack(tx, runtime, task, by);
  if (await isLast(tx, task)) await liftHold(tx, runtime, task, answer, by);
}

async function isLast(tx: Tx, task: TaskRow): Promise<boolean> {
  const other = await tx
    .selectFrom('task')
    .select('id')
    .where(isOpen)
    .where('contact_id', '=', task.contact_id)
    .limit(1)
    .executeTakeFirst();
  return other === undefined;
}

// The person's own sentence takes it back, at the moment at which they wrote; the answer only says how it was meant.
async function takeBack(tx: Tx, runtime: Runtime, task: TaskRow, by: AnsweredBy): Promise<void> {
  const { action, scope, isSilent } = JSON.parse(task.reading) as TaskReading;
  const message = await messageOf(tx, task);
  const { text } = evidenceOf(message);
  const what = action === 'object' ? ({ action, scope: 'marketing' } as const) : { action, scope };
  await recordConsent(tx, runtime, {
    ...what,
    contactId: task.contact_id,
    method: 'chat_word',
    source: 'WhatsApp',
    occurredAt: message.at,
    metaTime: message.isMetaTime,
    proven: true,
    ...(text === '' ? {} : { word: text.slice(0, 60) }),
    evidence: { ...evidenceOf(message), taskId: task.id },
    recordedBy: by,
  });
  if (what.scope === 'all') await cancelHeld(tx, runtime, task.conversation_id, runtime.now());
  if (!isSilent) await confirmOptOut(tx, runtime, message, { ...what, word: text });
}

async function liftHold(
  tx: Tx,
  runtime: Runtime,
  task: TaskRow,
  answer: TaskAnswer,
  by: AnsweredBy,
): Promise<void> {
  await recordConsent(tx, runtime, {
    contactId: task.contact_id,
    scope: 'marketing',
    action: 'restore',
    method: 'agent',
    source: 'WhatsApp',
    occurredAt: runtime.now(),
    metaTime: false,
    proven: false,
    evidence: { taskId: task.id, answer },
    recordedBy: by,
  });
}

async function messageOf(tx: Tx, task: TaskRow): Promise<SpokenMessage> {
  const message = await spokenMessageOf(tx, task.message_id);
  if (!message) throw new Error('A task was to be answered whose message is not stored.');
  return message;
}
