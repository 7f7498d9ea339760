import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { findToken, isInForce } from '../account/tokens.ts';
import type { Sandbox } from '../sandbox.ts';
import { GraphError } from './graph-error.ts';

/** Meta's subcode of a token whose time is over. */
const SESSION_EXPIRED = 463;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Throws 190 unless the request carries an access token in force, as a Bearer header or, as Graph allows, in the query. */
export function requireToken(sandbox: Sandbox, request: FastifyRequest): void {
  const token = tokenOf(request);
  if (token === undefined) {
    throw new GraphError(190, { title: 'An access token is required to request this resource.' });
  }
  // The app itself may ask about tokens; it has no right to anything else here.
  if (request.routeOptions.url?.endsWith('/debug_token') && isAppToken(sandbox, token)) return;
  const known = findToken(sandbox, token);
  if (!known) throw new GraphError(190, { title: 'Invalid OAuth access token - Cannot parse access token' });
  if (!isInForce(known, sandbox.now())) {
    throw new GraphError(190, {
      title: 'Error validating access token: Session has expired.',
      subcode: SESSION_EXPIRED,
    });
  }
}

function tokenOf(request: FastifyRequest): string | undefined {
  const header = /^(?:Bearer|OAuth)\s+(.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const query = (request.query as { access_token?: unknown }).access_token;
  return (header ?? (typeof query === 'string' ? query : undefined))?.trim();
}

/** `{app id}|{app secret}`: Meta takes it wherever an app speaks for itself. */
const isAppToken = ({ account }: Sandbox, token: string): boolean =>
  timingSafeEqual(digest(token), digest(`${account.appId}|${account.appSecret}`));
