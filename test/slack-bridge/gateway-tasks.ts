import type { Conversation, NewTaskAnswer, Task } from '@parley/core/gateway-api';
import { type HandlerAnswer, problem } from '../support/fake-gateway/handlers.ts';

export type Asked = Pick<Task, 'kind' | 'question' | 'text' | 'answers' | 'dueAt'>;

/** Tasks as the gateway keeps them: on their conversation as long as they are open. */
export function gatewayTasks(
  conversationOf: (id: string) => Conversation | undefined,
  changed: (conversation: Conversation) => void,
) {
  const tasks = new Map<string, Task>();
  const now = () => new Date().toISOString();
  return {
    find: (id: string) => tasks.get(id),
    ask(conversation: Conversation, about: Asked): Task {
      const asked: Task = {
        ...about,
        id: `tsk_${tasks.size + 1}`,
        state: 'open',
        contactId: conversation.contactId,
        conversationId: conversation.id,
        messageId: 'msg_1',
        createdAt: now(),
        overdue: false,
        answer: null,
        note: null,
        closedAt: null,
        closedBy: null,
      };
      tasks.set(asked.id, asked);
      const { id, kind, messageId, createdAt, dueAt } = asked;
      conversation.tasks = [...conversation.tasks, { id, kind, messageId, createdAt, dueAt }];
      changed(conversation);
      return asked;
    },
    answer(task: Task, { answer, answeredBy }: NewTaskAnswer): HandlerAnswer {
      if (task.state === 'closed' && task.answer !== answer)
        return problem(409, 'TASK_CLOSED', `${task.closedBy?.name} has answered.`);
      const { tool = null, actor = null, name = null } = answeredBy ?? {};
      Object.assign(task, { state: 'closed', answer, closedAt: now(), closedBy: { tool, actor, name } });
      const conversation = conversationOf(task.conversationId);
      if (conversation) {
        conversation.tasks = conversation.tasks.filter(({ id }) => id !== task.id);
        changed(conversation);
      }
      return { status: 200, body: task };
    },
  };
}
