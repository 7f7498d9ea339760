import { listOf } from '../schema/primitives.ts';
import { RawItem, RawItemFilter, RawItemWhole } from '../schema/raw-item.ts';
import type { Route } from './route.ts';

/** What webhooks said that Parley keeps whole and makes nothing of. */
export const rawItemsRoutes = {
  listRawItems: {
    method: 'GET',
    path: '/v1/raw-items',
    summary: 'Webhook items that are kept whole for 30 days, the newest first, without what they say',
    scope: 'admin',
    query: RawItemFilter,
    success: { status: 200, body: listOf(RawItem) },
    problems: [422],
  },
  getRawItem: {
    method: 'GET',
    path: '/v1/raw-items/{id}',
    summary: 'One of them, with what Meta sent',
    scope: 'admin',
    success: { status: 200, body: RawItemWhole },
    problems: [404],
  },
} as const satisfies Record<string, Route>;
