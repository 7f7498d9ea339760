import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { verifyHandshake, verifySignature } from '@parley/core/cloud-api';

const body = '{"object":"whatsapp_business_account","entry":[]}';
const spaced = '{"object": "whatsapp_business_account", "entry": []}';
const digest = 'dec6a680679a968e7e0319355b23599cbfc54502c0784668e9618baa0c633756';
const rawBody = Buffer.from(body);

describe("Meta's signature over the raw bytes", () => {
  // Published vectors: secret, body, hexadecimal HMAC-SHA-256.
  test.each([
    ['test_app_secret', body, digest],
    ['test_app_secret', spaced, '56cbbaf4961c6cfdae48b7f116c047e5eb513d2c931baae63a2bc1afd26f803a'],
    ['otro_secreto', body, '769b03d8c2ae6498f2d1e1f7299c0ba55448c69d741e7b0bb243d852d8a8d8c7'],
  ])('with the secret %s over %s', (secret, text, hex) => {
    const header = `sha256=${hex}`;
    expect(verifySignature({ rawBody: Buffer.from(text), header, secrets: [secret] })).toBe(true);
    expect(verifySignature({ rawBody: Buffer.from(`${text} `), header, secrets: [secret] })).toBe(false);
    expect(verifySignature({ rawBody: Buffer.from(text), header, secrets: [`${secret}x`] })).toBe(false);
  });

  test('escaped and plain bytes of the same payload have different signatures', () => {
    const escaped = Buffer.from('{"text":"Gr\\u00fc\\u00dfe","type":"text\\/html"}');
    const header = `sha256=${createHmac('sha256', 's').update(escaped).digest('hex')}`;
    expect(verifySignature({ rawBody: escaped, header, secrets: ['s'] })).toBe(true);
    const again = Buffer.from(JSON.stringify(JSON.parse(escaped.toString())));
    expect(verifySignature({ rawBody: again, header, secrets: ['s'] })).toBe(false);
  });

  test('during a rotation the old and the new secret both count', () => {
    const header = `sha256=${digest}`;
    expect(verifySignature({ rawBody, header, secrets: ['new_secret', 'test_app_secret'] })).toBe(true);
    expect(verifySignature({ rawBody, header, secrets: ['test_app_secret', 'new_secret'] })).toBe(true);
  });

  test('capital digits are the same signature', () => {
    const header = `sha256=${digest.toUpperCase()}`;
    expect(verifySignature({ rawBody, header, secrets: ['test_app_secret'] })).toBe(true);
  });

  test.each([
    ['no header', undefined],
    ['an empty one', ''],
    ['only the prefix', 'sha256='],
    ['the digest alone', digest],
    ['the old kind', `sha1=${digest.slice(0, 40)}`],
    ['a digest cut short', `sha256=${digest.slice(0, 62)}`],
    ['a digest too long', `sha256=${digest}00`],
    ['no hexadecimal digits', `sha256=${'z'.repeat(64)}`],
    ['letters beyond one byte', `sha256=${'ſ'.repeat(64)}`],
    ['two signatures', `sha256=${digest},sha256=${digest}`],
    ['a blank before it', ` sha256=${digest}`],
  ])('%s is not a signature', (_name, header) => {
    expect(verifySignature({ rawBody, header, secrets: ['test_app_secret'] })).toBe(false);
  });

  test('without a secret, or with an empty one, nothing is trusted', () => {
    const signedWithNothing = `sha256=${createHmac('sha256', '').update(rawBody).digest('hex')}`;
    expect(verifySignature({ rawBody, header: signedWithNothing, secrets: [] })).toBe(false);
    expect(verifySignature({ rawBody, header: signedWithNothing, secrets: [''] })).toBe(false);
  });
});

describe("Meta's handshake", () => {
  const query = { 'hub.mode': 'subscribe', 'hub.challenge': '1158201444', 'hub.verify_token': 'ours' };

  test('the right token gets the challenge back, word for word', () => {
    expect(verifyHandshake(query, 'ours')).toEqual({ ok: true, challenge: '1158201444' });
  });

  test.each([
    ['another token', { ...query, 'hub.verify_token': 'theirs' }],
    ['another mode', { ...query, 'hub.mode': 'unsubscribe' }],
    ['a token given twice', { ...query, 'hub.verify_token': ['ours', 'ours'] }],
    ['no challenge', { 'hub.mode': 'subscribe', 'hub.verify_token': 'ours' }],
    ['an empty query', {}],
  ])('%s gets none', (_name, odd) => {
    expect(verifyHandshake(odd, 'ours')).toEqual({ ok: false });
  });

  test.each([undefined, ''])('a gateway without a verify token (%p) trusts nobody', (token) => {
    expect(verifyHandshake({ ...query, 'hub.verify_token': '' }, token)).toEqual({ ok: false });
  });
});
