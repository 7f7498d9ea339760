import { listOf } from '../schema/primitives.ts';
import { Task, TaskAnswer, TaskFilter } from '../schema/task.ts';
import type { Route } from './route.ts';

/** What people have to look at: sentences that may be an opt-out, and claims under the GDPR. */
export const tasksRoutes = {
  listTasks: {
    method: 'GET',
    path: '/v1/tasks',
    summary: 'Tasks for people, the oldest first',
    scope: 'contacts:read',
    query: TaskFilter,
    success: { status: 200, body: listOf(Task) },
    problems: [422],
  },
  getTask: {
    method: 'GET',
    path: '/v1/tasks/{id}',
    summary: 'One task',
    scope: 'contacts:read',
    success: { status: 200, body: Task },
    problems: [404],
  },
  answerTask: {
    method: 'POST',
    path: '/v1/tasks/{id}/answer',
    summary: 'Answer a task; an opt-out is recorded, and what is none lets marketing go on',
    scope: 'consent:write',
    body: TaskAnswer,
    success: { status: 200, body: Task },
    problems: [404, 409, 422],
  },
} as const satisfies Record<string, Route>;
