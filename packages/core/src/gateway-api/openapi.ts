import * as z from 'zod';
import type { Route } from './route/route.ts';
import { type RouteName, routes } from './routes.ts';
import { Problem } from './schema/problem.ts';

type Json = Record<string, unknown>;

/** Every call with a key can answer these, whatever it does. */
const COMMON_PROBLEMS = [400, 401, 403, 408, 413, 415, 422, 429, 500, 503];

/** The API as an OpenAPI 3.1 document, made from the same schemas that validate it. */
export function openApiDocument(version: string): Json {
  const components: Record<string, Json> = {};
  const paths: Record<string, Record<string, Json>> = {};
  for (const name of Object.keys(routes) as RouteName[]) {
    const route: Route = routes[name];
    const path = paths[route.path] ?? {};
    paths[route.path] = path;
    path[route.method.toLowerCase()] = operation(name, route, components);
  }
  for (const [path, item] of Object.entries(unversioned(components)))
    paths[path] = { ...paths[path], ...item };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Parley gateway',
      version,
      description:
        'Send and receive WhatsApp Business messages under the rules of consent, window and templates.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: components,
      securitySchemes: { apiKey: { type: 'http', scheme: 'bearer' } },
    },
  };
}

function operation(name: string, route: Route, components: Record<string, Json>): Json {
  const parameters = [
    ...pathParameters(route),
    ...queryParameters(route, components),
    ...headerParameters(route),
  ];
  return {
    operationId: name,
    summary: route.summary,
    ...(route.scope === 'public' ? { security: [] } : { security: [{ apiKey: [] }] }),
    ...(route.scope === 'public' ? {} : { 'x-scope': route.scope }),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(route.takesFile ? { requestBody: fileBody } : {}),
    ...(route.body
      ? {
          requestBody: {
            required: route.bodyOptional !== true,
            content: { 'application/json': { schema: toSchema(route.body, 'input', components) } },
          },
        }
      : {}),
    responses: responses(route, components),
  };
}

// A form, or any type of file as it is.
const fileBody: Json = {
  required: true,
  content: {
    'multipart/form-data': {
      schema: {
        type: 'object',
        required: ['file'],
        properties: {
          file: { type: 'string', format: 'binary' },
          type: { type: 'string', description: 'The MIME type, where that of the part is not right.' },
          filename: { type: 'string' },
        },
      },
    },
    '*/*': { schema: { type: 'string', format: 'binary' } },
  },
};

function responses(route: Route, components: Record<string, Json>): Json {
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

function problemContent(components: Record<string, Json>): Json {
  return {
    'application/problem+json': { schema: toSchema(Problem, 'output', components) },
    // /readyz tells its state in the same form whether it is ready or not.
    'application/json': { schema: {} },
  };
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

// Schemas with an id become shared components; the input and the output form of one schema may differ.
function toSchema(schema: z.ZodType, io: 'input' | 'output', components: Record<string, Json>): Json {
  const json = z.toJSONSchema(schema, {
    io,
    target: 'draft-2020-12',
    unrepresentable: 'any',
    reused: 'inline',
  }) as Json & { $defs?: Record<string, Json> };
  const { $defs = {}, $schema: _, ...rest } = json;
  for (const [id, definition] of Object.entries($defs)) components[id] = toComponentRefs(definition);
  const id = (rest as { id?: string }).id;
  if (id === undefined) return toComponentRefs(rest);
  components[id] = toComponentRefs(rest);
  return { $ref: `#/components/schemas/${id}` };
}

function toComponentRefs(value: unknown): Json {
  return rewrite(value) as Json;
}

function rewrite(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(rewrite);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, entry]) => {
      if (key === 'id' && typeof entry === 'string') return [];
      if (key === '$ref' && typeof entry === 'string')
        return [[key, entry.replace('#/$defs/', '#/components/schemas/')]];
      return [[key, rewrite(entry)]];
    }),
  );
}

// What is not JSON of ours: Meta's webhook and the document itself.
function unversioned(components: Record<string, Json>): Record<string, Record<string, Json>> {
  const problem = { description: 'Problem', content: problemContent(components) };
  const text = { 'text/plain': { schema: { type: 'string' } } };
  return {
    '/webhooks/whatsapp': {
      get: {
        operationId: 'verifyWebhook',
        summary: "Meta's verification of the callback",
        security: [],
        parameters: ['hub.mode', 'hub.verify_token', 'hub.challenge'].map((name) => ({
          name,
          in: 'query',
          required: false,
          schema: { type: 'string' },
        })),
        responses: { 200: { description: 'The challenge', content: text }, 403: problem },
      },
      post: {
        operationId: 'receiveWebhook',
        summary: "Meta's events, signed with the app secret; answered after they are committed",
        ...webhook(problem),
      },
    },
    '/webhooks/whatsapp/{secret}': {
      post: {
        operationId: 'receiveUnsignedWebhook',
        summary: 'Events of a provider that does not sign (360dialog): the path ends with the verify token',
        ...webhook(problem),
        parameters: [{ name: 'secret', in: 'path', required: true, schema: { type: 'string' } }],
      },
    },
    '/openapi.json': {
      get: {
        operationId: 'getOpenApi',
        summary: 'This document',
        security: [],
        responses: {
          200: {
            description: 'OpenAPI 3.1',
            content: { 'application/json': { schema: { type: 'object' } } },
          },
        },
      },
    },
  };
}

function webhook(problem: Json): Json {
  const body = { 'application/json': { schema: { type: 'object' } } };
  return {
    security: [],
    requestBody: { required: true, content: body },
    responses: {
      200: { description: 'Committed', content: body },
      400: problem,
      401: problem,
      404: problem,
      413: problem,
      503: problem,
    },
  };
}
