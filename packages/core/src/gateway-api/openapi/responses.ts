import type { Route } from '../route/route.ts';
import { Problem } from '../schema/problem.ts';
import { type Json, toSchema } from './components.ts';

/** Every call with a key can answer these, whatever it does. */
const COMMON_PROBLEMS = [400, 401, 403, 408, 413, 415, 422, 429, 500, 503];

/** What a call answers: its success, and every problem it knows. */
export function responses(route: Route, components: Record<string, Json>): Json {
  const success: Json = { description: 'Done' };
  if (route.success.body) {
    const [type = ''] = (route.success.textType ?? 'application/json').split(';');
    success.content = {
      [type]: { schema: toSchema(route.success.body, 'output', components) },
      ...(route.success.alsoPage ? { 'text/html': { schema: { type: 'string' } } } : {}),
    };
  }
  if (route.success.givesFile) success.content = { '*/*': { schema: { type: 'string', format: 'binary' } } };
  const part = route.success.givesFile ? [['206', { ...success, description: 'The part asked for' }]] : [];
  const common = route.scope === 'public' ? [] : COMMON_PROBLEMS;
  const problems = [...new Set([...common, ...(route.problems ?? [])])].sort((a, b) => a - b);
  const content = problemContent(components);
  return Object.fromEntries([
    [String(route.success.status), success],
    ...part,
    ...problems.map((status) => [String(status), { description: 'Problem', content }]),
  ]);
}

/** The body of every problem. */
export function problemContent(components: Record<string, Json>): Json {
  return {
    'application/problem+json': { schema: toSchema(Problem, 'output', components) },
    // /readyz tells its state in the same form whether it is ready or not.
    'application/json': { schema: {} },
  };
}
