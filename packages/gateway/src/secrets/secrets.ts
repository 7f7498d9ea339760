import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { ParleyError } from '@parley/core';

/** What a keyed hash is for; the same value hashes differently for each. */
export type HashUse =
  | 'suppression'
  | 'webhook'
  | 'api-key'
  | 'idempotency'
  | 'import-row'
  | 'opt-in-code'
  | 'credential';

/** What the secret key is good for: encryption at rest, and hashes that nobody without the key can try out. */
export type Secrets = {
  seal(text: string): string;
  open(sealed: string): string;
  hash(use: HashUse, value: string): string;
};

/** Derives everything from one secret text of at least 32 characters. */
export function secretsFrom(secretKey: string): Secrets {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', secretKey, 'parley', purpose, 32));
  const encryption = derive('encryption');
  // A key object is made once; from a buffer it would be made again for every hash, at several times its cost.
  const hashing = new Map<HashUse, KeyObject>();
  return {
    seal(text) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', encryption, nonce);
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64');
      try {
        const decipher = createDecipheriv('aes-256-gcm', encryption, bytes.subarray(0, 12));
        decipher.setAuthTag(bytes.subarray(12, 28));
        return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
      } catch (cause) {
        throw new ParleyError(
          'SECRET_KEY_MISMATCH',
          'Stored data does not open with this PARLEY_SECRET_KEY.',
          { cause },
        );
      }
    },
    hash(use, value) {
      const key = hashing.get(use) ?? createSecretKey(derive(`hash:${use}`));
      hashing.set(use, key);
      return createHmac('sha256', key).update(value).digest('base64url');
    },
  };
}
