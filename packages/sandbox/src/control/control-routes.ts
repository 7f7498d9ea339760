import type { FastifyError, FastifyInstance } from 'fastify';
import type { Sandbox } from '../sandbox.ts';
import { changeRoutes } from './change-routes.ts';
import { ControlError } from './control-error.ts';
import { customerRoutes } from './customer-routes.ts';
import { faultRoutes } from './fault-routes.ts';
import { numberControlRoutes } from './number-routes.ts';
import { personChangeRoutes } from './person-change-routes.ts';
import { reviewRoutes } from './review-routes.ts';
import { stateRoutes } from './state-routes.ts';
import { switchRoutes } from './switch-routes.ts';
import { tokenControlRoutes } from './token-routes.ts';
import { webhookRoutes } from './webhook-routes.ts';

/** The calls under `/sandbox`: what the customers, the reviewer and the person at the page do. */
export function controlRoutes(app: FastifyInstance, sandbox: Sandbox, reset: () => Promise<void>): void {
  app.setErrorHandler((error: FastifyError | ControlError, _request, reply) => {
    const known = error instanceof ControlError ? error : asControlError(error);
    return reply.code(known.status).send(known.toBody());
  });
  customerRoutes(app, sandbox);
  personChangeRoutes(app, sandbox);
  reviewRoutes(app, sandbox);
  numberControlRoutes(app, sandbox);
  faultRoutes(app, sandbox);
  stateRoutes(app, sandbox, reset);
  tokenControlRoutes(app, sandbox);
  switchRoutes(app, sandbox);
  webhookRoutes(app, sandbox);
  changeRoutes(app, sandbox);
}

function asControlError(error: FastifyError): ControlError {
  const status = error.statusCode ?? 500;
  if (status < 500) return new ControlError(status, error.message);
  console.error('The sandbox failed to answer a control call:', error);
  return new ControlError(500, 'The sandbox could not do this; its output says why.');
}
