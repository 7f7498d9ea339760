import { sign } from 'node:crypto';
import type { Credentials } from '../settings.ts';

/** Salesforce takes a JWT of at most five minutes; three leave room for a clock that runs ahead. */
const ASSERTION_LIFE_SECONDS = 3 * 60;

/** The form fields that ask the token endpoint for a new token; jsforce adds client id and secret. */
export function tokenRequest(
  credentials: Credentials,
  loginUrl: string,
  now: Date,
): Record<string, string> & { grant_type: string } {
  switch (credentials.flow) {
    case 'client_credentials':
      return { grant_type: 'client_credentials' };
    case 'jwt':
      return {
        grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
        assertion: signAssertion(credentials, loginUrl, now),
      };
  }
}

// jsforce has no JWT bearer flow of its own. External Client Apps want the My Domain URL as audience.
function signAssertion(
  credentials: Extract<Credentials, { flow: 'jwt' }>,
  loginUrl: string,
  now: Date,
): string {
  const claims = {
    iss: credentials.clientId,
    sub: credentials.username,
    aud: loginUrl,
    exp: Math.floor(now.getTime() / 1000) + ASSERTION_LIFE_SECONDS,
  };
  const unsigned = `${encode({ alg: 'RS256' })}.${encode(claims)}`;
  return `${unsigned}.${sign('RSA-SHA256', Buffer.from(unsigned), credentials.privateKey).toString('base64url')}`;
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
