import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { customers } from '../../support/customers.ts';
import { eventually } from '../../support/eventually.ts';
import { testValues } from '../../support/gateway.ts';
import { type SandboxLine, startSandboxLine } from '../../support/sandbox-line.ts';

const number = `/v1/numbers/${testValues.numberId}`;
const offer = {
  type: 'template',
  name: 'summer_sale',
  language: 'de',
  variables: { header_image: 'https://media.example/rosen.jpg', first_name: 'Erika' },
};
const news = {
  type: 'template',
  name: 'conversation_reply',
  language: 'de',
  variables: { first_name: 'Erika' },
};

let line: SandboxLine;
let phone: string;
beforeAll(async () => {
  line = await startSandboxLine();
  const { next, confirms } = customers(line.gateway);
  phone = next();
  await line.toSandbox('POST', `/sandbox/customers/${phone.slice(1)}/messages`, { text: 'Hallo' });
  const path = `/v1/contacts?identity=${encodeURIComponent(phone)}`;
  await eventually(
    async () => (await line.gateway.call('GET', path)).body.items.length > 0,
    'the customer has written',
  );
  await confirms(phone);
});
afterAll(() => line.close());

const send = async (content: object) => {
  const sent = await line.gateway.call('POST', '/v1/messages', { body: { to: phone, content } });
  expect(sent.status).toBe(202);
  return sent.body.id as string;
};
const ended = async (id: string) =>
  (await line.gateway.call('GET', `/v1/messages/${id}?wait=20&until=delivered`)).body;
const priceOf = async (wamid: string) => {
  const { deliveries } = await line.toSandbox('GET', '/sandbox/deliveries');
  const statuses = (deliveries as { body: unknown }[]).map(({ body }) =>
    typeof body === 'string' ? body : JSON.stringify(body),
  );
  const told = statuses.find((text) => text.includes(wamid) && text.includes('"pricing"'));
  return /"category":"(\w+)"/.exec(told ?? '')?.[1];
};

describe('An account that has switched marketing off on the Cloud API', () => {
  beforeAll(async () => {
    await line.toSandbox('POST', '/sandbox/settings', { marketingOnCloudApi: false });
  });

  test('refuses it with 131063, in words that name the setting; nothing else is touched', async () => {
    const refused = await ended(await send(offer));
    expect(refused).toMatchObject({
      status: 'failed',
      error: {
        source: 'meta',
        code: '131063',
        retryable: false,
        nextStep: expect.stringContaining('"marketingVia": "marketing_messages"'),
      },
    });
    expect(await ended(await send(news))).toMatchObject({ status: 'delivered' });
  });

  test('gets it through the Marketing Messages API once the number says so, and all else as before', async () => {
    const refused = await ended(await send(offer));
    const changed = await line.gateway.call('PATCH', number, {
      body: { marketingVia: 'marketing_messages' },
    });
    expect(changed).toMatchObject({ status: 200, body: { marketingVia: 'marketing_messages' } });
    const again = await line.gateway.call('POST', `/v1/messages/${refused.id}/resend`);
    const arrived = await ended(again.body.id);
    expect(arrived).toMatchObject({ status: 'delivered', error: null });
    expect(await priceOf(arrived.wamid)).toBe('marketing_lite');
    const other = await ended(await send(news));
    expect(other.status).toBe('delivered');
    expect(await priceOf(other.wamid)).not.toBe('marketing_lite');
  });

  test('is written to by nobody without consent there either', async () => {
    const stranger = customers(line.gateway).next();
    const refused = await line.gateway.call('POST', '/v1/messages', {
      body: { to: stranger, content: offer },
    });
    expect(refused).toMatchObject({ status: 422, body: { code: 'NO_CONSENT' } });
  });

  test('gets a template that Meta no longer counts as marketing refused, in words that say what to do', async () => {
    await line.toSandbox('POST', '/sandbox/faults', { on: 'send', fault: 'error', code: 131055, times: 1 });
    expect(await ended(await send(offer))).toMatchObject({
      error: { code: '131055', nextStep: expect.stringContaining('/v1/templates/sync') },
    });
  });
});

test('Marketing leaves as all else does until a number says otherwise, and no other way is taken', async () => {
  await line.toSandbox('POST', '/sandbox/settings', { marketingOnCloudApi: true });
  const back = await line.gateway.call('PATCH', number, { body: { marketingVia: 'messages' } });
  expect(back.body.marketingVia).toBe('messages');
  const arrived = await ended(await send(offer));
  expect(await priceOf(arrived.wamid)).toBe('marketing');
  expect(await line.gateway.call('PATCH', number, { body: { marketingVia: 'email' } })).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'marketingVia' }] },
  });
});
