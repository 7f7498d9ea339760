import { createHmac, timingSafeEqual } from 'node:crypto';

const signature = /^sha256=([0-9a-f]{64})$/i;

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
  const hex = header === undefined ? undefined : signature.exec(header)?.[1];
  if (hex === undefined) return false;
  const given = Buffer.from(hex, 'hex');
  let matches = false;
  for (const secret of secrets) {
    if (secret === '') continue;
    const expected = createHmac('sha256', secret).update(rawBody).digest();
    // Every secret is tried, so that the time tells nothing about which one matched.
    if (timingSafeEqual(expected, given)) matches = true;
  }
  return matches;
}
