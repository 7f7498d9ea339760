import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Customers } from '../../support/customers.ts';
import type { TestGateway } from '../../support/gateway.ts';
import type { GraphStandIn } from '../../support/graph-stand-in.ts';
import { closeMetaLine, openMetaLine } from '../../support/meta-line.ts';

describe('Asking for the decision only', () => {
  let graph: GraphStandIn;
  let gateway: TestGateway;
  let people: Customers;
  beforeAll(async () => {
    ({ graph, gateway, people } = await openMetaLine());
  });
  afterAll(() => closeMetaLine({ graph, gateway }));

  const check = (body: object, headers: Record<string, string> = {}) =>
    gateway.call('POST', '/v1/messages/check', {
      body: { content: { type: 'text', text: 'Hallo' }, ...body },
      headers,
    });

  test('answers like a send, in the reader’s language, and stores nothing', async () => {
    const stranger = people.next();
    const { phone } = await people.whoWrote({ hoursAgo: 25 });
    const answer = await check({ to: phone }, { 'accept-language': 'de' });
    expect(answer).toMatchObject({
      status: 200,
      body: { decision: { verdict: 'needs_template', code: 'WINDOW_CLOSED', window: { open: false } } },
    });
    expect(answer.body.decision.reason).toContain('24 Stunden');
    expect((await check({ to: stranger })).body.decision.code).toBe('NO_CONSENT');
    const tables = ['message', 'contact', 'conversation'] as const;
    const { read } = gateway.runtime.store;
    const counts = await Promise.all(
      tables.map(async (table) => (await read.selectFrom(table).select('id').execute()).length),
    );
    expect(counts).toEqual([1, 1, 1]);
    expect(graph.received).toEqual([]);
  });

  test('takes a list: a row each, and one bad row spoils no other', async () => {
    const open = await people.whoWrote();
    const to = [open.phone, { contactId: open.contactId }, people.next(), 'nobody', { contactId: 'ctc_0' }];
    const { status, body } = await check({ to });
    expect(status).toBe(200);
    const codes = body.items.map(
      (item: { decision: { code: string } | null }) => item.decision?.code ?? null,
    );
    expect(codes).toEqual(['SERVICE_REPLY', 'SERVICE_REPLY', 'NO_CONSENT', null, null]);
    expect(body.items[3].error).toContain('to[3]');
    expect(body.totals).toEqual({ send: 2, needs_template: 0, blocked: 1, deferred: 0, invalid: 2 });
  });

  test('answers a thousand at once, and refuses more', async () => {
    const to = Array.from({ length: 1000 }, () => people.next());
    expect((await check({ to })).body.totals).toMatchObject({ blocked: 1000 });
    expect((await check({ to: [...to, people.next()] })).status).toBe(422);
  });

  test('decides for the moment of sending', async () => {
    const { phone } = await people.whoWrote();
    const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
    expect((await check({ to: phone, sendAt: inHours(1) })).body.decision.code).toBe('SCHEDULED');
    expect((await check({ to: phone, sendAt: inHours(25) })).body.decision.code).toBe('WINDOW_CLOSED');
  });
});
