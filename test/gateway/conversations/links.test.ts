import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { newCustomer, newWamid, one, receive } from '../intake/inbox.ts';
import { messages, minutesAgo, text } from '../intake/webhooks.ts';

describe("A tool's link", () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway();
  });
  afterAll(() => gateway.close());

  const write = async (from = newCustomer()) =>
    one(
      await receive(gateway, messages([text('Hallo', { from, wamid: newWamid(), at: minutesAgo(1) })])),
      'message.received',
    );
  const link = (
    kind: 'conversations' | 'messages',
    id: string,
    body: Record<string, unknown>,
    tool = 'slack',
  ) => gateway.call('PUT', `/v1/${kind}/${id}/links/${tool}`, { body });
  const target = (key: string, tool = 'slack') =>
    gateway.call('GET', `/v1/links/${tool}/${encodeURIComponent(key)}`);

  test('finds the conversation and the message it was put on', async () => {
    const from = newCustomer();
    const { conversation, message } = await write(from);
    await link('conversations', conversation.id, { key: 'T1:C2:1763800000.000100' });
    const put = await link('messages', message.id, { key: 'T1:C2:1763800000.000100', part: 1 });
    const items = [
      { part: 0, conversationId: conversation.id, messageId: null },
      { part: 1, conversationId: conversation.id, messageId: message.id },
    ];
    expect(put.body).toEqual({ tool: 'slack', key: 'T1:C2:1763800000.000100', items });
    expect((await target('T1:C2:1763800000.000100')).body.items).toEqual(items);
    const next = await write(from);
    expect(next.conversation.links).toEqual([{ tool: 'slack', key: 'T1:C2:1763800000.000100', part: 0 }]);
    expect(next.message.links).toEqual([]);
  });

  test('put again is replaced, on its conversation and part alone', async () => {
    const { conversation } = await write();
    await link('conversations', conversation.id, { key: 'old' });
    await link('conversations', conversation.id, { key: 'other part', part: 1 });
    await link('conversations', conversation.id, { key: 'record' }, 'salesforce');
    await link('conversations', conversation.id, { key: 'new' });
    expect((await target('old')).status).toBe(404);
    const { body } = await gateway.call('GET', `/v1/conversations/${conversation.id}`);
    expect(body.links).toEqual([
      { tool: 'salesforce', key: 'record', part: 0 },
      { tool: 'slack', key: 'new', part: 0 },
      { tool: 'slack', key: 'other part', part: 1 },
    ]);
  });

  test('points at one place only', async () => {
    const [one, two] = [await write(), await write()];
    expect((await link('conversations', one.conversation.id, { key: 'shared' })).status).toBe(200);
    expect((await link('conversations', one.conversation.id, { key: 'shared' })).status).toBe(200);
    for (const attempt of [
      link('conversations', two.conversation.id, { key: 'shared' }),
      link('messages', one.message.id, { key: 'shared' }),
    ])
      expect(await attempt).toMatchObject({ status: 409, body: { code: 'LINK_TAKEN' } });
    expect((await target('shared')).body.items).toMatchObject([{ conversationId: one.conversation.id }]);
    expect((await link('conversations', two.conversation.id, { key: 'shared', part: 2 })).status).toBe(200);
  });

  test('belongs to its tool, and its key needs its scope', async () => {
    const { conversation } = await write();
    await link('conversations', conversation.id, { key: 'k1' });
    expect((await target('k1', 'salesforce')).status).toBe(404);
    const stranger = await gateway.makeKey(['tools:salesforce']);
    expect((await gateway.call('GET', '/v1/links/slack/k1', { key: stranger })).status).toBe(403);
  });

  test.each([
    [{ key: '' }, 'key'],
    [{ key: 'k', part: 100 }, 'part'],
    [{ key: 'k', colour: 'red' }, 'colour'],
    [{}, 'key'],
  ])('as %j is refused by the name of the field', async (body, path) => {
    const { conversation } = await write();
    const answer = await link('conversations', conversation.id, body);
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path }] } });
  });
});
