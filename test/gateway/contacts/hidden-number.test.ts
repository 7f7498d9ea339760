import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startSandbox } from '@parley/sandbox';
import { eventually } from '../../support/eventually.ts';
import { startTestGateway, type TestGateway, testValues } from '../../support/gateway.ts';

let gateway: TestGateway;
let sandbox: Awaited<ReturnType<typeof startSandbox>>;
beforeAll(async () => {
  sandbox = await startSandbox({ webhookUrl: 'http://127.0.0.1:9/nobody-yet' });
  gateway = await startTestGateway({ graphUrl: sandbox.url });
  const answer = await fetch(`${sandbox.url}/v25.0/${testValues.accountId}/subscribed_apps`, {
    method: 'POST',
    headers: { authorization: `Bearer ${testValues.accessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      override_callback_uri: `${gateway.url}/webhooks/whatsapp`,
      verify_token: testValues.verifyToken,
    }),
  });
  expect(await answer.json()).toMatchObject({ success: true });
});
afterAll(async () => {
  await gateway.close();
  await sandbox.close();
});

async function customer(phone: string, action: string, body: object): Promise<void> {
  const answer = await fetch(`${sandbox.url}/sandbox/customers/${phone}/${action}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(200);
}

const contactBy = async (identity: string) =>
  (await gateway.call('GET', `/v1/contacts?identity=${encodeURIComponent(identity)}`)).body.items[0];

test('a customer who hides the number, says STOP and then shares the number, gets no advertising there', async () => {
  const [phone, userId] = ['4915112345678', 'DE.13491208655302741918'];
  const key = await gateway.makeKey(['consent:write', 'consent:attest']);
  const about = {
    contact: `+${phone}`,
    purpose: 'marketing',
    method: 'web_form',
    source: 'shop',
    textVersion: 'v1',
  };
  await gateway.call('POST', '/v1/consent', { key, body: { ...about, action: 'confirm' } });
  const content = {
    type: 'template',
    name: 'summer_sale',
    language: 'de',
    variables: { first_name: 'Erika', header_image: 'https://example.com/sale.png' },
  };
  const sendAt = new Date(Date.now() + 3_600_000).toISOString();
  const { body: planned } = await gateway.call('POST', '/v1/messages', {
    body: { to: `+${phone}`, content, sendAt },
  });
  expect(planned.status).toBe('scheduled');

  await customer(phone, 'messages', { text: 'STOP', hidePhone: true, userId });
  await eventually(
    async () => (await contactBy(userId))?.consent.marketing.state === 'withdrawn',
    'the STOP is heard',
  );
  expect((await contactBy(`+${phone}`)).consent.marketing.state).toBe('confirmed');

  await customer(phone, 'messages', { type: 'contacts', origin: 'contact_request' });
  await eventually(
    async () => (await contactBy(userId)).id === (await contactBy(`+${phone}`)).id,
    'both contacts are one',
  );
  const { body: message } = await gateway.call('GET', `/v1/messages/${planned.id}`);
  expect(message).toMatchObject({ status: 'cancelled', error: { code: 'STOP_ALL' } });
  const refused = await gateway.call('POST', '/v1/messages', { body: { to: `+${phone}`, content } });
  expect(refused).toMatchObject({ status: 422, body: { code: 'STOP_ALL' } });
});

test('a customer whose number changes stays the one they are, and is reached there', async () => {
  const [phone, next] = ['4915112345679', '4915112345680'];
  await customer(phone, 'messages', { text: 'Hallo', name: 'Max' });
  await eventually(() => contactBy(`+${phone}`), 'Max is known');
  const { id } = await contactBy(`+${phone}`);
  await customer(phone, 'changes', { type: 'number', to: next });
  await eventually(async () => (await contactBy(`+${next}`))?.id === id, 'the new number is known');
  await customer(next, 'messages', { text: 'Meine neue Nummer' });
  await eventually(async () => {
    const { body } = await gateway.call('GET', `/v1/contacts/${id}/export`);
    return body.messages.items.length === 2;
  }, 'the message is there');
  const { body: sent } = await gateway.call('POST', '/v1/messages', {
    body: { to: { contactId: id }, content: { type: 'text', text: 'Danke' } },
  });
  await gateway.call('GET', `/v1/messages/${sent.id}?wait=10&until=delivered`);
  const { messages } = (await (await fetch(`${sandbox.url}/sandbox/customers/${next}/messages`)).json()) as {
    messages: { text: string }[];
  };
  expect(messages.map(({ text }) => text)).toEqual(['Hallo', 'Meine neue Nummer', 'Danke']);
});
