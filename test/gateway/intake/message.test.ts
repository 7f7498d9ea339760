import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { newCustomer, newWamid, one, receive, typesOf } from './inbox.ts';
import { echo, edit, image, messages, minutesAgo, reaction, revoke, text } from './webhooks.ts';

describe("A customer's message", () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway();
  });
  afterAll(() => gateway.close());

  test('is stored with its contact and an open window, and told once however often it comes', async () => {
    const from = newCustomer();
    const at = minutesAgo(3);
    const body = messages([text('Wo ist mein Paket?', { from, wamid: newWamid(), at })]);
    const told = await receive(gateway, body);
    expect(typesOf(told)).toEqual(['message.received', 'window.opened']);
    const { message, contact, conversation } = one(told, 'message.received');
    expect(message).toMatchObject({
      direction: 'inbound',
      status: 'received',
      content: { type: 'text', text: 'Wo ist mein Paket?' },
      createdAt: at.toISOString(),
    });
    expect(contact).toMatchObject({ name: 'Erika', identities: [{ kind: 'phone', value: `+${from}` }] });
    expect(conversation).toMatchObject({ unanswered: true, state: 'open', window: { open: true } });
    const closesAt = new Date(at.getTime() + (24 * 60 - 5) * 60_000);
    expect(conversation.window.closesAt).toBe(closesAt.toISOString());
    expect(typesOf(await receive(gateway, body))).toEqual([]);
  });

  test('in an open window opens no window again', async () => {
    const from = newCustomer();
    await receive(gateway, messages([text('Hallo', { from, wamid: newWamid(), at: minutesAgo(30) })]));
    const told = await receive(
      gateway,
      messages([text('Hallo?', { from, wamid: newWamid(), at: minutesAgo(1) })]),
    );
    expect(typesOf(told)).toEqual(['message.received']);
  });

  test('that is more than 24 hours old opens no window', async () => {
    const body = messages([
      text('Hallo', { from: newCustomer(), wamid: newWamid(), at: minutesAgo(25 * 60) }),
    ]);
    const told = await receive(gateway, body);
    expect(typesOf(told)).toEqual(['message.received']);
    expect(one(told, 'message.received').conversation.window.open).toBe(false);
  });

  test('dated into the future opens the window from now on, and not for ever', async () => {
    const at = minutesAgo(-60 * 24 * 365);
    const told = await receive(
      gateway,
      messages([text('Hallo', { from: newCustomer(), wamid: newWamid(), at })]),
    );
    const { window } = one(told, 'message.received').conversation;
    expect(window.open).toBe(true);
    expect(Date.parse(window.closesAt ?? '') - Date.now()).toBeLessThan(24 * 60 * 60 * 1000);
    const row = await gateway.runtime.store.read
      .selectFrom('conversation')
      .select('last_inbound_at')
      .orderBy('created_at', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    expect(row.last_inbound_at ?? Infinity).toBeLessThanOrEqual(Date.now());
  });

  test('that comes after a later one leaves the window at the later one', async () => {
    const from = newCustomer();
    const late = minutesAgo(5);
    await receive(gateway, messages([text('zwei', { from, wamid: newWamid(), at: late })]));
    const told = await receive(
      gateway,
      messages([text('eins', { from, wamid: newWamid(), at: minutesAgo(50) })]),
    );
    expect(one(told, 'message.received').conversation.lastInboundAt).toBe(late.toISOString());
  });

  test('with a file keeps the id of the file', async () => {
    const body = messages([
      image('1479537139650973', { from: newCustomer(), wamid: newWamid(), at: minutesAgo(1) }),
    ]);
    expect(one(await receive(gateway, body), 'message.received').message.content).toEqual({
      type: 'image',
      mediaId: '1479537139650973',
      mimeType: 'image/jpeg',
      caption: 'Kaputt',
    });
  });

  test('that quotes another names it by our id', async () => {
    const from = newCustomer();
    const wamid = newWamid();
    const first = await receive(gateway, messages([text('A?', { from, wamid, at: minutesAgo(2) })]));
    const body = messages([text('Genau das', { from, wamid: newWamid(), at: minutesAgo(1), quotes: wamid })]);
    const quoted = one(first, 'message.received').message.id;
    expect(one(await receive(gateway, body), 'message.received').message.quote).toBe(quoted);
  });

  test('of an unknown type is kept whole, and told', async () => {
    const item = {
      from: newCustomer(),
      id: newWamid(),
      timestamp: '1763800000',
      type: 'hologram',
      hologram: { x: 1 },
    };
    expect(one(await receive(gateway, messages([item])), 'message.received').message.content).toEqual({
      type: 'unsupported',
      wireType: 'hologram',
      raw: { x: 1 },
    });
  });

  test('reopens a resolved conversation', async () => {
    const from = newCustomer();
    const first = await receive(
      gateway,
      messages([text('Danke', { from, wamid: newWamid(), at: minutesAgo(9) })]),
    );
    const { id } = one(first, 'message.received').conversation;
    const resolved = await gateway.call('POST', `/v1/conversations/${id}/resolve`);
    expect(resolved.body).toMatchObject({ state: 'resolved', unanswered: false });
    const told = await receive(
      gateway,
      messages([text('Doch nicht', { from, wamid: newWamid(), at: minutesAgo(1) })]),
    );
    expect(one(told, 'message.received').conversation).toMatchObject({ state: 'open', unanswered: true });
  });

  test('that is only a reaction is told, opens no window and waits for no answer', async () => {
    const body = messages([
      reaction('wamid.other', '👍', { from: newCustomer(), wamid: newWamid(), at: minutesAgo(1) }),
    ]);
    const told = await receive(gateway, body);
    expect(typesOf(told)).toEqual(['message.received']);
    const { message, conversation } = one(told, 'message.received');
    expect(message.content).toMatchObject({ type: 'reaction', emoji: '👍' });
    expect(conversation).toMatchObject({ unanswered: false, window: { open: false, closesAt: null } });
  });

  test.each(['after', 'before'])('shows its edit and deletion when these come %s it', async (order) => {
    const from = newCustomer();
    const wamid = newWamid();
    const [editedAt, revokedAt] = [minutesAgo(8), minutesAgo(7)];
    const original = messages([text('Um drei', { from, wamid, at: minutesAgo(9) })]);
    const edited = messages([edit(wamid, 'Um vier', { from, wamid: newWamid(), at: editedAt })]);
    const earlier = messages([edit(wamid, 'Um halb vier', { from, wamid: newWamid(), at: minutesAgo(8.5) })]);
    const deleted = messages([revoke(wamid, { from, wamid: newWamid(), at: revokedAt })]);
    const bodies = [original, edited, earlier, deleted];
    for (const body of order === 'after' ? bodies : bodies.toReversed()) await receive(gateway, body);
    const row = await gateway.runtime.store.read
      .selectFrom('message')
      .select('id')
      .where('wamid', '=', wamid)
      .executeTakeFirstOrThrow();
    expect((await gateway.call('GET', `/v1/messages/${row.id}`)).body).toMatchObject({
      content: { type: 'text', text: 'Um vier' },
      editedAt: editedAt.toISOString(),
      revokedAt: revokedAt.toISOString(),
    });
    const { events } = (await gateway.call('GET', '/v1/events?types=message.updated&limit=1000')).body;
    expect(
      events.some((event: { data: { message: { id: string } } }) => event.data.message.id === row.id),
    ).toBe(true);
  });

  test('sent by a person from the phone app is told as created, and takes the conversation', async () => {
    const from = newCustomer();
    await receive(gateway, messages([text('Hallo', { from, wamid: newWamid(), at: minutesAgo(4) })]));
    const at = minutesAgo(2);
    const told = await receive(gateway, echo('Guten Tag', { to: from, wamid: newWamid(), at }));
    const { message, conversation } = one(told, 'message.created');
    expect(message).toMatchObject({
      direction: 'outbound',
      status: 'sent',
      content: { type: 'text', text: 'Guten Tag' },
      sentBy: { tool: 'whatsapp_app', kind: 'person' },
    });
    expect(conversation.unanswered).toBe(false);
    expect(Date.parse(conversation.takenUntil ?? '')).toBe(at.getTime() + 12 * 60 * 60 * 1000);
  });
});
