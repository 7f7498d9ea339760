import type { Task } from '@parley/core/gateway-api';
import type { SlackMessage } from '../slack/workspace.ts';
import { escapeSlack } from '../text/mrkdwn.ts';
import type { Words } from '../words/words.ts';
import { actionsBlock, button, cut, plainContext, plainSection } from './blocks.ts';

/** How the ids of the buttons on a task begin; the answer follows. */
export const TASK_ACTION = 'parley_task_';

// A notification shows a line or two; the blocks carry the whole.
const FALLBACK_LIMIT = 300;

/** What somebody has to decide, with a button for each answer; once it is decided, who said what. */
export function taskNotice(task: Task, words: Words): SlackMessage {
  const text = escapeSlack(cut(task.question, FALLBACK_LIMIT));
  const quoted = task.text === null ? [] : [plainContext(`„${cut(task.text, FALLBACK_LIMIT)}“`)];
  const due = task.dueAt === null ? [] : [plainContext(words.tasks.due(task.dueAt.slice(0, 10)))];
  if (task.state === 'closed') return { text, blocks: [plainSection(answered(task, words)), ...quoted] };
  const buttons = task.answers.map(({ answer, label }) => button(TASK_ACTION + answer, label, task.id));
  return { text, blocks: [plainSection(task.question), ...quoted, ...due, actionsBlock(buttons)] };
}

function answered({ answer, answers, closedBy }: Task, words: Words): string {
  const label = answers.find((offered) => offered.answer === answer)?.label ?? words.tasks.settled;
  const by = closedBy?.name ?? closedBy?.actor;
  return by ? `${by}: ${label}` : label;
}
