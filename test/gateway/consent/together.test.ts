import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { customers } from '../../support/customers.ts';
import { eventually } from '../../support/eventually.ts';
import type { TestGateway } from '../../support/gateway.ts';
import type { GraphStandIn } from '../../support/graph-stand-in.ts';
import { closeMetaLine, openMetaLine } from '../../support/meta-line.ts';

let graph: GraphStandIn;
let gateway: TestGateway;
let people: ReturnType<typeof customers>;
beforeAll(async () => {
  ({ graph, gateway, people } = await openMetaLine());
});
afterAll(() => closeMetaLine({ graph, gateway }));

const grant = { purpose: 'marketing', action: 'grant', method: 'web_form', source: 'form' };

describe('entries that come at the same time', () => {
  test('make one chain', async () => {
    const answers = await Promise.all(
      Array.from({ length: 60 }, () =>
        gateway.call('POST', '/v1/consent', { body: { ...grant, contact: people.next() } }),
      ),
    );
    expect(answers.every(({ status }) => status === 201)).toBe(true);
    const { body } = await gateway.call('GET', `/v1/contacts/${answers[0]?.body.contactId}/consent`);
    expect(body.chain.valid).toBe(true);
  });

  test('under one Idempotency-Key or one external id are one entry', async () => {
    const contact = people.next();
    const headers = { 'idempotency-key': 'all-at-once' };
    const keyed = await Promise.all(
      Array.from({ length: 20 }, () =>
        gateway.call('POST', '/v1/consent', { body: { ...grant, contact }, headers }),
      ),
    );
    const named = await Promise.all(
      Array.from({ length: 20 }, () =>
        gateway.call('POST', '/v1/consent', { body: { ...grant, contact, externalId: 'once' } }),
      ),
    );
    expect(new Set(keyed.map(({ body }) => body.id)).size).toBe(1);
    expect(new Set(named.map(({ body }) => body.id)).size).toBe(1);
    const { body } = await gateway.call('GET', `/v1/contacts/${keyed[0]?.body.contactId}/consent`);
    expect(body.events).toHaveLength(2);
  });
});

describe('a withdrawal', () => {
  test('cancels what it forbids, keeps the rest, and names what is on the wire', async () => {
    const phone = people.next();
    await people.confirms(phone);
    const customer = await people.writes(phone, 'Hallo', new Date());
    const advert = {
      type: 'template',
      name: 'summer_sale',
      language: 'de',
      variables: { first_name: 'Erika' },
    };
    const send = (body: object) => gateway.call('POST', '/v1/messages', { body: { to: phone, ...body } });
    let release: () => void = () => {};
    graph.behave = () => new Promise((resolve) => (release = () => resolve('accept')));
    const wired = await send({ content: advert });
    await eventually(() => graph.received.length === 1, 'the first message is on the wire');
    const queued = await send({ content: advert });
    const answer = await send({ content: { type: 'text', text: 'Gern' } });

    const withdrawn = await gateway.call('POST', '/v1/consent', {
      body: { contact: phone, purpose: 'marketing', action: 'withdraw', method: 'agent', source: 'call' },
    });
    expect(withdrawn.body.event.evidence).toEqual({ onTheWire: [wired.body.id] });
    expect(withdrawn.body.contactId).toBe(customer.contactId);
    const statusOf = async (id: string) => (await gateway.call('GET', `/v1/messages/${id}`)).body;
    expect(await statusOf(queued.body.id)).toMatchObject({
      status: 'cancelled',
      error: { source: 'policy' },
    });
    graph.behave = () => undefined;
    release();
    await eventually(async () => (await statusOf(answer.body.id)).status === 'sent', 'the answer has gone');
    expect((await statusOf(wired.body.id)).status).toBe('sent');
    expect(graph.received).toHaveLength(2);
  });
});
