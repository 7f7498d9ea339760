import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ACCOUNT_ID, aSandbox, NUMBER_ID, type SandboxUnderTest } from './sandbox-under-test.ts';

const HOUR_MS = 60 * 60 * 1000;
const landline = {
  id: NUMBER_ID,
  display: '4930901820',
  verifiedName: 'Parley Sandbox',
  throughput: 'STANDARD',
  landline: true,
  isNew: true,
} as const;

let sandbox: SandboxUnderTest;
let clockMs: number;
beforeEach(async () => {
  clockMs = Date.now();
  sandbox = await aSandbox({ numbers: [landline], now: () => clockMs });
});
afterEach(() => sandbox.close());

const request = (method: string, language = 'de') =>
  sandbox.graph('POST', `${NUMBER_ID}/request_code`, { code_method: method, language });
const verify = (code: string) => sandbox.graph('POST', `${NUMBER_ID}/verify_code`, { code });
const register = (pin = '123456') =>
  sandbox.graph('POST', `${NUMBER_ID}/register`, { messaging_product: 'whatsapp', pin });
const heard = async () => (await sandbox.call('GET', `/sandbox/numbers/${NUMBER_ID}/code`)).body;
const node = async () =>
  (
    await sandbox.graph(
      'GET',
      `${NUMBER_ID}?fields=status,code_verification_status,health_status,verified_name,new_name_status,is_pin_enabled`,
    )
  ).body;
const verified = async () => {
  await request('VOICE');
  expect((await verify(String((await heard()).code))).status).toBe(200);
};
const wrong = (code: unknown) => (code === '000000' ? '000001' : '000000');

describe('a landline that was just added', () => {
  test('can neither send nor be registered before it is verified', async () => {
    expect(await node()).toMatchObject({ status: 'PENDING', code_verification_status: 'NOT_VERIFIED' });
    expect((await sandbox.send({ type: 'text', text: { body: 'Hallo' } })).body.error?.code).toBe(133010);
    expect((await register()).body.error?.code).toBe(133006);
  });

  test('hears its code in a call, and is registered with it', async () => {
    expect((await request('VOICE')).body).toEqual({ success: true });
    expect(await heard()).toMatchObject({
      method: 'VOICE',
      language: 'de',
      code: expect.stringMatching(/^\d{6}$/),
    });
    await verify(String((await heard()).code));
    expect(await node()).toMatchObject({ status: 'DISCONNECTED', code_verification_status: 'VERIFIED' });
    expect((await register()).body).toEqual({ success: true });
    expect(await node()).toMatchObject({
      status: 'CONNECTED',
      is_pin_enabled: true,
      health_status: { can_send_message: 'AVAILABLE' },
    });
  });

  test('gets no SMS', async () => {
    expect((await request('SMS')).status).toBe(200);
    expect((await sandbox.call('GET', `/sandbox/numbers/${NUMBER_ID}/code`)).status).toBe(404);
  });
});

describe('codes', () => {
  test('a wrong one is 136025, and after five of them the right one is too', async () => {
    await request('VOICE');
    const { code } = await heard();
    for (let i = 0; i < 5; i += 1)
      expect((await verify(wrong(code))).body.error).toMatchObject({ code: 136025, error_subcode: 2388093 });
    expect((await verify(String(code))).body.error?.code).toBe(136025);
  });

  test('none was requested', async () => {
    expect((await verify('123456')).body.error?.code).toBe(136025);
  });

  test('one is good for ten minutes', async () => {
    await request('VOICE');
    const { code } = await heard();
    clockMs += 10 * 60 * 1000 + 1;
    expect((await verify(String(code))).body.error?.code).toBe(136025);
  });

  test('five can be requested in an hour, then 136024', async () => {
    for (let i = 0; i < 5; i += 1) expect((await request('VOICE')).status).toBe(200);
    expect((await request('VOICE')).body.error).toMatchObject({ code: 136024, error_subcode: 2388091 });
    clockMs += HOUR_MS + 1;
    expect((await request('VOICE')).status).toBe(200);
  });

  test('a verified number gets none: 136024', async () => {
    await verified();
    expect((await request('VOICE')).body.error?.code).toBe(136024);
  });

  test.each([
    ['another method', { code_method: 'FAX', language: 'de' }, 131009],
    ['no language', { code_method: 'SMS' }, 131008],
    ['a field too many', { code_method: 'SMS', language: 'de', pin: '1' }, 100],
  ])('%s is refused', async (_what, body, code) => {
    expect((await sandbox.graph('POST', `${NUMBER_ID}/request_code`, body)).body.error?.code).toBe(code);
  });
});

describe('the PIN', () => {
  test('another than the first is 133005, tried at once again 133009, and the sixth 133008', async () => {
    await verified();
    await register('123456');
    expect((await register('000000')).body.error?.code).toBe(133005);
    expect((await register('000001')).body.error?.code).toBe(133009);
    for (let i = 0; i < 3; i += 1) {
      clockMs += 2_000;
      expect((await register('000002')).body.error?.code).toBe(133005);
    }
    clockMs += 2_000;
    expect((await register('000003')).body.error?.code).toBe(133008);
    clockMs += HOUR_MS;
    expect((await register('123456')).status).toBe(200);
  });

  test('can be set anew', async () => {
    await verified();
    await register('123456');
    expect((await sandbox.graph('POST', NUMBER_ID, { pin: '654321' })).body).toEqual({ success: true });
    expect((await register('654321')).status).toBe(200);
  });

  test('has six digits', async () => {
    await verified();
    expect((await register('12345')).body.error?.code).toBe(131009);
  });
});

describe('registering', () => {
  test('goes ten times in 72 hours, then 133016', async () => {
    await verified();
    for (let i = 0; i < 10; i += 1) expect((await register()).status).toBe(200);
    expect((await register()).body.error?.code).toBe(133016);
    clockMs += 72 * HOUR_MS + 1;
    expect((await register()).status).toBe(200);
  });

  test('after a deregistration goes only after five minutes', async () => {
    await verified();
    await register();
    expect((await sandbox.graph('POST', `${NUMBER_ID}/deregister`, {})).body).toEqual({ success: true });
    expect(await node()).toMatchObject({ status: 'DISCONNECTED', code_verification_status: 'VERIFIED' });
    expect((await register()).body.error?.code).toBe(133015);
    clockMs += 5 * 60 * 1000;
    expect((await register()).status).toBe(200);
  });

  test('starts over when somebody asks for it', async () => {
    await verified();
    await register();
    expect((await sandbox.call('DELETE', `/sandbox/numbers/${NUMBER_ID}/registration`)).body).toEqual({
      verified: false,
      registered: false,
    });
    expect((await register()).body.error?.code).toBe(133006);
  });
});

describe('the display name', () => {
  test('is reviewed, told, and in force once the number is registered again', async () => {
    await verified();
    await sandbox.graph('POST', NUMBER_ID, { new_display_name: 'Muster Apotheke' });
    expect(await node()).toMatchObject({
      verified_name: 'Parley Sandbox',
      new_name_status: 'PENDING_REVIEW',
    });
    const review = await sandbox.call('POST', `/sandbox/numbers/${NUMBER_ID}/name/review`, {
      decision: 'approve',
    });
    expect(review.status).toBe(200);
    await register();
    expect(await node()).toMatchObject({ verified_name: 'Muster Apotheke', new_name_status: 'NONE' });
    const { deliveries } = (await sandbox.call('GET', '/sandbox/deliveries')).body as {
      deliveries: { payload: { entry: { id: string; changes: { field: string; value: object }[] }[] } }[];
    };
    expect(deliveries[0]?.payload.entry[0]).toMatchObject({
      id: ACCOUNT_ID,
      changes: [
        {
          field: 'phone_number_name_update',
          value: { decision: 'APPROVED', requested_verified_name: 'Muster Apotheke' },
        },
      ],
    });
  });

  test('that nobody asked for cannot be reviewed', async () => {
    const review = await sandbox.call('POST', `/sandbox/numbers/${NUMBER_ID}/name/review`, {
      decision: 'approve',
    });
    expect(review.status).toBe(409);
  });
});
