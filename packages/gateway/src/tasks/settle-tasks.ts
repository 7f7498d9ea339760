import { consentStanding, isOnHold, type TaskAnswer } from '@parley/core/consent';
import { consentRows, toConsentEvent } from '../consent/standing.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { type AnsweredBy, closeTask } from './close-task.ts';
import type { TaskReading, TaskRow } from './open-task.ts';
import { isOpen } from './open-tasks.ts';

/**
 * After a change of consent nobody need be asked any more whether the person meant to leave: they left by a plain word,
 * or came back, or a colleague has entered it in another tool.
 */
export async function settleTasks(
  tx: Tx,
  runtime: Runtime,
  contactId: string,
  by: AnsweredBy,
): Promise<void> {
  const tasks = await tx
    .selectFrom('task')
    .selectAll()
    .where(isOpen)
    .where('contact_id', '=', contactId)
    .where('kind', '=', 'opt_out')
    .execute();
  if (tasks.length === 0) return;
  const events = (await consentRows(tx, contactId)).map(toConsentEvent);
  const standing = consentStanding(events, runtime.now());
  for (const task of tasks) {
    const answer = answerBy(task);
    if (answer) await closeTask(tx, runtime, task, { answer, by });
  }

  function answerBy(task: TaskRow): TaskAnswer | undefined {
    const { scope } = JSON.parse(task.reading) as TaskReading;
    const { state } = scope === 'all' ? standing.service : standing.marketing;
    if (state === 'withdrawn' || state === 'objected') return 'opt_out';
    return isOnHold(events, 'marketing') ? undefined : 'no_opt_out';
  }
}
