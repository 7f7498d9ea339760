import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ContactExport } from '@parley/core/gateway-api';
import type { Customer, Customers } from '../../support/customers.ts';
import { type TestGateway, testValues } from '../../support/gateway.ts';
import type { GraphStandIn } from '../../support/graph-stand-in.ts';
import { closeMetaLine, openMetaLine } from '../../support/meta-line.ts';
import { newWamid } from '../intake/inbox.ts';
import { messages, minutesAgo, payload, statuses, tap } from '../intake/webhooks.ts';

let graph: GraphStandIn;
let gateway: TestGateway;
let people: Customers;
beforeAll(async () => {
  ({ graph, gateway, people } = await openMetaLine());
});
afterAll(() => closeMetaLine({ graph, gateway }));

const exportOf = (id: string, query = '', more: { key?: string } = {}) =>
  gateway.call<ContactExport>('GET', `/v1/contacts/${id}/export${query}`, more);

describe('the export of a person', () => {
  let customer: Customer;
  let stranger: Customer;
  let answerId: string;
  let exported: ContactExport;

  beforeAll(async () => {
    stranger = await people.whoWrote();
    customer = await people.writes(people.next(), 'Wo ist mein Paket?');
    const { contactId, conversationId, phone } = customer;
    await gateway.call('PATCH', `/v1/contacts/${contactId}`, {
      body: { attributes: { customerNumber: 'K-1' } },
    });
    await gateway.call('PUT', `/v1/conversations/${conversationId}/links/slack`, {
      body: { key: 'T1:C2:1' },
    });
    const asked = await gateway.call('POST', '/v1/consent/ask', {
      body: { contact: { contactId }, purpose: 'marketing', textVersion: 'v7', language: 'de' },
    });
    const { body: question } = await gateway.call('GET', `/v1/messages/${asked.body.id}?wait=20&until=sent`);
    await gateway.webhook(
      messages([
        tap('Ja', 'consent:yes', {
          from: phone.slice(1),
          wamid: newWamid(),
          at: new Date(Date.now() + 2000),
          quotes: question.wamid,
        }),
      ]),
    );
    const answer = await gateway.call('POST', '/v1/messages', {
      body: {
        to: phone,
        content: { type: 'text', text: 'Ihr Paket ist unterwegs.' },
        links: [{ tool: 'slack', key: 'T1:C2:2' }],
        sentBy: { tool: 'slack', kind: 'person', actor: 'U1', name: 'Anna' },
      },
    });
    answerId = answer.body.id;
    const { body: sent } = await gateway.call('GET', `/v1/messages/${answerId}?wait=20&until=sent`);
    await gateway.webhook(
      statuses([
        {
          id: sent.wamid,
          status: 'delivered',
          timestamp: String(Math.floor(Date.now() / 1000)),
          recipient_id: phone.slice(1),
        },
      ]),
    );
    await gateway.call('PUT', '/v1/tools/slack/state/draft', {
      key: await gateway.makeKey(['tools:slack']),
      body: { value: { text: 'Entwurf' }, contactId },
    });
    await gateway.webhook(payload('a_field_of_tomorrow', { wa_id: phone.slice(1), secret: 'kept as it is' }));
    exported = (await exportOf(contactId)).body;
  });

  test('has who they are, and what people noted', () => {
    expect(exported.contact).toMatchObject({
      id: customer.contactId,
      name: 'Erika',
      identities: [{ kind: 'phone', value: customer.phone }],
      attributes: { customerNumber: 'K-1' },
    });
    expect(exported).toMatchObject({
      mergedFrom: [],
      suppression: null,
      erasures: [],
      createdAt: expect.any(String),
    });
  });

  test('has the ledger with the text that was asked and the proof of the answer', () => {
    expect(exported.consent).toMatchObject({
      state: { marketing: { state: 'confirmed' } },
      events: [
        { action: 'request', textVersion: 'v7', evidence: { text: expect.stringContaining('Muster GmbH') } },
        { action: 'confirm', textVersion: 'v7', proven: true, evidence: { text: 'Ja' } },
      ],
      chain: { valid: true, head: expect.any(String) },
    });
  });

  test('has every message with its decision and statuses', () => {
    expect(exported.messages.cursor).toBeNull();
    expect(exported.messages.items.map(({ content }) => content)).toMatchObject([
      { type: 'text', text: 'Wo ist mein Paket?' },
      { type: 'buttons' },
      { type: 'button', text: 'Ja' },
      { type: 'text', text: 'Ihr Paket ist unterwegs.' },
    ]);
    expect(exported.messages.items.at(-1)).toMatchObject({
      id: answerId,
      decision: { code: 'SERVICE_REPLY' },
      sentBy: { name: 'Anna' },
      statuses: expect.arrayContaining([expect.objectContaining({ status: 'delivered' })]),
    });
  });

  test('has what the tools keep, and where in them the person is found', () => {
    const { conversationId } = customer;
    expect(exported.conversations).toMatchObject([
      { id: conversationId, links: [{ tool: 'slack', key: 'T1:C2:1', part: 0 }] },
    ]);
    expect(exported.links).toEqual([
      { tool: 'slack', key: 'T1:C2:1', part: 0, conversationId, messageId: null },
      { tool: 'slack', key: 'T1:C2:2', part: 0, conversationId, messageId: answerId },
    ]);
    expect(exported.toolStates).toMatchObject([{ tool: 'slack', key: 'draft', value: { text: 'Entwurf' } }]);
  });

  test('has what of the webhooks is kept raw', () => {
    expect(exported.rawItems).toMatchObject([
      { field: 'a_field_of_tomorrow', payload: { secret: 'kept as it is' } },
    ]);
  });

  test('has nothing of anybody else', () => {
    const text = JSON.stringify(exported);
    for (const foreign of [stranger.contactId, stranger.phone.slice(1), stranger.messageId])
      expect(text).not.toContain(foreign);
  });

  test('is logged with who asked for it, without naming the person', () => {
    const lines = gateway.logged.filter((line) => line.includes('contact exported'));
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      contact: customer.contactId,
      key: expect.any(String),
    });
    expect(lines[0]).not.toContain(customer.phone.slice(1));
  });

  test('gives the messages in pages, each once', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const more: string = cursor === null ? '' : `&cursor=${cursor}`;
      const { body } = await exportOf(customer.contactId, `?limit=3${more}`);
      expect(body.contact.id).toBe(customer.contactId);
      seen.push(...body.messages.items.map(({ id }) => id));
      cursor = body.messages.cursor;
    } while (cursor !== null);
    expect(seen).toEqual(exported.messages.items.map(({ id }) => id));
    expect((await exportOf(customer.contactId, '?cursor=x')).status).toBe(422);
    expect(
      (await gateway.client.exportContact(customer.contactId, { limit: 1 })).messages.items,
    ).toHaveLength(1);
  });

  test('speaks the language of whoever reads it', async () => {
    const { body } = await gateway.call<ContactExport>('GET', `/v1/contacts/${customer.contactId}/export`, {
      headers: { 'accept-language': 'de' },
    });
    expect(body.messages.items.at(-1)?.decision?.reason).toContain('Antwort auf eine Nachricht');
  });
});

describe('an export', () => {
  test('needs a key that may, and one for all numbers: a part would pass for everything', async () => {
    const { contactId } = await people.known();
    const reading = await gateway.makeKey(['contacts:read']);
    expect((await exportOf(contactId, '', { key: reading })).status).toBe(403);
    const bound = await gateway.makeKey(['contacts:export'], { numbers: [testValues.numberId] });
    expect(await exportOf(contactId, '', { key: bound })).toMatchObject({
      status: 403,
      body: { code: 'FORBIDDEN_NUMBER' },
    });
    const exporting = await gateway.makeKey(['contacts:export']);
    expect((await exportOf(contactId, '', { key: exporting })).status).toBe(200);
  });

  test('of nobody is 404, as is that of somebody who was erased', async () => {
    expect((await exportOf('ctc_nobody')).status).toBe(404);
    const { contactId } = await people.whoWrote();
    await gateway.call('DELETE', `/v1/contacts/${contactId}`);
    expect((await exportOf(contactId)).status).toBe(404);
  });

  test('of somebody who comes back after an erasure has only what came since, and that they are suppressed', async () => {
    const before = await people.writes(people.next(), 'Mein Geheimwort ist Sesam', minutesAgo(5));
    await gateway.call('DELETE', `/v1/contacts/${before.contactId}`);
    const after = await people.writes(before.phone, 'Ich bin wieder da', new Date(Date.now() + 2000));
    const { body } = await exportOf(after.contactId);
    expect(JSON.stringify(body)).not.toContain('Sesam');
    expect(body).toMatchObject({
      suppression: { liftedFor: [] },
      messages: { items: [{ content: { text: 'Ich bin wieder da' } }] },
    });
  });

  test('reaches contacts that were merged into this one, and names their erasures that are pending', async () => {
    const remaining = await people.whoWrote();
    const merged = await people.writes(people.next(), 'Unter der alten Nummer');
    const report = {
      id: 'era_1',
      contactId: merged.contactId,
      at: new Date().toISOString(),
      erased: { messages: 1, events: 1, identities: 1, toolStates: 0 },
      tools: [{ tool: 'slack', state: 'pending', links: [], report: null }],
    };
    await gateway.runtime.store.write(async (tx) => {
      await tx
        .updateTable('contact')
        .set({ merged_into: remaining.contactId })
        .where('id', '=', merged.contactId)
        .execute();
      await tx
        .insertInto('erasure')
        .values({ id: 'era_1', contact_id: merged.contactId, at: Date.now(), report: JSON.stringify(report) })
        .execute();
    });
    const { body } = await exportOf(remaining.contactId);
    expect(body.mergedFrom).toEqual([merged.contactId]);
    expect(body.conversations).toHaveLength(2);
    expect(body.messages.items.map(({ content }) => content.text)).toContain('Unter der alten Nummer');
    expect(body.erasures).toEqual([report]);
    expect((await exportOf(merged.contactId)).body.contact.id).toBe(remaining.contactId);
  });
});
