import { describe, expect, test } from '@jest/globals';
import { signWebhook, toWebhookJson } from '@parley/sandbox';

describe('the signature of a webhook', () => {
  const compact = '{"object":"whatsapp_business_account","entry":[]}';
  const spaced = '{"object": "whatsapp_business_account", "entry": []}';

  test.each([
    [
      'compact JSON',
      'test_app_secret',
      compact,
      'dec6a680679a968e7e0319355b23599cbfc54502c0784668e9618baa0c633756',
    ],
    [
      'the same with spaces',
      'test_app_secret',
      spaced,
      '56cbbaf4961c6cfdae48b7f116c047e5eb513d2c931baae63a2bc1afd26f803a',
    ],
    [
      'another secret',
      'otro_secreto',
      compact,
      '769b03d8c2ae6498f2d1e1f7299c0ba55448c69d741e7b0bb243d852d8a8d8c7',
    ],
  ])('is the published one for %s', (_case, secret, body, hex) => {
    expect(signWebhook(secret, body)).toBe(`sha256=${hex}`);
  });

  test('covers JSON whose other letters are lower-case escapes and whose slashes are escaped', () => {
    expect(toWebhookJson({ text: 'Grüße 👍 a/b' })).toBe('{"text":"Gr\\u00fc\\u00dfe \\ud83d\\udc4d a\\/b"}');
    expect(JSON.parse(toWebhookJson({ text: 'Grüße 👍 a/b "q" \\' }))).toEqual({
      text: 'Grüße 👍 a/b "q" \\',
    });
  });
});
