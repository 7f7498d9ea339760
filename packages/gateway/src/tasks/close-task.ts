import type { TaskAnswer } from '@parley/core/consent';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { type TaskRow, tellTasks } from './open-task.ts';

/** Who has answered: a person in a tool, or the gateway by what the customer did. */
export type AnsweredBy = {
  readonly tool: string | null;
  readonly actor: string | null;
  readonly name: string | null;
};

/** Closes a task and takes it off its conversation. */
export async function closeTask(
  tx: Tx,
  runtime: Runtime,
  task: TaskRow,
  answer: { readonly answer: TaskAnswer; readonly by: AnsweredBy; readonly note?: string | undefined },
): Promise<void> {
  const now = runtime.now();
  await tx
    .updateTable('task')
    .set({
      state: 'closed',
      answer: answer.answer,
      note: answer.note ?? null,
      closed_at: now.getTime(),
      closed_by: JSON.stringify(answer.by),
    })
    .where('id', '=', task.id)
    .execute();
  await tellTasks(tx, runtime, task.conversation_id, now);
}
