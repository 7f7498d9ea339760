import * as z from 'zod';
import { listOf, Page } from '../schema/primitives.ts';
import {
  Delivery,
  NewSubscription,
  ReplayRequest,
  Subscription,
  SubscriptionCreated,
} from '../schema/subscription.ts';
import type { Route } from './route.ts';

const deliveries = z.strictObject({ ...Page, state: Delivery.shape.state.optional() });

/** Events posted to a URL. */
export const subscriptionsRoutes = {
  createSubscription: {
    method: 'POST',
    path: '/v1/subscriptions',
    summary: 'Have events posted to a URL, signed',
    scope: 'subscriptions',
    body: NewSubscription,
    success: { status: 201, body: SubscriptionCreated },
    problems: [422],
  },
  listSubscriptions: {
    method: 'GET',
    path: '/v1/subscriptions',
    summary: 'The subscriptions and how their targets are doing',
    scope: 'subscriptions',
    success: { status: 200, body: listOf(Subscription) },
  },
  getSubscription: {
    method: 'GET',
    path: '/v1/subscriptions/{id}',
    summary: 'One subscription',
    scope: 'subscriptions',
    success: { status: 200, body: Subscription },
    problems: [404],
  },
  deleteSubscription: {
    method: 'DELETE',
    path: '/v1/subscriptions/{id}',
    summary: 'End a subscription',
    scope: 'subscriptions',
    success: { status: 204 },
    problems: [404],
  },
  listDeliveries: {
    method: 'GET',
    path: '/v1/subscriptions/{id}/deliveries',
    summary: 'The latest deliveries of a subscription',
    scope: 'subscriptions',
    query: deliveries,
    success: { status: 200, body: listOf(Delivery) },
    problems: [404],
  },
  replaySubscription: {
    method: 'POST',
    path: '/v1/subscriptions/{id}/replay',
    summary: 'Deliver the events after a cursor once more',
    scope: 'subscriptions',
    body: ReplayRequest,
    bodyOptional: true,
    success: { status: 202, body: z.object({ events: z.number().int() }) },
    problems: [404, 410, 422],
  },
} as const satisfies Record<string, Route>;
