import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startSandbox } from '@parley/sandbox';
import { startTestGateway, type TestGateway, testValues } from '../../support/gateway.ts';

let sandbox: Awaited<ReturnType<typeof startSandbox>>;
let gateway: TestGateway;
beforeAll(async () => {
  sandbox = await startSandbox({
    webhookUrl: 'http://127.0.0.1:9/webhooks/whatsapp',
    numbers: [
      {
        id: testValues.numberId,
        display: '4930901820',
        written: '+49 30 901820',
        verifiedName: 'Muster GmbH',
        throughput: 'STANDARD',
        landline: true,
        isNew: true,
      },
    ],
  });
  gateway = await startTestGateway({ graphUrl: sandbox.url });
});
beforeEach(async () => {
  await fetch(`${sandbox.url}/sandbox/reset`, { method: 'POST' });
});
afterAll(async () => {
  await gateway.close();
  await sandbox.close();
});

const path = `/v1/numbers/${testValues.numberId}`;
const post = (step: string, body: unknown, more = {}) =>
  gateway.call('POST', `${path}/${step}`, { body, ...more });
const heard = async (): Promise<string> => {
  const answer = await fetch(`${sandbox.url}/sandbox/numbers/${testValues.numberId}/code`);
  return ((await answer.json()) as { code: string }).code;
};
const done = (number: { checklist: { item: string; done: boolean }[] }) =>
  number.checklist.filter((step) => step.done).map(({ item }) => item);

describe('registering a number', () => {
  test('a landline is registered by voice against the sandbox, and can send then', async () => {
    const asked = await post('code', { method: 'voice', language: 'de' });
    expect(asked).toMatchObject({
      status: 200,
      body: { codeVerification: 'NOT_VERIFIED', status: 'PENDING' },
    });
    expect(done(asked.body)).toEqual(['display_name', 'quality']);
    const code = await heard();
    // People read a code in two groups.
    const verified = await post('verify', { code: `${code.slice(0, 3)}-${code.slice(3)}` });
    expect(verified.body).toMatchObject({ codeVerification: 'VERIFIED', status: 'DISCONNECTED' });
    expect(verified.body.health).toMatchObject({
      canSend: 'BLOCKED',
      problems: [{ entity: 'PHONE_NUMBER', solution: expect.stringContaining('/register') }],
    });
    const registered = await post('register', { pin: '123456', dataRegion: 'DE' });
    expect(registered.body).toMatchObject({
      status: 'CONNECTED',
      platform: 'CLOUD_API',
      health: { canSend: 'AVAILABLE', problems: [] },
    });
    expect(done(registered.body)).toEqual([
      'code_verified',
      'registered',
      'display_name',
      'sending',
      'quality',
      'pin',
    ]);
    expect(gateway.logged.join('\n')).not.toMatch(new RegExp(`123456|${code}`));
  });

  test('each refusal of Meta names the field, the cause and what to do', async () => {
    expect((await post('register', { pin: '123456' })).body).toMatchObject({
      status: 422,
      code: 'META_REFUSED',
      title: 'The number must be verified first',
      errors: [{ path: 'pin', message: expect.stringContaining('133006') }],
    });
    await post('code', { method: 'voice' });
    const code = await heard();
    const wrong = code === '000000' ? '000001' : '000000';
    const refused = await post('verify', { code: wrong }, { headers: { 'accept-language': 'de' } });
    expect(refused.body).toMatchObject({
      status: 422,
      title: 'Der Code wurde nicht angenommen',
      errors: [{ path: 'code', message: expect.stringContaining('136025') }],
    });
    await post('verify', { code });
    await post('register', { pin: '123456' });
    expect((await post('register', { pin: '000000' })).body).toMatchObject({
      status: 422,
      title: 'The PIN is not the number’s',
      errors: [{ path: 'pin', message: expect.stringContaining('133005') }],
    });
    expect((await post('code', { method: 'sms' })).body.errors[0].message).toContain('136024');
    for (let i = 0; i < 9; i += 1) await post('register', { pin: '123456' });
    expect((await post('register', { pin: '123456' })).body).toMatchObject({
      status: 429,
      title: 'Registered too often',
    });
  });

  test.each([
    ['code', { method: 'fax' }, 'method'],
    ['code', { method: 'sms', language: 'deutsch!' }, 'language'],
    ['verify', { code: '12345' }, 'code'],
    ['register', { pin: '12345a' }, 'pin'],
    ['register', { pin: '123456', dataRegion: 'Deutschland' }, 'dataRegion'],
  ])('%s with %j is 422 and names %s', async (step, body, field) => {
    expect((await post(step, body)).body).toMatchObject({ status: 422, errors: [{ path: field }] });
  });

  test('a number that only receives has no token: 409 says how to connect it', async () => {
    const id = await gateway.otherNumber();
    const answer = await gateway.call('POST', `/v1/numbers/${id}/code`, { body: { method: 'sms' } });
    expect(answer.body).toMatchObject({ status: 409, code: 'NUMBER_NOT_CONNECTED' });
  });

  test('a number that is not there is 404, and one that the key is not for 403', async () => {
    expect((await gateway.call('POST', '/v1/numbers/1/verify', { body: { code: '123456' } })).status).toBe(
      404,
    );
    const key = await gateway.makeKey(['admin'], { numbers: [await gateway.otherNumber()] });
    expect((await post('code', { method: 'sms' }, { key })).body.code).toBe('FORBIDDEN_NUMBER');
  });

  test('when Meta is away it is 503 and says that the outcome is open', async () => {
    const alone = await startTestGateway();
    const answer = await alone.call('POST', `${path}/code`, { body: { method: 'sms' } });
    expect(answer.body).toMatchObject({ status: 503, code: 'META_UNREACHABLE' });
    await alone.close();
  });
});

describe('the profile and the display name', () => {
  test('are changed at Meta, and shown', async () => {
    const profile = {
      description: 'Medikamente nach Hause.',
      email: 'service@example.com',
      websites: ['https://example.com'],
      vertical: 'HEALTH',
    };
    const answer = await gateway.call('PATCH', path, { body: { profile } });
    expect(answer.body.profile).toMatchObject(profile);
    expect(done(answer.body)).toContain('profile');
    const emptied = await gateway.call('PATCH', path, { body: { profile: { email: '' } } });
    expect(emptied.body.profile).toMatchObject({ email: null, description: profile.description });
    expect((await gateway.call('GET', path)).body).toEqual(emptied.body);
  });

  test('a new name waits for its review', async () => {
    const answer = await gateway.call('PATCH', path, { body: { displayName: 'Muster Apotheke' } });
    expect(answer.body).toMatchObject({
      verifiedName: 'Muster GmbH',
      newName: { name: 'Muster Apotheke', status: 'PENDING_REVIEW' },
    });
    expect(done(answer.body)).not.toContain('display_name');
  });

  test.each([
    [{ profile: { about: 'x'.repeat(140) } }, 'profile.about'],
    [{ profile: { address: 'x'.repeat(257) } }, 'profile.address'],
    [{ profile: { description: 'x'.repeat(513) } }, 'profile.description'],
    [{ profile: { email: 'nobody' } }, 'profile.email'],
    [
      { profile: { websites: ['https://a.example', 'https://b.example', 'https://c.example'] } },
      'profile.websites',
    ],
    [{ profile: { websites: ['ftp://example.com'] } }, 'profile.websites[0]'],
    [{ profile: { vertical: 'pharmacy' } }, 'profile.vertical'],
    [{ profile: {} }, 'profile'],
    [{ displayName: 'Muster', stopped: true }, 'displayName'],
  ])('%j is 422 and names %s', async (body, field) => {
    expect((await gateway.call('PATCH', path, { body })).body).toMatchObject({
      status: 422,
      errors: [{ path: field }],
    });
  });

  test('what Meta alone knows to be wrong is told in its words', async () => {
    const answer = await gateway.call('PATCH', path, { body: { profile: { vertical: 'PHARMACY' } } });
    expect(answer.body).toMatchObject({ status: 422, code: 'META_REFUSED', errors: [{ path: 'profile' }] });
  });
});
