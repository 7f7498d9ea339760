import { createPublicKey, type KeyObject, randomBytes, verify } from 'node:crypto';

/** The app as the admin has set it up: one of the two flows, and the user it acts as. */
export type ConnectedApp = {
  clientId: string;
  clientSecret?: string;
  /** PEM of the certificate's public key, for the JWT bearer flow. */
  publicKey?: string;
  /** The pre-authorised user of the JWT flow. */
  username: string;
  userId: string;
};

/** A refusal of the token endpoint. */
export class OAuthRefusal extends Error {
  readonly error: string;
  constructor(error: string, description: string) {
    super(description);
    this.error = error;
  }
}

/** A JWT may live for at most this long; Salesforce refuses later expiry times. */
const MAX_ASSERTION_SECONDS = 5 * 60;

/** Hands out tokens and knows which are still good. */
export class Tokens {
  readonly #app: ConnectedApp;
  readonly #audiences: () => string[];
  readonly #now: () => number;
  #good = new Set<string>();
  /** How often a token was handed out. */
  issued = 0;

  constructor(app: ConnectedApp, audiences: () => string[], now: () => number) {
    this.#app = app;
    this.#audiences = audiences;
    this.#now = now;
  }

  isGood(token: string): boolean {
    return this.#good.has(token);
  }

  expireAll(): void {
    this.#good = new Set();
  }

  /** Answers one form post to the token endpoint with a new token. */
  grant(form: URLSearchParams): string {
    const type = form.get('grant_type');
    if (type === 'client_credentials') this.#checkSecret(form);
    else if (type === 'urn:ietf:params:oauth:grant-type:jwt-bearer')
      this.#checkAssertion(form.get('assertion') ?? '');
    else throw new OAuthRefusal('unsupported_grant_type', 'grant type not supported');
    const token = `00DFk0000000001!${randomBytes(24).toString('base64url')}`;
    this.#good.add(token);
    this.issued++;
    return token;
  }

  #checkSecret(form: URLSearchParams): void {
    if (form.get('client_id') !== this.#app.clientId)
      throw new OAuthRefusal('invalid_client_id', 'client identifier invalid');
    if (!this.#app.clientSecret)
      throw new OAuthRefusal('invalid_grant', 'no client credentials user enabled');
    if (form.get('client_secret') !== this.#app.clientSecret)
      throw new OAuthRefusal('invalid_client', 'invalid client credentials');
  }

  #checkAssertion(assertion: string): void {
    const [head = '', claims = '', signature = '', ...more] = assertion.split('.');
    const header = readJson(head);
    const body = readJson(claims);
    if (more.length > 0 || !header || !body || header.alg !== 'RS256')
      throw new OAuthRefusal('invalid_grant', 'invalid assertion');
    if (body.iss !== this.#app.clientId)
      throw new OAuthRefusal('invalid_client_id', 'client identifier invalid');
    if (
      !this.#app.publicKey ||
      !isSigned(`${head}.${claims}`, signature, createPublicKey(this.#app.publicKey))
    )
      throw new OAuthRefusal('invalid_grant', 'invalid assertion');
    if (typeof body.aud !== 'string' || !this.#audiences().includes(body.aud))
      throw new OAuthRefusal('invalid_grant', 'audience is invalid');
    const seconds = this.#now() / 1000;
    if (typeof body.exp !== 'number' || body.exp <= seconds)
      throw new OAuthRefusal('invalid_grant', 'expired authorization code');
    if (body.exp > seconds + MAX_ASSERTION_SECONDS)
      throw new OAuthRefusal('invalid_grant', 'assertion expires too late');
    if (body.sub !== this.#app.username)
      throw new OAuthRefusal('invalid_grant', "user hasn't approved this consumer");
  }
}

function readJson(part: string): Record<string, unknown> | null {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Record<string, unknown>;
  } catch {
    return null;
  }
}

function isSigned(text: string, signature: string, key: KeyObject): boolean {
  // Elliptic curve keys are refused without a word.
  if (key.asymmetricKeyType !== 'rsa' || (key.asymmetricKeyDetails?.modulusLength ?? 0) < 2048) return false;
  return verify('RSA-SHA256', Buffer.from(text), key, Buffer.from(signature, 'base64url'));
}
