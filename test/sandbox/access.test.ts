import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ACCOUNT_ID, aSandbox, NUMBER_ID, PHONE, type SandboxUnderTest } from './sandbox-under-test.ts';

let sandbox: SandboxUnderTest;
beforeAll(async () => {
  sandbox = await aSandbox();
});
afterAll(() => sandbox.close());

/** `fetch` does not let a caller choose the Host header. */
const statusFor = (headers: Record<string, string>, path = '/sandbox/state') =>
  new Promise<number | undefined>((resolve, reject) => {
    const sent = request(new URL(path, sandbox.url), { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on('error', reject).end();
  });

describe('the access token', () => {
  test.each([
    ['is missing', {}],
    ['is wrong', { authorization: 'Bearer wrong' }],
    ['is not a Bearer token', { authorization: 'Basic c2FuZGJveDo=' }],
  ])('%s', async (_case, headers: Record<string, string>) => {
    const answer = await sandbox.call('GET', `/v25.0/${NUMBER_ID}`, undefined, headers);
    expect(answer).toMatchObject({ status: 401, body: { error: { code: 190, type: 'OAuthException' } } });
  });

  test('may stand in the query, as Graph allows', async () => {
    expect((await sandbox.call('GET', `/v25.0/${NUMBER_ID}?access_token=sandbox-access-token`)).status).toBe(
      200,
    );
  });
});

describe('who may call', () => {
  test.each([
    ['this machine by name', 'localhost', 200],
    ['this machine by IPv6', '[::1]:8081', 200],
    ['a name that only resolves to this machine', 'evil.example', 403],
    ['a name that begins like this machine', '127.0.0.1.evil.example', 403],
  ])('%s', async (_case, host, status) => {
    expect(await statusFor({ host })).toBe(status);
  });

  test('a script of another page may not', async () => {
    expect(await statusFor({ origin: 'https://evil.example' })).toBe(403);
    expect(await statusFor({ origin: sandbox.url })).toBe(200);
  });
});

describe('the number and the account', () => {
  test('show what a business sees', async () => {
    const fields =
      'display_phone_number,verified_name,quality_rating,throughput,name_status,platform_type,code_verification_status,whatsapp_business_manager_messaging_limit';
    const { body } = await sandbox.graph('GET', `${NUMBER_ID}?fields=${fields}`);
    expect(body).toEqual({
      id: NUMBER_ID,
      display_phone_number: '+49 30 901820',
      verified_name: 'Parley Sandbox',
      quality_rating: 'GREEN',
      throughput: { level: 'STANDARD' },
      name_status: 'APPROVED',
      platform_type: 'CLOUD_API',
      code_verification_status: 'VERIFIED',
      whatsapp_business_manager_messaging_limit: 'TIER_100K',
    });
    const { body: numbers } = await sandbox.graph('GET', `${ACCOUNT_ID}/phone_numbers`);
    expect(numbers.data).toMatchObject([{ id: NUMBER_ID, verified_name: 'Parley Sandbox' }]);
  });

  test('an id that is not there is told as Graph tells it', async () => {
    const unknown = {
      status: 400,
      body: { error: { code: 100, error_subcode: 33, type: 'GraphMethodException' } },
    };
    expect(await sandbox.graph('GET', '42')).toMatchObject(unknown);
    expect(
      await sandbox.graph('POST', '42/messages', { messaging_product: 'whatsapp', to: PHONE }),
    ).toMatchObject(unknown);
    expect(await sandbox.graph('GET', '42/message_templates')).toMatchObject(unknown);
  });

  test('a path that is not there has no Graph answer', async () => {
    expect(await sandbox.call('GET', '/messages')).toMatchObject({
      status: 404,
      body: { error: { code: 2500 } },
    });
  });

  test('keep a business profile', async () => {
    const path = `${NUMBER_ID}/whatsapp_business_profile`;
    const profile = { messaging_product: 'whatsapp', about: 'Gärtnerei', websites: ['https://shop.example'] };
    expect((await sandbox.graph('POST', path, profile)).body).toEqual({ success: true });
    expect((await sandbox.graph('GET', `${path}?fields=about,websites`)).body.data).toEqual([profile]);
    expect((await sandbox.graph('GET', `${path}?fields=about`)).body.data).toEqual([
      { messaging_product: 'whatsapp', about: 'Gärtnerei' },
    ]);
    const wrong = [{ about: 'x'.repeat(140) }, { email: 'shop.example' }, { websites: ['shop.example'] }];
    for (const change of wrong)
      expect((await sandbox.graph('POST', path, { ...profile, ...change })).body.error?.code).toBe(131009);
    expect((await sandbox.graph('POST', path, { ...profile, email: '' })).status).toBe(200);
  });
});

describe('the limits of sending', () => {
  const text = (to: string) => sandbox.send({ to, text: { body: 'x' } });

  test('the 46th message in a row to one person is refused with 131056, and another person is not affected', async () => {
    const codes: unknown[] = [];
    for (let count = 0; count < 46; count++) codes.push((await text('4915599999901')).body.error?.code);
    expect(codes).toEqual([...Array(45).fill(undefined), 131056]);
    expect((await text('4915599999902')).status).toBe(200);
  });
});
