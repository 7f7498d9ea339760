import { Alert, AlertsQuery } from '../schema/alert.ts';
import { listOf } from '../schema/primitives.ts';
import type { Route } from './route.ts';

/** What the operator should know of before the customers do. */
export const alertsRoutes = {
  listAlerts: {
    method: 'GET',
    path: '/v1/alerts',
    summary: 'What is wrong now, with its remedy; the newest first',
    scope: 'any',
    query: AlertsQuery,
    success: { status: 200, body: listOf(Alert) },
    problems: [422],
  },
} as const satisfies Record<string, Route>;
