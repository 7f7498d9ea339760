import { GatewayProblem } from '../problem.ts';
import type { PageOf, ToolState } from '../types.ts';
import { type Calls, orUndefined } from './calls.ts';

/** A tool's own small state. */
export function toolCalls({ call, get }: Calls) {
  const state = (tool: string, key: string) =>
    `/v1/tools/${encodeURIComponent(tool)}/state/${encodeURIComponent(key)}`;
  return {
    getToolState: (tool: string, key: string) => orUndefined(get<ToolState>(state(tool, key))),
    async putToolState(
      tool: string,
      key: string,
      write: { value: unknown; ifVersion?: number; contactId?: string },
    ): Promise<{ key: string; version: number } | 'conflict'> {
      try {
        return await call<{ key: string; version: number }>('PUT', state(tool, key), { body: write });
      } catch (error) {
        if (error instanceof GatewayProblem && error.problem.code === 'VERSION_CONFLICT') return 'conflict';
        throw error;
      }
    },
    deleteToolState: (tool: string, key: string) => call<undefined>('DELETE', state(tool, key)),
    listToolState: (tool: string, query: { prefix?: string; cursor?: string; limit?: number } = {}) =>
      get<PageOf<ToolState>>(`/v1/tools/${encodeURIComponent(tool)}/state`, query),
  };
}
