import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Erasure } from '@parley/core/gateway-api';
import type { customers } from '../../support/customers.ts';
import { type TestGateway, testValues } from '../../support/gateway.ts';
import type { GraphStandIn } from '../../support/graph-stand-in.ts';
import { closeMetaLine, openMetaLine } from '../../support/meta-line.ts';
import { messages, minutesAgo, statuses, text } from '../intake/webhooks.ts';

let graph: GraphStandIn;
let gateway: TestGateway;
let people: ReturnType<typeof customers>;
beforeAll(async () => {
  ({ graph, gateway, people } = await openMetaLine({ settings: { logLevel: 'trace' } }));
});
afterAll(() => closeMetaLine({ graph, gateway }));

const later = () => new Date(Date.now() + 3_600_000).toISOString();

function bytesOnDisk(dataDir: string): string {
  const files = readdirSync(dataDir).filter((name) => name.startsWith('parley.db'));
  return files.map((name) => readFileSync(join(dataDir, name), 'latin1')).join('\n');
}

describe('a person who is erased', () => {
  const phone = '+4915123456789';
  // As Meta writes it: the number stands inside, in base64.
  const wamidOf = (serial: string) =>
    `wamid.${Buffer.from(`\x1d\x02\x0b4915123456789\x15\x02${serial}`).toString('base64')}`;
  const marks = [
    '4915123456789',
    'Zaphod',
    'Geheimwort',
    'Lieblingsfarbe',
    'NTEyMzQ1Njc4',
    'xMjM0NTY3OD',
    '1MTIzNDU2Nz',
  ];
  let contactId: string;
  let conversationId: string;
  let messageId: string;
  let erasure: Erasure;

  beforeAll(async () => {
    const incoming = messages([
      text('Mein Geheimwort ist Sesam', { from: phone.slice(1), wamid: wamidOf('IN1'), at: minutesAgo(2) }),
    ]);
    await gateway.webhook(JSON.parse(JSON.stringify(incoming).replaceAll('Erika', 'Zaphod')));
    const found = await gateway.call('GET', `/v1/contacts?identity=${encodeURIComponent(phone)}`);
    contactId = found.body.items[0].id;
    conversationId = found.body.items[0].conversations[0].id;
    const { body: page } = await gateway.call('GET', `/v1/conversations/${conversationId}/messages`);
    messageId = page.items[0].id;

    await gateway.call('PATCH', `/v1/contacts/${contactId}`, {
      body: { attributes: { Lieblingsfarbe: 'Geheimwort blau' } },
    });
    await gateway.call('PATCH', `/v1/conversations/${conversationId}`, { body: { tags: ['Zaphod'] } });
    for (const [action, evidence] of [
      ['grant', { name: 'Zaphod' }],
      ['confirm', { messageId }],
    ] as const)
      await gateway.call('POST', '/v1/consent', {
        headers: { 'idempotency-key': `zaphod-${action}` },
        body: {
          contact: phone,
          purpose: 'marketing',
          action,
          method: 'chat_word',
          source: 'Zaphod am Telefon',
          evidence,
          externalId: `zaphod-${action}`,
        },
      });
    const sent = await gateway.call('POST', '/v1/messages', {
      body: { to: phone, content: { type: 'text', text: 'Das Geheimwort stimmt, Zaphod' } },
      headers: { 'idempotency-key': 'zaphod-answer' },
    });
    const done = await gateway.call('GET', `/v1/messages/${sent.body.id}?wait=10`);
    expect(done.body.status).toBe('sent');
    await gateway.call('POST', '/v1/messages', {
      body: { to: phone, content: { type: 'text', text: 'Geheimwort später' }, sendAt: later() },
    });
    for (const tool of ['slack', 'salesforce'])
      await gateway.call('PUT', `/v1/conversations/${conversationId}/links/${tool}`, {
        body: { key: `${tool}:thread:1` },
      });
    await gateway.call('PUT', '/v1/tools/slack/state/draft', {
      body: { value: { note: 'Zaphod' }, contactId },
    });
    // A status of a message that another tool sent to the same person.
    await gateway.webhook(
      statuses([
        { id: wamidOf('OTHER'), status: 'sent', timestamp: '1763800000', recipient_id: phone.slice(1) },
      ]),
    );
    expect(bytesOnDisk(gateway.dataDir)).toContain('4915123456789');
    expect(bytesOnDisk(gateway.dataDir)).toContain('Geheimwort');

    const answer = await gateway.call('DELETE', `/v1/contacts/${contactId}`);
    expect(answer.status).toBe(200);
    erasure = answer.body;
  });

  test('needs a key for all numbers: with one number nobody erases what another holds', async () => {
    const key = await gateway.makeKey(['contacts:erase'], { numbers: [testValues.numberId] });
    expect((await gateway.call('DELETE', `/v1/contacts/${erasure.contactId}`, { key })).body).toMatchObject({
      status: 403,
      code: 'FORBIDDEN_NUMBER',
    });
  });

  test('is in no byte of the database when the answer comes', () => {
    const bytes = bytesOnDisk(gateway.dataDir);
    for (const mark of marks) expect({ mark, found: bytes.includes(mark) }).toEqual({ mark, found: false });
  });

  test('leaves a report of what was erased and which tools still have to', () => {
    expect(erasure).toMatchObject({
      contactId,
      erased: { messages: 3, identities: 1, toolStates: 1 },
      tools: [
        {
          tool: 'salesforce',
          state: 'pending',
          links: [{ tool: 'salesforce', key: 'salesforce:thread:1', part: 0 }],
        },
        { tool: 'slack', state: 'pending', links: [{ tool: 'slack', key: 'slack:thread:1', part: 0 }] },
      ],
    });
  });

  test('is gone for every call, and asking again gives the same report', async () => {
    expect((await gateway.call('GET', `/v1/contacts/${contactId}`)).status).toBe(404);
    expect(
      (await gateway.call('GET', `/v1/contacts?identity=${encodeURIComponent(phone)}`)).body.items,
    ).toEqual([]);
    expect((await gateway.call('GET', '/v1/contacts?search=zaphod')).body.items).toEqual([]);
    expect((await gateway.call('DELETE', `/v1/contacts/${contactId}`)).body).toEqual(erasure);
    const answer = await gateway.call('POST', '/v1/messages', {
      body: { to: { contactId }, content: { type: 'text', text: 'x' } },
    });
    expect(answer.body).toMatchObject({ status: 422, errors: [{ path: 'to.contactId' }] });
  });

  test('keeps its place in the event log, emptied, and contact.erased carries the links', async () => {
    const { events } = (await gateway.call('GET', '/v1/events?limit=1000')).body;
    const erased = events.filter((event: { data: object }) => 'erased' in event.data);
    expect(erased.length).toBe(erasure.erased.events);
    expect(erased.every((event: { data: object }) => JSON.stringify(event.data) === '{"erased":true}')).toBe(
      true,
    );
    const told = events.filter((event: { type: string }) => event.type === 'contact.erased');
    expect(told).toMatchObject([{ data: { contactId, erasureId: erasure.id } }]);
    expect(told[0].data.links).toHaveLength(2);
  });

  test('leaves messages without content, with the decision that allowed them', async () => {
    const { body } = await gateway.call('GET', `/v1/conversations/${conversationId}/messages`);
    const statusesLeft = body.items.map((item: { status: string }) => item.status);
    expect(statusesLeft).toEqual(['received', 'sent', 'cancelled']);
    for (const item of body.items) expect(item).toMatchObject({ content: { type: 'erased' }, wamid: null });
    expect(body.items[1].decision).toMatchObject({ verdict: 'send', code: 'SERVICE_REPLY' });
  });

  test('leaves a ledger that can still be checked', async () => {
    const { contactId: other } = await people.whoWrote();
    expect((await gateway.call('GET', `/v1/contacts/${other}/consent`)).body.chain.valid).toBe(true);
    const rows = await gateway.runtime.store.read
      .selectFrom('consent_event')
      .selectAll()
      .where('contact_id', '=', contactId)
      .execute();
    expect(rows.map((row) => [row.action, row.scope, row.salt])).toEqual([
      ['grant', 'marketing', null],
      ['confirm', 'marketing', null],
    ]);
  });

  test('whose tools report done one by one leaves no link behind', async () => {
    const done = (tool: string, body?: object) =>
      gateway.call('POST', `/v1/erasures/${erasure.id}/done/${tool}`, body ? { body } : {});
    const toldLinks = async () => {
      const { events } = (await gateway.call('GET', '/v1/events?types=contact.erased')).body;
      return events.find((event: { data: { erasureId: string } }) => event.data.erasureId === erasure.id).data
        .links;
    };
    await done('slack', { report: 'Two messages are in an archived channel.' });
    const pending = await gateway.call('GET', '/v1/erasures?state=pending&limit=200');
    expect(pending.body.items).toContainEqual(
      expect.objectContaining({ id: erasure.id, completedAt: null, dueAt: expect.any(String) }),
    );
    const half = await gateway.call('GET', `/v1/erasures/${erasure.id}`);
    expect(half.body.tools).toContainEqual({
      tool: 'slack',
      state: 'done',
      links: [],
      report: 'Two messages are in an archived channel.',
    });
    expect(half.body.tools).toContainEqual(expect.objectContaining({ tool: 'salesforce', state: 'pending' }));
    expect(await toldLinks()).toEqual([{ tool: 'salesforce', key: 'salesforce:thread:1', part: 0 }]);
    const nobody = await done('nope');
    expect(nobody.body).toMatchObject({
      status: 404,
      code: 'NOT_FOUND',
      title: 'No such tool of this erasure',
    });
    await done('salesforce');
    const complete = await gateway.call('GET', '/v1/erasures?state=done&limit=200');
    expect(complete.body.items).toContainEqual(
      expect.objectContaining({ id: erasure.id, completedAt: expect.any(String) }),
    );
    expect(await toldLinks()).toEqual([]);
    expect(bytesOnDisk(gateway.dataDir)).not.toContain(':thread:1');
    const { body: report } = await gateway.call('GET', `/v1/erasures/${erasure.id}`);
    expect(report.tools.map(({ tool }: { tool: string }) => tool)).toEqual(['slack', 'salesforce']);
    const links = await gateway.runtime.store.read
      .selectFrom('link')
      .selectAll()
      .where('conversation_id', '=', conversationId)
      .execute();
    expect(links).toEqual([]);
    expect((await done('Not A Tool')).status).toBe(422);
    expect((await gateway.call('GET', '/v1/erasures/era_none')).status).toBe(404);
  });

  test('is reported by a tool without links too: with its own key, or when it works with this gateway', async () => {
    const path = `/v1/erasures/${erasure.id}/done`;
    const key = await gateway.makeKey(['tools:crm'], { tool: 'crm' });
    expect((await gateway.call('POST', `${path}/crm`, { key })).status).toBe(200);
    await gateway.call('PUT', '/v1/tools/shop/state/cursor', { body: { value: 1 } });
    expect((await gateway.call('POST', `${path}/shop`)).status).toBe(200);
    expect((await gateway.call('POST', `${path}/nope`)).status).toBe(404);
  });

  test('cannot be written to by sending an old message again', async () => {
    const { body } = await gateway.call('GET', `/v1/conversations/${conversationId}/messages`);
    const sent = graph.received.length;
    for (const { id } of body.items)
      expect((await gateway.call('POST', `/v1/messages/${id}/resend`)).status).toBeGreaterThanOrEqual(400);
    expect((await gateway.call('POST', `/v1/conversations/${conversationId}/reopen`)).status).toBeLessThan(
      500,
    );
    expect(graph.received).toHaveLength(sent);
  });

  test('gets no number back by a status that comes late', async () => {
    const rows = await gateway.runtime.store.read
      .selectFrom('message')
      .select('id')
      .where('contact_id', '=', contactId)
      .where('status', '=', 'sent')
      .execute();
    const late = {
      id: wamidOf('LATE'),
      status: 'delivered',
      timestamp: String(Math.floor(Date.now() / 1000)),
      recipient_id: phone.slice(1),
      biz_opaque_callback_data: rows[0]?.id,
    };
    expect((await gateway.webhook(statuses([late]))).status).toBe(200);
    const { body } = await gateway.call('GET', `/v1/messages/${rows[0]?.id}`);
    expect(body).toMatchObject({ status: 'delivered', wamid: null });
  });

  test('was in no line of the log at any level', () => {
    const log = gateway.logged.join('');
    for (const mark of ['4915123456789', wamidOf('IN1')]) expect(log).not.toContain(mark);
  });

  test('is not brought back by a webhook that Meta sends once more, before and after they write again', async () => {
    const sentAgain = () =>
      gateway.webhook(
        messages([
          text('Mein Geheimwort ist Sesam', {
            from: phone.slice(1),
            wamid: wamidOf('IN1'),
            at: minutesAgo(2),
          }),
        ]),
      );
    expect((await sentAgain()).status).toBe(200);
    const found = await gateway.call('GET', `/v1/contacts?identity=${encodeURIComponent(phone)}`);
    expect(found.body.items).toEqual([]);
    await people.writes(phone, 'Ich bin es', new Date());
    expect((await sentAgain()).status).toBe(200);
    const { read } = gateway.runtime.store;
    const rows = await read.selectFrom('message').select('content').execute();
    expect(rows.filter(({ content }) => content.includes('Sesam'))).toEqual([]);
  });

  test('who writes again is a new contact without history, answered but not advertised to', async () => {
    const again = await people.writes(phone, 'Ich bin wieder da', new Date());
    expect(again.contactId).not.toBe(contactId);
    const { body } = await gateway.call('GET', `/v1/contacts/${again.contactId}`);
    expect(body).toMatchObject({ attributes: {}, consent: { marketing: { state: 'none' } } });
    const check = (content: object) =>
      gateway.call('POST', '/v1/messages/check', { body: { to: phone, content } });
    expect((await check({ type: 'text', text: 'Hallo' })).body.decision).toMatchObject({
      verdict: 'send',
      code: 'MINIMAL_REPLY',
    });
    const key = await gateway.makeKey(['consent:write', 'consent:attest']);
    const sale = { type: 'template', name: 'summer_sale', language: 'de', variables: { first_name: 'Z' } };
    for (const more of [
      { action: 'grant', method: 'import', textVersion: 'v1' },
      { action: 'confirm', method: 'paper' },
    ]) {
      await gateway.call('POST', '/v1/consent', {
        key,
        body: { contact: phone, purpose: 'marketing', source: 'list', ...more },
      });
      expect((await check(sale)).body.decision.code).toBe('SUPPRESSED');
    }
    const own = {
      contact: phone,
      purpose: 'marketing',
      action: 'confirm',
      method: 'chat_word',
      source: 'chat',
      evidence: { messageId: again.messageId },
    };
    await gateway.call('POST', '/v1/consent', { body: own });
    expect((await check(sale)).body.decision.code).toBe('MARKETING_CONSENT');
  });
});
