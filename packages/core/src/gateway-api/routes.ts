import { accountRoutes } from './route/account.ts';
import { alertsRoutes } from './route/alerts.ts';
import { consentRoutes } from './route/consent.ts';
import { contactsRoutes } from './route/contacts.ts';
import { conversationsRoutes } from './route/conversations.ts';
import { eventsRoutes } from './route/events.ts';
import { healthRoutes } from './route/health.ts';
import { linksRoutes } from './route/links.ts';
import { mediaRoutes } from './route/media.ts';
import { messagesRoutes } from './route/messages.ts';
import { numbersRoutes } from './route/numbers.ts';
import { rawItemsRoutes } from './route/raw-items.ts';
import type { Route } from './route/route.ts';
import { subscriptionsRoutes } from './route/subscriptions.ts';
import { tasksRoutes } from './route/tasks.ts';
import { templatesRoutes } from './route/templates.ts';
import { toolStateRoutes } from './route/tool-state.ts';

/** Every call of API v1, by its operation id. */
export const routes = {
  ...messagesRoutes,
  ...mediaRoutes,
  ...conversationsRoutes,
  ...linksRoutes,
  ...contactsRoutes,
  ...consentRoutes,
  ...tasksRoutes,
  ...templatesRoutes,
  ...accountRoutes,
  ...numbersRoutes,
  ...eventsRoutes,
  ...toolStateRoutes,
  ...subscriptionsRoutes,
  ...alertsRoutes,
  ...rawItemsRoutes,
  ...healthRoutes,
} as const satisfies Record<string, Route>;

export type Routes = typeof routes;
export type RouteName = keyof Routes;
