import { Business, BusinessPatch, Key, KeyCreated, NewKey } from '../schema/account.ts';
import { listOf } from '../schema/primitives.ts';
import type { Route } from './route.ts';

/** Keys and the business. */
export const accountRoutes = {
  createKey: {
    method: 'POST',
    path: '/v1/keys',
    summary: 'Make an API key; its text is shown once',
    scope: 'admin',
    body: NewKey,
    success: { status: 201, body: KeyCreated },
    problems: [409, 422],
  },
  listKeys: {
    method: 'GET',
    path: '/v1/keys',
    summary: 'The API keys, without their text',
    scope: 'admin',
    success: { status: 200, body: listOf(Key) },
  },
  revokeKey: {
    method: 'DELETE',
    path: '/v1/keys/{id}',
    summary: 'Revoke an API key at once',
    scope: 'admin',
    success: { status: 204 },
    problems: [404],
  },
  getBusiness: {
    method: 'GET',
    path: '/v1/business',
    summary: "The business's settings",
    scope: 'any',
    success: { status: 200, body: Business },
  },
  changeBusiness: {
    method: 'PATCH',
    path: '/v1/business',
    summary: "Change the business's settings, or stop all sending",
    scope: 'admin',
    body: BusinessPatch,
    success: { status: 200, body: Business },
    problems: [422],
  },
} as const satisfies Record<string, Route>;
