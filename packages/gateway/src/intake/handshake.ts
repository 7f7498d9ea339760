import { type HandshakeQuery, verifyHandshake } from '@parley/core/cloud-api';
import type { Problem } from '@parley/core/gateway-api';
import type { Runtime } from '../runtime.ts';

/** Answers Meta's verification of the webhook address: the challenge word for word as text, or 403. */
export function answerHandshake(
  runtime: Runtime,
  query: HandshakeQuery,
): { readonly status: 200; readonly body: string } | { readonly status: 403; readonly body: Problem } {
  const handshake = verifyHandshake(query, runtime.settings.whatsApp.verifyToken);
  if (handshake.ok) return { status: 200, body: handshake.challenge };
  return {
    status: 403,
    body: {
      type: 'about:blank',
      code: 'VERIFY_TOKEN_WRONG',
      title: 'The verify token does not match',
      status: 403,
      detail:
        'The webhook address could not be verified: mode, challenge or verify token is missing or wrong.',
      remedy: 'Enter the value of WHATSAPP_VERIFY_TOKEN as the verify token in the settings of the Meta app.',
    },
  };
}
