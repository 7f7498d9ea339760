import type { FastifyError, FastifyInstance } from 'fastify';
import type { Sandbox } from '../sandbox.ts';
import { accountRoutes } from './account-routes.ts';
import { requireToken } from './authorization.ts';
import { blockRoutes } from './block-routes.ts';
import { GraphError } from './graph-error.ts';
import { mediaRoutes } from './media-routes.ts';
import { messageRoutes } from './message-routes.ts';
import { nodeRoutes } from './node-routes.ts';
import { numberRoutes } from './number-routes.ts';
import { qrRoutes } from './qr-routes.ts';
import { registrationRoutes } from './registration-routes.ts';
import { sampleRoutes } from './sample-routes.ts';
import { templateRoutes } from './template-routes.ts';
import { tokenRoutes } from './token-routes.ts';

/** The Graph surface: Meta's paths, envelopes and errors. */
export function graphRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  app.addHook('onRequest', async (request, reply) => {
    requireToken(sandbox, request);
    reply.header('facebook-api-version', (request.params as { version?: string }).version ?? 'v25.0');
  });
  app.setErrorHandler((error: FastifyError | GraphError, _request, reply) => {
    const graphError = error instanceof GraphError ? error : asGraphError(error);
    if (graphError.code === 190)
      reply.header('www-authenticate', 'OAuth "Facebook Platform" "invalid_token"');
    return reply.code(graphError.status).send(graphError.toBody());
  });
  messageRoutes(app, sandbox);
  templateRoutes(app, sandbox);
  mediaRoutes(app, sandbox);
  numberRoutes(app, sandbox);
  registrationRoutes(app, sandbox);
  blockRoutes(app, sandbox);
  qrRoutes(app, sandbox);
  accountRoutes(app, sandbox);
  sampleRoutes(app, sandbox);
  tokenRoutes(app, sandbox);
  nodeRoutes(app, sandbox);
}

/** What Fastify itself refuses: unreadable JSON, a wrong content type, a body that is too large. */
function asGraphError(error: FastifyError): GraphError {
  const status = error.statusCode ?? 500;
  if (status >= 500) {
    console.error('The sandbox failed to answer a Graph call:', error);
    return new GraphError(131000);
  }
  return new GraphError(100, { details: error.message });
}
