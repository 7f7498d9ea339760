import * as z from 'zod';
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
  metrics: {
    method: 'GET',
    path: '/metrics',
    summary: 'What the process counts and what waits, in the text format of Prometheus; no personal data',
    scope: 'any',
    success: { status: 200, body: z.string(), textType: 'text/plain; version=0.0.4; charset=utf-8' },
  },
} as const satisfies Record<string, Route>;
