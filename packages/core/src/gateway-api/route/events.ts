import { EventPage, EventsQuery } from '../schema/event.ts';
import type { Route } from './route.ts';

/** The event log. */
export const eventsRoutes = {
  listEvents: {
    method: 'GET',
    path: '/v1/events',
    summary: 'The event log by cursor, waiting for new ones if asked',
    scope: 'messages:read',
    query: EventsQuery,
    success: { status: 200, body: EventPage },
    problems: [410, 422],
  },
} as const satisfies Record<string, Route>;
