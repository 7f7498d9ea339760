import type { NewTaskAnswer, PageOf, Task } from '../types.ts';
import type { Calls, Query } from './calls.ts';

/** What waits for the answer of a person of the business. */
export function taskCalls({ get, post }: Calls) {
  return {
    listTasks: (query: Query = {}) => get<PageOf<Task>>('/v1/tasks', query),
    getTask: (id: string) => get<Task>(`/v1/tasks/${encodeURIComponent(id)}`),
    /** A task that somebody has answered otherwise is thrown as a problem of 409. */
    answerTask: (id: string, answer: NewTaskAnswer) =>
      post<Task>(`/v1/tasks/${encodeURIComponent(id)}/answer`, answer),
  };
}
