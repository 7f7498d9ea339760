import type { Route } from '../route/route.ts';
import { type RouteName, routes } from '../routes.ts';
import { type Json, toSchema } from './components.ts';
import { parametersOf } from './parameters.ts';
import { responses } from './responses.ts';
import { unversioned } from './unversioned.ts';

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
  const parameters = parametersOf(route, components);
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
