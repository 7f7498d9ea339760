import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '../../support/eventually.ts';
import { type SandboxLine, startSandboxLine } from '../../support/sandbox-line.ts';
import { newCustomer, newWamid, one, receive } from './inbox.ts';
import { messages, minutesAgo, payload, text } from './webhooks.ts';

let line: SandboxLine;
beforeAll(async () => {
  line = await startSandboxLine();
});
afterAll(() => line.close());

const money = { fallback_value: '100,99 €', code: 'EUR', amount_1000: 100990 };
const day = { fallback_value: '30. November 2026', year: 2026, month: 11, day_of_month: 30 };
const parameters = [
  { type: 'text', text: 'Erika' },
  { type: 'currency', currency: money },
  { type: 'date_time', date_time: day },
];
const variables = { 1: 'Erika', 2: '100,99 €', 3: '30. November 2026' };
const components = [{ type: 'body', parameters }];
const template = (to: string, name = 'rechnung') => ({
  from: '4930123456789',
  to,
  id: newWamid(),
  timestamp: String(Math.floor(minutesAgo(5).getTime() / 1000)),
  type: 'template',
  template: { name, language: { code: 'de' }, components },
});

describe('A template with money and a date that another tool has sent', () => {
  test.each<[string, string, (to: string) => Record<string, unknown>]>([
    ['an echo', 'message.created', (to) => payload('message_echoes', { message_echoes: [template(to)] })],
    [
      'an echo on standby',
      'message.created',
      (to) => payload('standby', { standby: { message_echoes: [template(to)] } }),
    ],
    [
      'the history',
      'message.imported',
      (to) =>
        payload('history', {
          history: [{ metadata: { phase: 0 }, threads: [{ id: to, messages: [template(to)] }] }],
        }),
    ],
  ])('is shown from %s with the words that the customer sees', async (_where, event, webhook) => {
    const told = await receive(line.gateway, webhook(newCustomer()));
    const { message } = one(told, event);
    expect(message).toMatchObject({
      direction: 'outbound',
      content: { type: 'template', name: 'rechnung', language: 'de', variables },
    });
    expect((await line.gateway.call('GET', `/v1/messages/${message.id}`)).body.content).toEqual(
      message.content,
    );
  });

  test('offers the way out when it was marketing: a NEIN after it is one', async () => {
    const customer = newCustomer();
    await receive(
      line.gateway,
      payload('message_echoes', { message_echoes: [template(customer, 'summer_sale')] }),
    );
    const said = { from: customer, wamid: newWamid(), at: minutesAgo(1) };
    await receive(line.gateway, messages([text('NEIN', said)]));
    const { items } = (await line.gateway.call('GET', `/v1/contacts?identity=%2B${customer}`)).body;
    expect(items[0].consent.marketing.state).toBe('withdrawn');
  });
});

describe('Money and a date in a template of ours', () => {
  const phone = '4915112345677';
  const onPhone = async () =>
    (await line.toSandbox('GET', `/sandbox/customers/${phone}/messages`)).messages as {
      wamid: string;
      text: string;
    }[];

  test('go as text, and read on the phone as the old kinds of parameters do', async () => {
    const body = { type: 'BODY', text: 'Guten Tag {{1}}, bitte zahlen Sie {{2}} bis zum {{3}} an uns.' };
    const example = { body_text: [['Erika', '1 €', '1. Mai']] };
    const made = await line.toSandbox('POST', '/v25.0/102290129340398/message_templates', {
      name: 'rechnung',
      language: 'de',
      category: 'UTILITY',
      components: [{ ...body, example }],
    });
    await line.toSandbox('POST', `/sandbox/templates/${made.id}/review`, { decision: 'approve' });
    await line.gateway.call('POST', '/v1/templates/sync');
    await line.toSandbox('POST', `/sandbox/customers/${phone}/messages`, { text: 'Hallo' });
    await eventually(
      async () => (await line.gateway.call('GET', `/v1/contacts?identity=%2B${phone}`)).body.items.length > 0,
      'the customer has written',
    );
    const old = await line.toSandbox('POST', '/v25.0/106540352242922/messages', {
      messaging_product: 'whatsapp',
      to: phone,
      type: 'template',
      template: { name: 'rechnung', language: { code: 'de' }, components },
    });
    const content = { type: 'template', name: 'rechnung', language: 'de', variables };
    const ours = await line.gateway.call('POST', '/v1/messages', { body: { to: `+${phone}`, content } });
    expect(ours.status).toBe(202);
    const { wamid } = (await line.gateway.call('GET', `/v1/messages/${ours.body.id}?wait=20&until=delivered`))
      .body;
    const shown = await onPhone();
    const textOf = (id: string) => shown.find((message) => message.wamid === id)?.text;
    expect(textOf(wamid)).toBe(
      'Guten Tag Erika, bitte zahlen Sie 100,99 € bis zum 30. November 2026 an uns.',
    );
    expect(textOf(old.messages[0].id)).toBe(textOf(wamid));
  });

  test('are refused as a message object of the Cloud API, in words that say how they go', async () => {
    const message = {
      type: 'template',
      template: { name: 'rechnung', language: { code: 'de' }, components },
    };
    const refused = await line.gateway.call('POST', '/v1/messages', {
      body: { to: `+${phone}`, content: { type: 'raw', message } },
    });
    expect(refused).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'content.message.type', message: expect.stringContaining('"template"') }] },
    });
  });
});
