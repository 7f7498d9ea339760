import type { FastifyInstance } from 'fastify';
import { findToken, setToken } from '../account/tokens.ts';
import type { Sandbox } from '../sandbox.ts';
import { flag, object, optional, required, text } from '../shape/shape.ts';
import { requireShape, wrongField } from './control-error.ts';

const tokenShape = object({
  token: required(
    text({ max: 500, pattern: /^[\x21-\x7e]+$/, says: 'must be visible ASCII without blanks' }),
  ),
  expiresAt: optional(text({ max: 40 })),
  valid: optional(flag),
});

/** Plays whoever manages the business's access tokens: makes one, lets one end. */
export function tokenControlRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  app.post('/sandbox/tokens', async ({ body }) => {
    requireShape(tokenShape, body);
    const given = body as { token: string; expiresAt?: string; valid?: boolean };
    const expiresMs = given.expiresAt === undefined ? null : Date.parse(given.expiresAt);
    if (Number.isNaN(expiresMs))
      throw wrongField('expiresAt', 'must be a time such as 2026-12-01T00:00:00Z.');
    const isNew = findToken(sandbox, given.token) === undefined;
    await sandbox.db.write(() => setToken(sandbox, given.token, { isValid: given.valid ?? true, expiresMs }));
    return {
      made: isNew,
      valid: given.valid ?? true,
      expiresAt: expiresMs === null ? null : new Date(expiresMs).toISOString(),
    };
  });
}
