import { type HandshakeQuery, verifyHandshake } from '@parley/core/cloud-api';
import { ApiProblem } from '../http/api-problem.ts';
import type { Runtime } from '../runtime.ts';

/** Answers Meta's verification of the webhook address with the challenge, word for word; throws 403 otherwise. */
export function answerHandshake(runtime: Runtime, query: HandshakeQuery): string {
  const handshake = verifyHandshake(query, runtime.settings.whatsApp.verifyToken);
  if (handshake.ok) return handshake.challenge;
  throw new ApiProblem({
    status: 403,
    code: 'VERIFY_TOKEN_WRONG',
    title: { en: 'The verify token does not match', de: 'Das Verify-Token stimmt nicht' },
    detail: {
      en: 'The webhook address could not be verified: mode, challenge or verify token is missing or wrong.',
      de: 'Die Webhook-Adresse ließ sich nicht bestätigen: mode, challenge oder Verify-Token fehlt oder ist falsch.',
    },
    remedy: {
      en: 'Enter the value of WHATSAPP_VERIFY_TOKEN as the verify token in the settings of the Meta app.',
      de: 'Tragen Sie den Wert von WHATSAPP_VERIFY_TOKEN als Verify-Token in den Einstellungen der Meta-App ein.',
    },
  });
}
