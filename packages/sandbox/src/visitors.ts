import type { FastifyInstance } from 'fastify';
import { isLoopback } from './media/link.ts';

/** Addresses to listen on that mean "everywhere"; whoever sets them has decided to be reached by any name. */
const EVERYWHERE = new Set(['0.0.0.0', '::']);

/**
 * Refuses requests that name another host, so that a web page on the internet can't reach the sandbox through a
 * name that resolves to this machine (DNS rebinding), and requests that another page's script makes.
 */
export function refuseStrangers(app: FastifyInstance, listenHost: string): void {
  app.addHook('onRequest', async (request, reply) => {
    const named = hostOf(`http://${request.headers.host ?? ''}`);
    const known =
      EVERYWHERE.has(listenHost) ||
      (named !== undefined && (isLoopback(named) || named === listenHost.toLowerCase()));
    if (!known) {
      return reply.code(403).send({
        error: {
          message: 'The sandbox answers on this machine only; set PARLEY_HOST to change that.',
          fields: [],
        },
      });
    }
    const { origin } = request.headers;
    if (origin !== undefined && origin !== `http://${request.headers.host}`) {
      return reply
        .code(403)
        .send({ error: { message: 'The sandbox takes no requests from other pages.', fields: [] } });
    }
    return undefined;
  });
}

const hostOf = (address: string): string | undefined =>
  URL.canParse(address) ? new URL(address).hostname.replace(/^\[|\]$/g, '') : undefined;
