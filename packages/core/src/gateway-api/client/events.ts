import type { EventPage, NewSubscription, Subscription, SubscriptionCreated } from '../types.ts';
import { type Calls, longPoll } from './calls.ts';

/** The event log, and those who get it delivered. */
export function eventCalls({ call, get, post }: Calls) {
  return {
    listEvents: (query: {
      after?: string;
      types?: readonly string[];
      waitSeconds?: number;
      limit?: number;
    }) =>
      get<EventPage>(
        '/v1/events',
        { after: query.after, types: query.types?.join(','), wait: query.waitSeconds, limit: query.limit },
        longPoll(query.waitSeconds),
      ),
    createSubscription: (subscription: NewSubscription) =>
      post<SubscriptionCreated>('/v1/subscriptions', subscription),
    getSubscription: (id: string) => get<Subscription>(`/v1/subscriptions/${encodeURIComponent(id)}`),
    deleteSubscription: (id: string) =>
      call<undefined>('DELETE', `/v1/subscriptions/${encodeURIComponent(id)}`),
  };
}
