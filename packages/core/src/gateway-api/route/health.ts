import { Health } from '../schema/account.ts';
import type { Route } from './route.ts';

/** Whether the process works. */
export const healthRoutes = {
  healthz: {
    method: 'GET',
    path: '/healthz',
    summary: 'The process is up',
    scope: 'public',
    success: { status: 200, body: Health },
  },
  readyz: {
    method: 'GET',
    path: '/readyz',
    summary: 'The process is ready to work',
    scope: 'public',
    success: { status: 200, body: Health },
    problems: [503],
  },
} as const satisfies Record<string, Route>;
