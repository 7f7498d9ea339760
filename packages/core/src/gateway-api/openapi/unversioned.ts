import type { Json } from './components.ts';
import { problemContent } from './responses.ts';

/** What is not JSON of ours: Meta's webhook and the document itself. */
export function unversioned(components: Record<string, Json>): Record<string, Record<string, Json>> {
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
