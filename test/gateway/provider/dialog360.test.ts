import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Dialog360StandIn, startDialog360StandIn } from '../../support/dialog360-stand-in.ts';
import { eventually } from '../../support/eventually.ts';
import { startTestGateway, type TestGateway, testSettings, testValues } from '../../support/gateway.ts';
import { image, messages, minutesAgo, status, statuses, text } from '../intake/webhooks.ts';

const key = 'D360-invented-key-0123456789';
const secret = 'a-path-that-nobody-can-guess-0123456789';
const phone = '4915155987654';
const picture = new Uint8Array([0xff, 0xd8, 0xff, 1, 2, 3]);

let provider: Dialog360StandIn;
let gateway: TestGateway;

beforeAll(async () => {
  provider = await startDialog360StandIn(key);
  provider.templates = [
    {
      name: 'order_update',
      language: 'de',
      category: 'UTILITY',
      status: 'approved',
      components: [
        { type: 'BODY', text: 'Ihre Bestellung {{1}} ist da.', example: { body_text: [['A-1']] } },
      ],
    },
  ];
  provider.files.set('770000000000001', picture);
  const base = testSettings('', provider.url);
  gateway = await startTestGateway({
    graphUrl: provider.url,
    settings: {
      sandbox: false,
      whatsApp: {
        ...base.whatsApp,
        provider: '360dialog',
        accessToken: key,
        appSecrets: [],
        verifyToken: secret,
      },
      numbers: [{ id: testValues.numberId, accountId: testValues.accountId, token: key }],
    },
  });
});
afterAll(async () => {
  await gateway.close();
  await provider.close();
});

const post = (path: string, payload: unknown, headers: Record<string, string> = {}) =>
  gateway.call('POST', path, { body: payload, key: null, headers });
const arrives = (payload: unknown) => post(`/webhooks/whatsapp/${secret}`, payload);

describe('With 360dialog', () => {
  test('a webhook counts by the secret end of its path', async () => {
    const said = messages([text('Hallo', { from: phone, wamid: 'wamid.D360IN', at: minutesAgo(1) })]);
    expect(await arrives(said)).toMatchObject({ status: 200, body: {} });
    const { body } = await gateway.call('GET', '/v1/events?types=message.received');
    expect(body.events).toMatchObject([{ data: { message: { content: { type: 'text', text: 'Hallo' } } } }]);
  });

  test.each([
    ['without the secret', '/webhooks/whatsapp', 'SIGNATURE_INVALID'],
    ['with another', `/webhooks/whatsapp/${secret.replace('0', '1')}`, 'WEBHOOK_PATH_WRONG'],
    ['with a part of it', `/webhooks/whatsapp/${secret.slice(0, -1)}`, 'WEBHOOK_PATH_WRONG'],
  ])('a webhook %s is not even read', async (_how, path, code) => {
    const said = messages([text('Falsch', { from: phone, wamid: 'wamid.D360BAD', at: minutesAgo(1) })]);
    expect(await post(path, said)).toMatchObject({ status: 401, body: { code } });
    expect(gateway.logged.join('')).not.toContain(secret);
    const rows = await gateway.runtime.store.read
      .selectFrom('message')
      .select('id')
      .where('wamid', '=', 'wamid.D360BAD')
      .execute();
    expect(rows).toEqual([]);
  });

  test('an empty signature of Meta’s form opens nothing', async () => {
    const headers = { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` };
    expect(await post('/webhooks/whatsapp', { entry: [] }, headers)).toMatchObject({ status: 401 });
  });

  test('what is sent goes out with its key, and a status settles it', async () => {
    const sent = await gateway.call('POST', '/v1/messages', {
      body: { to: `+${phone}`, content: { type: 'text', text: 'Guten Tag' } },
    });
    expect(sent.status).toBe(202);
    const path = `/v1/messages/${sent.body.id}?wait=10`;
    const { wamid } = (await gateway.call('GET', path)).body;
    expect(wamid).toMatch(/^wamid\.D360/);
    const call = provider.calls.find(({ path: called }) => called === '/messages');
    expect(JSON.parse(call?.body ?? '')).toMatchObject({ to: phone, biz_opaque_callback_data: sent.body.id });
    await arrives(statuses([status('delivered', wamid, minutesAgo(0), { recipient_id: phone })]));
    expect((await gateway.call('GET', `/v1/messages/${sent.body.id}`)).body).toMatchObject({
      status: 'delivered',
    });
  });

  test('templates come from its own list, also without ids of Meta’s', async () => {
    const listed = await eventually(async () => {
      const { body } = await gateway.call('GET', '/v1/templates');
      return body.items.length > 0 ? body.items : undefined;
    }, 'the templates are there');
    expect(listed).toMatchObject([{ name: 'order_update', language: 'de', status: 'APPROVED' }]);
  });

  test('a customer’s file is fetched from its host, not from Meta’s', async () => {
    const sends = { from: phone, wamid: 'wamid.D360PIC', at: minutesAgo(1) };
    await arrives(messages([image('770000000000001', sends)]));
    const answer = await fetch(`${gateway.url}/v1/media/770000000000001/content?wait=20`, {
      headers: { authorization: `Bearer ${gateway.apiKey}` },
    });
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(picture);
  });

  test('the number’s profile is not asked for where nobody answers', async () => {
    const { body } = await gateway.call('GET', '/v1/numbers');
    expect(body.items).toMatchObject([{ id: testValues.numberId, state: 'connected' }]);
    expect(provider.faults).toEqual([]);
  });
});
