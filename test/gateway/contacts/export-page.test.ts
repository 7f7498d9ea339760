import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Customer, customers } from '../../support/customers.ts';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { newWamid } from '../intake/inbox.ts';
import { messages, minutesAgo, text } from '../intake/webhooks.ts';

const consentText = 'Ja, Muster GmbH darf mir per WhatsApp Angebote senden.';

let gateway: TestGateway;
let customer: Customer;
let page: string;
beforeAll(async () => {
  gateway = await startTestGateway();
  const people = customers(gateway);
  await gateway.call('PUT', '/v1/consent/texts/v7/de', { body: { text: consentText } });
  customer = await people.writes(people.next(), 'Wo ist mein Paket? <script>alert("x")</script> & "mehr"');
  const { contactId, conversationId, phone } = customer;
  await gateway.call('PATCH', `/v1/contacts/${contactId}`, {
    body: { name: 'Erika <b>Muster</b>', attributes: { customerNumber: 'K-1' } },
  });
  await gateway.call('PUT', `/v1/conversations/${conversationId}/links/slack`, { body: { key: 'T1:C2:1' } });
  await gateway.makeKey(['messages:send'], { tool: 'n8n' });
  await gateway.call('POST', '/v1/subscriptions', {
    body: { url: 'http://localhost:9/hook', types: ['message.received'] },
  });
  await gateway.call('POST', '/v1/consent', {
    body: {
      contact: { contactId },
      purpose: 'marketing',
      action: 'grant',
      method: 'web_form',
      source: 'https://shop.example/newsletter',
      textVersion: 'v7',
      language: 'de',
      occurredAt: minutesAgo(30).toISOString(),
    },
  });
  const say = (words: string) =>
    gateway.webhook(messages([text(words, { from: phone.slice(1), wamid: newWamid(), at: minutesAgo(1) })]));
  await say('JA');
  await say('Bitte keine Werbung mehr');
  await gateway.call('POST', '/v1/messages', {
    body: {
      to: { contactId },
      content: { type: 'text', text: 'Ihr Paket ist unterwegs.' },
      sentBy: { tool: 'slack', kind: 'person', actor: 'U1', name: 'Anna' },
    },
  });
  page = String((await pageOf('?format=html&language=de')).body);
});
afterAll(() => gateway.close());

const pageOf = (query = '', headers: Record<string, string> = {}) =>
  gateway.call('GET', `/v1/contacts/${customer.contactId}/export${query}`, { headers });

describe('The export as a page', () => {
  test('is asked for by its format, or by a browser', async () => {
    expect((await pageOf('?format=html')).headers.get('content-type')).toBe('text/html; charset=utf-8');
    const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };
    expect((await pageOf('', browser)).headers.get('content-type')).toContain('text/html');
    for (const accept of ['application/json', '*/*', 'application/json, text/html;q=0.5'])
      expect((await pageOf('', { accept })).headers.get('content-type')).toContain('application/json');
    expect((await pageOf('?format=json', browser)).body.contact.id).toBe(customer.contactId);
    expect((await pageOf('?format=pdf')).body.errors).toMatchObject([{ path: 'format' }]);
  });

  test('runs nothing and fetches nothing, whatever a customer wrote', async () => {
    expect(page).not.toContain('<script');
    expect(page).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &quot;mehr&quot;');
    expect(page).toContain('Erika &lt;b&gt;Muster&lt;/b&gt;');
    expect(page).not.toMatch(/\b(?:src|href)="(?!#)/);
    expect(page).not.toMatch(/url\(|@import/);
    const { headers } = await pageOf('?format=html');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('has who they are', () => {
    for (const said of [customer.phone, 'customerNumber', 'K-1', 'Muster GmbH', customer.contactId])
      expect(page).toContain(said);
  });

  test('has every entry of the ledger with its proof, the text agreed to, and whether the ledger is intact', async () => {
    const { body } = await gateway.call('GET', `/v1/contacts/${customer.contactId}/consent`);
    expect(body.events.length).toBeGreaterThanOrEqual(3);
    for (const event of body.events) expect(page).toContain(event.hash);
    expect(page).toContain(consentText);
    expect(page).toContain('https://shop.example/newsletter');
    expect(page).toContain('Das Register ist unversehrt.');
    expect(page).toContain('ruht');
  });

  test('has the messages of both sides, and why each was allowed', () => {
    expect(page).toContain('Ihr Paket ist unterwegs.');
    expect(page).toContain('Anna');
    expect(page).toContain('Warum sie erlaubt war: ');
  });

  test('tells what has no words of its own in words, each value on its line, and nothing is left out', async () => {
    const body = {
      to: { contactId: customer.contactId },
      content: { type: 'buttons', body: 'Passt es?', buttons: [{ id: 'k-ja', title: 'Ja, gern' }] },
    };
    const person = { tool: 'slack', kind: 'person', actor: 'U1', name: 'Anna' };
    const sent = await gateway.call('POST', '/v1/messages', { body: { ...body, sentBy: person } });
    expect(sent.status).toBe(202);
    const german = String((await pageOf('?format=html&language=de')).body);
    expect(german).toContain(
      '<pre>Frage mit Schaltflächen\nSchaltflächen\n  1.\n    Kennung: k-ja\n    Titel: Ja, gern</pre>',
    );
    const english = String((await pageOf('?format=html&language=en')).body);
    expect(english).toContain(
      '<pre>Question with buttons\nButtons\n  1.\n    Id: k-ja\n    Title: Ja, gern</pre>',
    );
  });

  test('has what staff had to decide, who gets the data, and how long they are kept', () => {
    for (const said of [
      'meldet sich vielleicht ab',
      'WhatsApp (Meta Platforms Ireland Limited)',
      'n8n',
      'localhost:9',
      'T1:C2:1',
      'Warum eine Nachricht erlaubt war: 3 Jahre.',
      'Nachweise, dass Sie eingewilligt oder sich abgemeldet haben: bis Sie die Löschung verlangen.',
    ])
      expect(page).toContain(said);
  });

  test('is in German or English, and nothing of it is in neither', async () => {
    expect(page).toContain('<html lang="de">');
    const english = String((await pageOf('?format=html&language=en')).body);
    expect(english).toContain('<html lang="en">');
    expect(english).toContain('The ledger is intact.');
    for (const words of [page, english]) expect(words).not.toMatch(/undefined|NaN|\[object|null\b/);
  });

  test('has all messages, however many pages of JSON they are', async () => {
    const people = customers(gateway);
    const talkative = await people.writes(people.next(), 'Nummer 0');
    const at = minutesAgo(1);
    for (let batch = 0; batch < 6; batch += 1)
      await gateway.webhook(
        messages(
          Array.from({ length: 200 }, (_, index) =>
            text(`Nummer ${batch * 200 + index + 1}`, {
              from: talkative.phone.slice(1),
              wamid: newWamid(),
              at,
            }),
          ),
        ),
      );
    const long = await gateway.call('GET', `/v1/contacts/${talkative.contactId}/export?format=html`);
    expect(String(long.body)).toContain('Nummer 0<');
    expect(String(long.body)).toContain('Nummer 1200<');
  });

  test('is for keys that may export, and for all numbers', async () => {
    const key = await gateway.makeKey(['contacts:read']);
    const refused = await gateway.call('GET', `/v1/contacts/${customer.contactId}/export?format=html`, {
      key,
    });
    expect(refused.status).toBe(403);
  });
});

test('The export as JSON has the same beside: texts, tasks, files, recipients and how long they are kept', async () => {
  const { body } = await pageOf();
  expect(body).toMatchObject({
    texts: [{ version: 'v7', language: 'de', text: consentText }],
    tasks: [{ kind: 'opt_out', state: 'open', text: 'Bitte keine Werbung mehr' }],
    media: [],
    retention: { bodiesDays: null, decisionsDays: 1095, eventsDays: 30 },
  });
  expect(body.recipients).toEqual([
    { kind: 'messenger', name: 'WhatsApp (Meta Platforms Ireland Limited)' },
    { kind: 'tool', name: 'n8n' },
    { kind: 'address', name: 'localhost:9' },
  ]);
});
