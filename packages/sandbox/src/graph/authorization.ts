import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Sandbox } from '../sandbox.ts';
import { GraphError } from './graph-error.ts';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Throws 190 unless the request carries the access token, as a Bearer header or, as Graph allows, in the query. */
export function requireToken({ account }: Sandbox, request: FastifyRequest): void {
  const header = /^(?:Bearer|OAuth)\s+(.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const query = (request.query as { access_token?: unknown }).access_token;
  const token = header ?? (typeof query === 'string' ? query : undefined);
  if (token === undefined) {
    throw new GraphError(190, { title: 'An access token is required to request this resource.' });
  }
  if (!timingSafeEqual(digest(token.trim()), digest(account.accessToken))) {
    throw new GraphError(190, { title: 'Invalid OAuth access token - Cannot parse access token' });
  }
}
