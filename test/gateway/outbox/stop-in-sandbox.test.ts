// A campaign that becomes due at one moment and goes out at the pace of its number, while people leave one by one.

import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { startSandbox } from '@parley/sandbox';
import { customers } from '../../support/customers.ts';
import { eventually } from '../../support/eventually.ts';
import { startTestGateway } from '../../support/gateway.ts';

const PEOPLE = 30;
const SENDS_EACH = 4;
const sale = {
  type: 'template',
  name: 'summer_sale',
  language: 'de',
  variables: { first_name: 'Erika', header_image: 'https://example.com/sale.jpg' },
};

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

test('a STOP amid a paced campaign ends it for that person: what it forbids never leaves, the rest leaves once', async () => {
  const port = await freePort();
  const sandbox = await startSandbox({ port: 0, webhookUrl: `http://127.0.0.1:${port}/webhooks/whatsapp` });
  closing.push(() => sandbox.close());
  const gateway = await startTestGateway({ graphUrl: sandbox.url, settings: { port } });
  closing.push(() => gateway.close());
  const people = customers(gateway);
  const phones = Array.from({ length: PEOPLE }, () => people.next());
  for (const phone of phones) await people.confirms(phone);
  const inSandbox = async (method: string, phone: string, body?: object) => {
    const response = await fetch(`${sandbox.url}/sandbox/customers/${phone.slice(1)}/messages`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    expect(response.ok).toBe(true);
    return response.json();
  };
  // All of them become due at one moment, and then go out at the pace of the number.
  const sendAt = new Date(Date.now() + 6_000).toISOString();
  const answers = await Promise.all(
    phones.flatMap((to) =>
      Array.from({ length: SENDS_EACH }, () =>
        gateway.call('POST', '/v1/messages', { body: { to, content: sale, sendAt } }),
      ),
    ),
  );
  expect(answers.every(({ status }) => status === 202)).toBe(true);
  const sent = () =>
    gateway.runtime.store.read
      .selectFrom('message')
      .select('id')
      .where('sending_at', 'is not', null)
      .limit(1)
      .executeTakeFirst();
  await eventually(sent, 'the campaign has begun');
  // Every second person leaves, one after another while the queue goes out.
  const leaving = phones.filter((_, index) => index % 2 === 0);
  for (const phone of leaving) await inSandbox('POST', phone, { type: 'text', text: 'STOP' });
  const { read } = gateway.runtime.store;
  const rows = await eventually(async () => {
    const all = await read
      .selectFrom('message')
      .innerJoin('identity', 'identity.contact_id', 'message.contact_id')
      .select(['identity.value as phone', 'message.id', 'message.status', 'message.sending_at'])
      .where('identity.kind', '=', 'phone')
      .where('direction', '=', 'outbound')
      .where('own', 'is', null)
      .execute();
    const isOver = all.every(({ status }) => ['delivered', 'cancelled', 'failed'].includes(status));
    const withdrawals = await read
      .selectFrom('consent_event')
      .select('id')
      .where('action', '=', 'withdraw')
      .execute();
    return isOver && withdrawals.length === leaving.length && all;
  }, 'everything has gone or was cancelled');
  const withdrawn = await read
    .selectFrom('consent_event')
    .innerJoin('identity', 'identity.contact_id', 'consent_event.contact_id')
    .select(['identity.value as phone', 'consent_event.recorded_at'])
    .where('identity.kind', '=', 'phone')
    .where('action', '=', 'withdraw')
    .execute();
  const stoppedAt = new Map(withdrawn.map(({ phone, recorded_at }) => [phone, recorded_at]));
  let cancelled = 0;
  for (const phone of phones) {
    const own = rows.filter((row) => row.phone === phone);
    const left = own.filter(({ sending_at }) => sending_at !== null);
    const stop = stoppedAt.get(phone);
    for (const { sending_at } of left)
      expect(sending_at).toBeLessThanOrEqual(stop ?? Number.POSITIVE_INFINITY);
    cancelled += own.filter(({ status }) => status === 'cancelled').length;
    const { messages } = (await inSandbox('GET', phone)) as {
      messages: { from: string; type: string; wamid: string }[];
    };
    const arrived = messages.filter(({ from, type }) => from === 'business' && type === 'template');
    expect(arrived).toHaveLength(left.length);
    if (stop === undefined) expect(arrived).toHaveLength(SENDS_EACH);
  }
  // Without these the test would have said nothing.
  expect(cancelled).toBeGreaterThan(0);
  expect(stoppedAt.size).toBe(leaving.length);
}, 60_000);
