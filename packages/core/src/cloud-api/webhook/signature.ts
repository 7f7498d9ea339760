import { createHmac, timingSafeEqual } from 'node:crypto';

const PREFIX = 'sha256=';
/** SHA-256 in hexadecimal digits. */
const DIGEST_LENGTH = 64;

/** What is needed to trust a webhook; several secrets allow a rotation without a gap. */
export type SignatureInput = {
  /** The bytes as they came: Meta signs its own escaping, which no re-serialised JSON repeats. */
  readonly rawBody: Uint8Array;
  /** The header `X-Hub-Signature-256`. */
  readonly header: string | undefined;
  /** The app secrets; an empty one never matches. */
  readonly secrets: readonly string[];
};

/** Whether the body was signed with one of the secrets; garbage is simply not signed. */
export function verifySignature({ rawBody, header, secrets }: SignatureInput): boolean {
  if (header?.length !== PREFIX.length + DIGEST_LENGTH || !header.startsWith(PREFIX)) return false;
  const given = bytes(header.slice(PREFIX.length).toLowerCase());
  let matches = false;
  for (const secret of secrets) {
    if (secret === '') continue;
    const expected = createHmac('sha256', secret).update(rawBody).digest('hex');
    // Every secret is tried, so that the time tells nothing about which one matched.
    if (timingSafeEqual(bytes(expected), given)) matches = true;
  }
  return matches;
}

// One byte for each character, whatever it is, so that both sides always have the same length.
function bytes(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}
