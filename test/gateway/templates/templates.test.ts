import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Customers } from '../../support/customers.ts';
import type { TestGateway } from '../../support/gateway.ts';
import type { GraphStandIn } from '../../support/graph-stand-in.ts';
import { graphTemplates } from '../../support/graph-templates.ts';
import { closeMetaLine, openMetaLine } from '../../support/meta-line.ts';

describe('The template catalogue', () => {
  let graph: GraphStandIn;
  let gateway: TestGateway;
  let people: Customers;
  beforeAll(async () => {
    ({ graph, gateway, people } = await openMetaLine());
  });
  afterAll(() => closeMetaLine({ graph, gateway }));

  const get = (path: string) => gateway.call('GET', path);
  const sync = () => gateway.call('POST', '/v1/templates/sync');
  const names = (body: { items: { name: string }[] }) => body.items.map(({ name }) => name);

  test('is read from Meta before the first answer, with the fields of every template', async () => {
    const { body } = await get('/v1/templates');
    expect(names(body)).toEqual([
      'conversation_reply',
      'old_news',
      'order_update',
      'summer_sale',
      'ticket_booking',
    ]);
    const ticket = await get('/v1/templates/ticket_booking/de');
    expect(ticket.body.fields.map((field: { key: string }) => field.key)).toEqual([
      'header_document',
      'header_document_filename',
      '1',
      'button_0_url',
    ]);
    expect((await get('/v1/templates/ticket_booking/en')).status).toBe(404);
  });

  test('is searched and paged', async () => {
    expect(names((await get('/v1/templates?search=bestellung')).body)).toEqual(['order_update']);
    expect(names((await get('/v1/templates?search=summer%20sale')).body)).toEqual(['summer_sale']);
    const first = (await get('/v1/templates?limit=3')).body;
    const second = (await get(`/v1/templates?limit=3&cursor=${first.cursor}`)).body;
    expect([...names(first), ...names(second)]).toHaveLength(5);
    expect(second.cursor).toBeNull();
    expect((await get('/v1/templates?cursor=x')).status).toBe(422);
  });

  test('tells for a contact what may go now, before anybody fills a form', async () => {
    const customer = await people.whoWrote({ hoursAgo: 25 });
    await people.confirms(customer.phone, 'utility');
    const byContact = (await get(`/v1/templates?allowedFor=${customer.contactId}`)).body;
    const codes = Object.fromEntries(
      byContact.items.map((item: { name: string; decision: { code: string } }) => [
        item.name,
        item.decision.code,
      ]),
    );
    expect(codes).toEqual({
      conversation_reply: 'UTILITY_BASIS',
      old_news: 'NO_CONSENT',
      order_update: 'UTILITY_BASIS',
      summer_sale: 'NO_CONSENT',
      ticket_booking: 'UTILITY_BASIS',
    });
    const phone = encodeURIComponent(customer.phone);
    expect((await get(`/v1/templates?allowedFor=${phone}`)).body).toEqual(byContact);
    expect((await get('/v1/templates?allowedFor=DE.1349')).body.items[0].decision.code).toBe('NO_CONSENT');
    expect((await get('/v1/templates?allowedFor=nobody')).body.errors).toMatchObject([
      { path: 'allowedFor' },
    ]);
    expect((await get(`/v1/templates?allowedFor=${phone}&from=1`)).body.errors).toMatchObject([
      { path: 'from' },
    ]);
  });

  test('shows a template as the customer will see it, with what is wrong in words', async () => {
    const preview = (variables: object) =>
      gateway.call('POST', '/v1/templates/preview', {
        body: { template: { type: 'template', name: 'order_update', language: 'de', variables } },
        headers: { 'accept-language': 'de' },
      });
    const { body } = await preview({ first_name: 'Erika', order_number: 'B-7' });
    expect(body).toMatchObject({ body: 'Hallo Erika, Ihre Bestellung B-7 ist unterwegs.', faults: [] });
    const gap = (await preview({ first_name: 'Erika' })).body;
    expect(gap.body).toContain('{{order_number}}');
    expect(gap.faults).toEqual([{ key: 'order_number', message: 'Die Variable „order_number“ fehlt.' }]);
  });

  test('has a policy by category until a person sets one; the sandbox starts with one case reply', async () => {
    const policy = async (name: string) => (await get(`/v1/templates/${name}/de`)).body.policy;
    expect(await policy('summer_sale')).toMatchObject({ legalKind: 'advertising', caseReply: false });
    expect(await policy('order_update')).toMatchObject({ legalKind: 'transactional', caseReply: false });
    expect(await policy('conversation_reply')).toMatchObject({ caseReply: true });
    const put = await gateway.call('PUT', '/v1/templates/conversation_reply/de/policy', {
      body: { caseReply: false },
    });
    expect(put).toMatchObject({ status: 200, body: { legalKind: 'transactional', caseReply: false } });
    graph.templates = graphTemplates.map((template) => ({ ...template, quality_score: { score: 'GREEN' } }));
    expect((await sync()).body).toEqual({ templates: 5 });
    expect(await policy('conversation_reply')).toMatchObject({ caseReply: false });
    expect(
      (await gateway.call('PUT', '/v1/templates/nothing/de/policy', { body: { caseReply: true } })).status,
    ).toBe(404);
  });

  test('follows Meta with every sync, tells what changed, and forgets nothing it cannot read', async () => {
    const { cursor } = (await get('/v1/events?after=latest')).body;
    graph.templates = graphTemplates
      .filter(({ name }) => name !== 'ticket_booking')
      .map((template) => (template.name === 'order_update' ? { ...template, status: 'PAUSED' } : template));
    await sync();
    const told = (await get(`/v1/events?after=${cursor}&types=template.updated`)).body.events;
    const states = told.map((event: { data: { template: { name: string; status: string } } }) => [
      event.data.template.name,
      event.data.template.status,
    ]);
    expect(states).toContainEqual(['order_update', 'PAUSED']);
    expect(states).toContainEqual(['ticket_booking', 'DELETED']);
    expect(names((await get('/v1/templates')).body)).not.toContain('ticket_booking');
    const { phone } = await people.whoWrote();
    const variables = { first_name: 'Erika', order_number: 'A-1' };
    const content = { type: 'template', name: 'order_update', language: 'de', variables };
    expect((await gateway.call('POST', '/v1/messages', { body: { to: phone, content } })).body.code).toBe(
      'TEMPLATE_PAUSED',
    );
    await graph.close();
    expect(await sync()).toMatchObject({ status: 503, body: { code: 'CATALOGUE_UNAVAILABLE' } });
    expect(names((await get('/v1/templates')).body)).toContain('order_update');
  });
});
