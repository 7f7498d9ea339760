import type { Keyring } from '../keys/keyring.ts';
import { ApiProblem } from './api-problem.ts';
import type { CallerKey } from './handler.ts';

type Language = 'de' | 'en';

/** The key of `Authorization: Bearer`, or 401. */
export async function authenticate(
  keyring: Keyring,
  authorization: string | undefined,
  language: Language,
): Promise<CallerKey> {
  const text = /^Bearer +([\x21-\x7e]{1,500}) *$/i.exec(authorization ?? '')?.[1];
  const key = text === undefined ? undefined : await keyring.find(text);
  if (key) return key;
  const missing = text === undefined;
  throw new ApiProblem({
    status: 401,
    code: 'UNAUTHORIZED',
    ...(language === 'de'
      ? {
          title: missing ? 'Der API-Schlüssel fehlt' : 'Der API-Schlüssel ist falsch',
          detail: missing
            ? 'Dieser Aufruf braucht einen API-Schlüssel.'
            : 'Das Gateway kennt diesen API-Schlüssel nicht; vielleicht wurde er widerrufen.',
          remedy: 'Senden Sie "Authorization: Bearer <API-Schlüssel>".',
        }
      : {
          title: missing ? 'The API key is missing' : 'The API key is wrong',
          detail: missing
            ? 'This call needs an API key.'
            : 'The gateway does not know this API key; it may have been revoked.',
          remedy: 'Send "Authorization: Bearer <api key>".',
        }),
  });
}

/** Refuses a key that lacks what the route asks for: 403 that names the scope. */
export function checkScope(
  key: CallerKey,
  scope: string,
  params: Readonly<Record<string, string>>,
  language: Language,
): void {
  if (scope === 'any') return;
  const needed = scope === 'tool' ? `tools:${params.tool}` : scope;
  if (key.scopes.includes(needed)) return;
  // Who may make keys for every tool may do every tool's part.
  if (scope === 'tool' && key.scopes.includes('admin')) return;
  throw new ApiProblem({
    status: 403,
    code: 'FORBIDDEN',
    ...(language === 'de'
      ? {
          title: 'Dem API-Schlüssel fehlt ein Recht',
          detail: `Dieser Aufruf braucht das Recht ${needed}; der Schlüssel "${key.name}" hat es nicht.`,
          remedy: `Nehmen Sie einen Schlüssel mit ${needed}, oder legen Sie einen an (POST /v1/keys).`,
        }
      : {
          title: 'The API key may not do this',
          detail: `This call needs the scope ${needed}; the key "${key.name}" does not have it.`,
          remedy: `Use a key with ${needed}, or make one (POST /v1/keys).`,
        }),
  });
}

/** The `Idempotency-Key` header, checked; undefined when there is none. */
export function readIdempotencyKey(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  if (typeof header === 'string' && /^[\x21-\x7e]{1,200}$/.test(header)) return header;
  const message = {
    en: 'must be 1 to 200 visible ASCII characters, given once',
    de: 'muss aus 1 bis 200 sichtbaren ASCII-Zeichen bestehen und einmal angegeben sein',
  };
  throw new ApiProblem({
    status: 422,
    code: 'INVALID_REQUEST',
    title: { en: 'The request is not valid', de: 'Die Anfrage ist nicht gültig' },
    detail: { en: `Idempotency-Key: ${message.en}`, de: `Idempotency-Key: ${message.de}` },
    remedy: {
      en: 'Use a text of your own that is new for every intent, such as a UUID.',
      de: 'Nehmen Sie einen eigenen Text, der für jedes Vorhaben neu ist, etwa eine UUID.',
    },
    errors: [{ path: 'Idempotency-Key', message }],
  });
}
