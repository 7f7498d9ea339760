import type { Route } from '../route/route.ts';
import { type Json, toSchema } from './components.ts';

/** What a call takes beside its body. */
export function parametersOf(route: Route, components: Record<string, Json>): Json[] {
  return [...pathParameters(route), ...queryParameters(route, components), ...headerParameters(route)];
}

function pathParameters(route: Route): Json[] {
  return [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function queryParameters(route: Route, components: Record<string, Json>): Json[] {
  if (!route.query) return [];
  const schema = toSchema(route.query, 'input', components) as { properties?: Record<string, Json> };
  return Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    in: 'query',
    required: false,
    schema: property,
  }));
}

function headerParameters(route: Route): Json[] {
  if (!route.idempotent) return [];
  return [
    { name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', maxLength: 200 } },
  ];
}
