import { isSameSecret } from './same-secret.ts';

/** The query of Meta's GET; a repeated parameter may come as a list, which is no match. */
export type HandshakeQuery = Readonly<Record<string, unknown>>;

/** With `ok` the challenge goes back word for word with 200; else the answer is 403. */
export type Handshake = { readonly ok: true; readonly challenge: string } | { readonly ok: false };

/** Meta's verification of a webhook address. An empty or missing verify token never matches. */
export function verifyHandshake(query: HandshakeQuery, verifyToken: string | undefined): Handshake {
  const mode = query['hub.mode'];
  const token = query['hub.verify_token'];
  const challenge = query['hub.challenge'];
  if (mode !== 'subscribe' || typeof token !== 'string' || typeof challenge !== 'string')
    return { ok: false };
  if (!verifyToken || challenge === '' || !isSameSecret(token, verifyToken)) return { ok: false };
  return { ok: true, challenge };
}
