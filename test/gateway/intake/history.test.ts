import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestGateway, type TestGateway, testValues } from '../../support/gateway.ts';
import { webhookSample } from '../../support/webhook-samples.ts';
import { newCustomer, receive, typesOf } from './inbox.ts';
import { payload } from './webhooks.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

const past = (id: string, from: string, at: Date, more: Record<string, unknown> = {}) => ({
  id,
  from,
  timestamp: String(Math.floor(at.getTime() / 1000)),
  type: 'text',
  text: { body: 'STOP' },
  ...more,
});
const history = (phone: string, items: readonly unknown[]) =>
  payload('history', {
    history: [
      { metadata: { phase: 0, chunk_order: 1, progress: 100 }, threads: [{ id: phone, messages: items }] },
    ],
  });
const contactOf = async (phone: string) =>
  (await gateway.call('GET', `/v1/contacts?identity=%2B${phone}`)).body.items[0];

describe('What was written with the phone app before', () => {
  test('is kept in its order, with who wrote it and how far it came, and told as imported', async () => {
    const told = await receive(gateway, webhookSample('History'));
    expect(typesOf(told).filter((type) => type !== 'number.updated')).toEqual([
      'message.imported',
      'message.imported',
    ]);
    const messages = told.flatMap(({ data }) => (data.message ? [data.message] : []));
    expect(messages).toMatchObject([
      { direction: 'inbound', content: { text: 'Alte Frage' }, status: 'received', sentBy: null },
      {
        direction: 'outbound',
        content: { text: 'Alte Antwort' },
        status: 'delivered',
        sentBy: { tool: 'whatsapp_app', kind: 'person' },
      },
    ]);
    expect(messages[0]?.createdAt).toBe('2025-08-12T12:00:00.000Z');
  });

  test('starts nothing: no window, nothing that waits for an answer; a STOP in it holds', async () => {
    const phone = newCustomer();
    await receive(gateway, history(phone, [past('wamid.PASTSTOP', phone, new Date(Date.now() - 60_000))]));
    const contact = await contactOf(phone);
    expect(contact.conversations).toMatchObject([{ window: { open: false } }]);
    expect(contact.consent.marketing.state).toBe('withdrawn');
    const { body } = await gateway.call('GET', `/v1/conversations/${contact.conversations[0].id}`);
    expect(body).toMatchObject({ unanswered: false });
  });

  test('comes once, however often it is synchronised', async () => {
    const phone = newCustomer();
    const body = history(phone, [past('wamid.PASTONCE', phone, new Date(Date.now() - 60_000))]);
    expect(typesOf(await receive(gateway, body))).toContain('message.imported');
    expect(await receive(gateway, body)).toEqual([]);
  });

  test('an odd message costs itself alone, and is kept', async () => {
    const phone = newCustomer();
    const odd = past('wamid.PASTODD', phone, new Date(), { timestamp: 'gestern' });
    const fine = past('wamid.PASTFINE', phone, new Date(Date.now() - 60_000));
    expect(typesOf(await receive(gateway, history(phone, [odd, fine])))).toContain('message.imported');
    const rows = await gateway.runtime.store.read
      .selectFrom('raw_item')
      .select('payload')
      .where('field', '=', 'history')
      .execute();
    expect(rows.map(({ payload: text }) => text).join('')).toContain('wamid.PASTODD');
  });

  test('that the owner declined to share is no trouble', async () => {
    expect(await receive(gateway, webhookSample('History declined'))).toEqual([]);
  });

  test('does not come back for somebody who was erased', async () => {
    const phone = newCustomer();
    const body = history(phone, [past('wamid.PASTGONE', phone, new Date(Date.now() - 60_000))]);
    await receive(gateway, body);
    const { id } = await contactOf(phone);
    expect((await gateway.call('DELETE', `/v1/contacts/${id}`)).status).toBe(200);
    expect(await receive(gateway, body)).toEqual([]);
  });
});

describe('A sign-up inside WhatsApp', () => {
  test('is a grant by the person’s own act, once, and no confirmation', async () => {
    const phone = newCustomer();
    const body = payload('user_preferences', {
      contacts: [{ profile: { name: 'Erika' }, wa_id: phone }],
      user_preferences: [
        {
          wa_id: phone,
          category: 'marketing_messages',
          value: 'signup',
          signup_id: '8877665544332211',
          timestamp: Math.floor(Date.now() / 1000) - 5,
        },
      ],
    });
    expect(typesOf(await receive(gateway, body))).toContain('consent.changed');
    expect(await receive(gateway, body)).toEqual([]);
    const contact = await contactOf(phone);
    expect(contact.consent.marketing.state).toBe('granted');
    const { body: proof } = await gateway.call('GET', `/v1/contacts/${contact.id}/consent`);
    expect(proof.events).toMatchObject([
      {
        action: 'grant',
        method: 'meta_preference',
        source: 'WhatsApp In-App Sign-up',
        evidence: { signupId: '8877665544332211', numberId: testValues.numberId },
      },
    ]);
  });
});
