import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Message } from '@parley/core/gateway-api';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { newCustomer, newWamid, receive } from '../intake/inbox.ts';
import { messages, minutesAgo, text } from '../intake/webhooks.ts';

const german =
  'Ja, Muster GmbH darf mir per WhatsApp Angebote senden. Ich kann das jederzeit mit STOP beenden.';
const sha256 = createHash('sha256').update(german).digest('hex');

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

const keep = (version: string, words = german, language = 'de') =>
  gateway.call('PUT', `/v1/consent/texts/${version}/${language}`, { body: { text: words } });

const write = (from: string, body: string, minutes = 1) =>
  receive(gateway, messages([text(body, { from, wamid: newWamid(), at: minutesAgo(minutes) })]));

async function grant(from: string, textVersion: string) {
  const answer = await gateway.call('POST', '/v1/consent', {
    body: {
      contact: `+${from}`,
      purpose: 'marketing',
      action: 'grant',
      method: 'web_form',
      source: 'https://shop.example',
      textVersion,
      language: 'de',
      occurredAt: minutesAgo(60).toISOString(),
    },
  });
  expect(answer.status).toBe(201);
  return answer.body;
}

describe('The text of a version', () => {
  test('is kept with its hash, found again, and listed', async () => {
    expect(await keep('v1')).toMatchObject({ status: 200, body: { version: 'v1', text: german, sha256 } });
    expect((await gateway.call('GET', '/v1/consent/texts/v1/de')).body).toMatchObject({ text: german });
    const listed = await gateway.call('GET', '/v1/consent/texts?version=v1');
    expect(listed.body).toMatchObject({ items: [{ version: 'v1', language: 'de' }], cursor: null });
    expect((await gateway.call('GET', '/v1/consent/texts/v1/en')).status).toBe(404);
  });

  test('never changes: the same again is fine, another one needs another version', async () => {
    await keep('v2');
    expect((await keep('v2')).status).toBe(200);
    expect(await keep('v2', 'Etwas anderes.')).toMatchObject({ status: 409, body: { code: 'TEXT_KEPT' } });
    expect((await keep('v2', 'Something else.', 'en')).status).toBe(200);
  });

  test('has to be named in a way that can be found again', async () => {
    expect(await keep('v3', 'x', 'deutsch!')).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'language' }] },
    });
    expect(await keep('v3', '')).toMatchObject({ status: 422, body: { errors: [{ path: 'text' }] } });
  });

  test('stands by its hash in every entry that names it; an unknown version stays a name', async () => {
    await keep('v1');
    const { event } = await grant(newCustomer(), 'v1');
    expect(event).toMatchObject({ textVersion: 'v1', textSha256: sha256 });
    const other = await grant(newCustomer(), 'nowhere');
    expect(other.event).toMatchObject({ textVersion: 'nowhere', textSha256: null });
  });

  test('is what the person is asked, and what the confirmation rests on', async () => {
    await keep('v1');
    const from = newCustomer();
    await write(from, 'Hallo', 5);
    const asked = await gateway.call('POST', '/v1/consent/ask', {
      body: { contact: `+${from}`, purpose: 'marketing', textVersion: 'v1', language: 'de' },
    });
    expect(asked.status).toBe(202);
    const question = await gateway.call('GET', `/v1/messages/${asked.body.id}`);
    expect(question.body.content).toMatchObject({ type: 'buttons', body: german });
    await write(from, 'JA', 0);
    const ledger = (await gateway.call('GET', `/v1/contacts/${asked.body.contactId}/consent`)).body;
    expect(ledger.events).toMatchObject([
      { action: 'request', textSha256: sha256, evidence: { text: german } },
      { action: 'confirm', textSha256: sha256 },
    ]);
    expect(ledger.chain.valid).toBe(true);
  });
});

describe('START after STOP', () => {
  async function leaveAndReturn(from: string, version: string, retire: boolean) {
    await grant(from, version);
    await write(from, 'JA', 50);
    await write(from, 'STOP', 40);
    if (retire) await gateway.call('POST', `/v1/consent/texts/${version}/de/retire`);
    await write(from, 'START', 30);
    const { body } = await gateway.call('GET', `/v1/contacts?identity=%2B${from}`);
    return body.items[0].consent;
  }

  test('brings marketing back while its text is the one of today', async () => {
    await keep('current');
    expect(await leaveAndReturn(newCustomer(), 'current', false)).toMatchObject({
      marketing: { state: 'confirmed' },
    });
  });

  test('ends the STOP, and leaves marketing off where its text is retired', async () => {
    await keep('old');
    const consent = await leaveAndReturn(newCustomer(), 'old', true);
    expect(consent).toMatchObject({
      marketing: { state: 'withdrawn' },
      service: { state: 'none' },
      utility: { state: 'none' },
    });
  });

  test('asks anew with the text of today, and the Yes to it counts', async () => {
    const fresh = `${german} Neu.`;
    const from = newCustomer();
    await keep('before');
    await gateway.runtime.store.write((tx) =>
      tx
        .updateTable('consent_text')
        .set({ retired_at: Date.now() })
        .where('version', '<>', 'before')
        .execute(),
    );
    await grant(from, 'before');
    await write(from, 'JA', 50);
    await write(from, 'STOP', 40);
    await gateway.call('POST', '/v1/consent/texts/before/de/retire');
    await keep('today', fresh);
    await gateway.call('PATCH', '/v1/business', { body: { language: 'de' } });
    await write(from, 'START', 5);
    const [contact] = (await gateway.call('GET', `/v1/contacts?identity=%2B${from}`)).body.items;
    expect(contact.consent.marketing.state).toBe('withdrawn');
    const { items } = (await gateway.call('GET', `/v1/conversations/${contact.conversations[0].id}/messages`))
      .body;
    const question = items.find((row: Message) => row.decision?.code === 'CONSENT_REQUEST');
    expect(question.content).toMatchObject({ type: 'buttons', body: fresh });
    await write(from, 'JA', 1);
    const ledger = (await gateway.call('GET', `/v1/contacts/${contact.id}/consent`)).body;
    expect(ledger.state.marketing.state).toBe('confirmed');
    expect(ledger.events.slice(-2)).toMatchObject([
      { action: 'request', method: 'chat_word', textVersion: 'today', evidence: { text: 'START' } },
      { action: 'confirm', textVersion: 'today', evidence: { text: 'JA' } },
    ]);
  });

  test('by a program asks nobody who has left', async () => {
    const from = newCustomer();
    await write(from, 'STOP', 40);
    await gateway.call('POST', '/v1/consent', {
      body: {
        contact: `+${from}`,
        purpose: 'marketing',
        action: 'request',
        method: 'chat_word',
        source: 'WhatsApp',
        textVersion: 'today',
      },
    });
    await write(from, 'Hallo', 1);
    const asked = await gateway.call('POST', '/v1/consent/ask', {
      body: { contact: `+${from}`, purpose: 'marketing', textVersion: 'today', language: 'de' },
    });
    expect(asked).toMatchObject({ status: 422, body: { code: 'STOP_ALL' } });
  });
});
