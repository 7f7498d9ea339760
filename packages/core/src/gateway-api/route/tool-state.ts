import * as z from 'zod';
import { listOf, Page } from '../schema/primitives.ts';
import { ToolState, ToolStateWrite, ToolStateWritten } from '../schema/tool-state.ts';
import type { Route } from './route.ts';

/** Tools' own small state. */
export const toolStateRoutes = {
  listToolState: {
    method: 'GET',
    path: '/v1/tools/{tool}/state',
    summary: "A tool's own small state, by key prefix",
    scope: 'tool',
    query: z.strictObject({ ...Page, prefix: z.string().max(300).default('') }),
    success: { status: 200, body: listOf(ToolState) },
    problems: [422],
  },
  getToolState: {
    method: 'GET',
    path: '/v1/tools/{tool}/state/{key}',
    summary: "One value of a tool's state",
    scope: 'tool',
    success: { status: 200, body: ToolState },
    problems: [404],
  },
  putToolState: {
    method: 'PUT',
    path: '/v1/tools/{tool}/state/{key}',
    summary: "Write one value of a tool's state, if its version is the expected one",
    scope: 'tool',
    body: ToolStateWrite,
    success: { status: 200, body: ToolStateWritten },
    problems: [409, 413, 422],
  },
  deleteToolState: {
    method: 'DELETE',
    path: '/v1/tools/{tool}/state/{key}',
    summary: "Remove one value of a tool's state",
    scope: 'tool',
    success: { status: 204 },
  },
} as const satisfies Record<string, Route>;
