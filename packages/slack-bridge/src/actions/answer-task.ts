import { ParleyError } from '@parley/core';
import { GatewayProblem, type Task } from '@parley/core/gateway-api';
import type { BridgeContext } from '../bridge-context.ts';
import { TASK_ACTION, taskNotice } from '../card/task-notice.ts';
import { TOOL } from '../place.ts';
import { type Press, pressedConversation } from './press.ts';

type Answer = Task['answers'][number]['answer'];

/** Whether a button answers a task. */
export function isTaskAction(action: string): boolean {
  return action.startsWith(TASK_ACTION);
}

/**
 * Answers a task for the person who pressed. Returns what its notice shows from now on, also when somebody else was
 * quicker; undefined when nothing was answered, which is told to the one who pressed.
 */
export async function answerTask(
  press: Press,
  gateway: BridgeContext['gateway'],
  context: BridgeContext,
): Promise<Task | undefined> {
  const { words, workspace } = context;
  const tell = async (text: string) => {
    await workspace.whisper(press.userId, press.threadTs, text);
    return undefined;
  };
  try {
    const person = await workspace.person(press.userId);
    if (!person.isStaff) return await tell(words.actions.notStaff);
    const task = await gateway.getTask(press.value);
    if (task.conversationId !== (await pressedConversation(press, gateway, context)))
      return await tell(words.actions.unknownThread);
    const answeredBy = { tool: TOOL, actor: press.userId, name: person.name };
    const answer = press.action.slice(TASK_ACTION.length) as Answer;
    return await gateway.answerTask(task.id, { answer, answeredBy });
  } catch (error) {
    if (!(error instanceof ParleyError)) throw error;
    if (!(error instanceof GatewayProblem)) return tell(words.actions.unreachable);
    await tell(words.actions.failed(error.problem.detail));
    return error.problem.code === 'TASK_CLOSED' ? gateway.getTask(press.value) : undefined;
  }
}

/** Shows on the notice what was answered; the buttons are gone then. */
export async function showAnswer(messageTs: string, task: Task, context: BridgeContext): Promise<void> {
  await context.workspace.update(messageTs, taskNotice(task, context.words));
}
