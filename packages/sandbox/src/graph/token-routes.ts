import type { FastifyInstance } from 'fastify';
import { findToken, isInForce } from '../account/tokens.ts';
import type { Sandbox } from '../sandbox.ts';
import { GraphError } from './graph-error.ts';
import { VERSION } from './version.ts';

const SCOPES = ['whatsapp_business_management', 'whatsapp_business_messaging'];

/** What Meta tells of an access token: whether it is in force, and when it ends. */
export function tokenRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  const { account } = sandbox;

  app.get<{ Querystring: { input_token?: string } }>(`${VERSION}/debug_token`, ({ query }) => {
    const { input_token: text } = query;
    if (typeof text !== 'string' || text === '') {
      throw new GraphError(100, { title: 'The parameter input_token is required' });
    }
    const token = findToken(sandbox, text);
    if (!token) {
      // Asking about a token that is none is answered, not refused.
      const error = { code: 190, message: 'Invalid OAuth access token - Cannot parse access token' };
      return { data: { error, is_valid: false, scopes: [] } };
    }
    const isValid = isInForce(token, sandbox.now());
    return {
      data: {
        app_id: account.appId,
        type: 'SYSTEM_USER',
        application: 'Parley Sandbox',
        data_access_expires_at: 0,
        ...(!isValid && {
          error: { code: 190, message: 'Error validating access token: Session has expired.', subcode: 463 },
        }),
        // Meta writes 0 for a token without an end.
        expires_at: token.expiresMs === null ? 0 : Math.floor(token.expiresMs / 1000),
        is_valid: isValid,
        scopes: SCOPES,
        granular_scopes: SCOPES.map((scope) => ({ scope, target_ids: [account.businessAccountId] })),
        user_id: '122000000000001',
      },
    };
  });
}
