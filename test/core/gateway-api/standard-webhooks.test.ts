import { describe, expect, test } from '@jest/globals';
import { signWebhook, verifyWebhook } from '@parley/core/gateway-api';
// The specification's own library, as a second opinion.
import { Webhook } from 'standardwebhooks';

const secret = `whsec_${Buffer.from('a secret of at least twenty-four bytes').toString('base64')}`;
const body = JSON.stringify({ id: 'evt_1', text: 'Größe – 12 €' });
const now = new Date();

function headersOf(signed = signWebhook(secret, 'evt_1', now, body)): Record<string, string> {
  return {
    'webhook-id': signed.id,
    'webhook-timestamp': signed.timestamp,
    'webhook-signature': signed.signature,
  };
}

describe('a delivery signed by Standard Webhooks', () => {
  test('that we sign is accepted by the specification’s library', () => {
    expect(new Webhook(secret).verify(body, headersOf())).toEqual(JSON.parse(body));
  });

  test('that the library signs is accepted by us', () => {
    const signature = new Webhook(secret).sign('evt_1', now, body);
    const headers = { ...headersOf(), 'webhook-signature': `v1,AAAA ${signature}` };
    expect(verifyWebhook({ secret, headers, body, now })).toEqual({ ok: true });
  });

  test.each([
    ['another body', { body: `${body} ` }, 'bad_signature'],
    [
      'another secret',
      { secret: `whsec_${Buffer.from('another secret, just as long').toString('base64')}` },
      'bad_signature',
    ],
    ['more than 5 minutes late', { now: new Date(now.getTime() + 302_000) }, 'too_old'],
    ['more than 5 minutes ahead', { now: new Date(now.getTime() - 302_000) }, 'too_old'],
    [
      'without a signature',
      { headers: { ...headersOf(), 'webhook-signature': undefined } },
      'missing_header',
    ],
    [
      'with garbage for a signature',
      { headers: { ...headersOf(), 'webhook-signature': ', ,v1, v1a,x' } },
      'bad_signature',
    ],
    ['with garbage for a time', { headers: { ...headersOf(), 'webhook-timestamp': 'now' } }, 'bad_timestamp'],
  ])('is refused with %s', (_, change, reason) => {
    expect(verifyWebhook({ secret, headers: headersOf(), body, now, ...change })).toEqual({
      ok: false,
      reason,
    });
  });
});
