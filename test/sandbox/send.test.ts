import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  ACCOUNT_ID,
  aSandbox,
  NUMBER_ID,
  PHONE,
  type SandboxUnderTest,
  wamidOf,
} from './sandbox-under-test.ts';
import { until } from './until.ts';

let sandbox: SandboxUnderTest;
beforeAll(async () => {
  sandbox = await aSandbox();
});
afterAll(() => sandbox.close());

const text = (body: string) => ({ type: 'text', text: { body } });

describe('an accepted message', () => {
  test('is answered with a wamid that contains the number, and is reported sent and then delivered', async () => {
    await sandbox.customer('messages', { text: 'Hallo', name: 'Erika' });
    const answer = await sandbox.send({
      ...text('Guten Tag'),
      to: '+49 (151) 1234-5678',
      biz_opaque_callback_data: 'm-1',
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      messaging_product: 'whatsapp',
      contacts: [{ input: '+49 (151) 1234-5678', wa_id: PHONE }],
      messages: [{ id: expect.stringMatching(/^wamid\.[A-Za-z0-9+/]+=*$/) }],
    });
    const wamid = wamidOf(answer);
    expect(Buffer.from(wamid.slice(6), 'base64').toString('latin1')).toContain(PHONE);
    await sandbox.receiver.status(wamid, 'delivered');
    expect(sandbox.receiver.statuses(wamid).map(({ status }) => status)).toEqual(['sent', 'delivered']);
    for (const status of sandbox.receiver.statuses(wamid)) {
      expect(status).toEqual({
        id: wamid,
        status: status.status,
        timestamp: expect.stringMatching(/^\d{10}$/),
        recipient_id: PHONE,
        recipient_user_id: expect.stringMatching(/^DE\.\d+$/),
        biz_opaque_callback_data: 'm-1',
        pricing: {
          billable: false,
          pricing_model: 'PMP',
          type: 'free_customer_service',
          category: 'service',
        },
      });
    }
    expect(sandbox.receiver.received.every(({ signed }) => signed)).toBe(true);
  });

  test('travels in an envelope with the account, the number and who it went to', async () => {
    const wamid = wamidOf(await sandbox.send(text('Noch etwas')));
    await sandbox.receiver.status(wamid, 'sent');
    const webhook = sandbox.receiver.received.find(({ raw }) => raw.includes(wamid.replaceAll('/', '\\/')));
    const parsed = JSON.parse(webhook?.raw ?? '{}');
    expect(parsed).toMatchObject({
      object: 'whatsapp_business_account',
      entry: [
        {
          id: ACCOUNT_ID,
          changes: [
            {
              field: 'messages',
              value: {
                messaging_product: 'whatsapp',
                metadata: { display_phone_number: '4930901820', phone_number_id: NUMBER_ID },
                contacts: [{ profile: { name: 'Erika' }, wa_id: PHONE, user_id: expect.any(String) }],
              },
            },
          ],
        },
      ],
    });
  });

  test('is read when the customer reads, also when the tick for "delivered" was still on its way', async () => {
    const wamid = wamidOf(await sandbox.send(text('Bitte lesen')));
    await sandbox.customer('read', {});
    await sandbox.receiver.status(wamid, 'read');
    expect(sandbox.receiver.statuses(wamid).map(({ status }) => status)).toEqual([
      'sent',
      'delivered',
      'read',
    ]);
    expect(sandbox.receiver.statuses(wamid).at(-1)).not.toHaveProperty('pricing');
  });

  test('can answer another message and carries its quote to the phone', async () => {
    const inbound = await sandbox.customer('messages', { text: 'Wann?' });
    await sandbox.send({ ...text('Um drei'), context: { message_id: inbound.body.wamid } });
    expect((await sandbox.phone()).at(-1)).toMatchObject({ text: 'Um drei', quote: inbound.body.wamid });
  });

  test('goes to a person by business-scoped user id, and then the phone number is not in the answer', async () => {
    const userId = 'DE.1349000000000001';
    await sandbox.customer('messages', { text: 'Hi', userId, hidePhone: true, name: 'Max' }, '4915199999901');
    const answer = await sandbox.send({ ...text('Hallo Max'), to: undefined, recipient: userId });
    expect(answer.body.contacts).toEqual([{ input: userId, user_id: userId }]);
    const sent = await sandbox.receiver.status(wamidOf(answer), 'sent');
    expect(sent).toMatchObject({ recipient_user_id: userId });
    expect(sent).not.toHaveProperty('recipient_id');
    expect(Buffer.from(wamidOf(answer).slice(6), 'base64').toString('latin1')).not.toContain('4915199999901');
  });

  test('names both when both were given', async () => {
    const answer = await sandbox.send({
      ...text('Beides'),
      recipient: 'DE.1349000000000002',
      to: '4915199999902',
    });
    expect(answer.body.contacts).toEqual([
      { input: '4915199999902', wa_id: '4915199999902', user_id: 'DE.1349000000000002' },
    ]);
  });
});

describe('a reaction', () => {
  test('is only reported sent', async () => {
    const inbound = await sandbox.customer('messages', { text: 'Danke' });
    const wamid = wamidOf(
      await sandbox.send({ type: 'reaction', reaction: { message_id: inbound.body.wamid, emoji: '👍' } }),
    );
    const later = wamidOf(await sandbox.send(text('Gern')));
    await sandbox.receiver.status(later, 'delivered');
    expect(sandbox.receiver.statuses(wamid).map(({ status }) => status)).toEqual(['sent']);
  });

  test('to a message that is not there fails afterwards with 131009', async () => {
    const answer = await sandbox.send({
      type: 'reaction',
      reaction: { message_id: 'wamid.none', emoji: '👍' },
    });
    expect(answer.status).toBe(200);
    const failed = await sandbox.receiver.status(wamidOf(answer), 'failed');
    expect(failed.errors).toMatchObject([{ code: 131009 }]);
  });
});

describe('reading and typing', () => {
  test('a read receipt marks this and the earlier messages of the chat', async () => {
    const phone = '4915199999903';
    await sandbox.customer('messages', { text: 'eins' }, phone);
    const second = await sandbox.customer('messages', { text: 'zwei' }, phone);
    const answer = await sandbox.graph('POST', `${NUMBER_ID}/messages`, {
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: second.body.wamid,
      typing_indicator: { type: 'text' },
    });
    expect(answer).toEqual({ status: 200, body: { success: true } });
    expect((await sandbox.phone(phone)).map(({ status }) => status)).toEqual(['read', 'read']);
  });

  test('a receipt for a message that is not there is refused with 131009', async () => {
    const body = { messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.none' };
    const answer = await sandbox.graph('POST', `${NUMBER_ID}/messages`, body);
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 131009 } } });
  });
});

test('webhooks of one chat arrive in the order in which things happened', async () => {
  const phone = '4915199999904';
  for (const words of ['a', 'b', 'c', 'd', 'e']) await sandbox.customer('messages', { text: words }, phone);
  const words = () =>
    sandbox.receiver
      .messages()
      .filter(({ from }) => from === phone)
      .map(({ text }) => (text as { body: string }).body);
  await until(() => words().length === 5, 'five messages');
  expect(words()).toEqual(['a', 'b', 'c', 'd', 'e']);
});
