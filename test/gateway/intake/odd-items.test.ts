import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { RawItem } from '@parley/core/gateway-api';
import { eventually } from '../../support/eventually.ts';
import type { TestGateway } from '../../support/gateway.ts';
import type { GraphStandIn } from '../../support/graph-stand-in.ts';
import { closeMetaLine, openMetaLine } from '../../support/meta-line.ts';
import { newCustomer, newWamid, one, receive, typesOf } from './inbox.ts';
import { messages, minutesAgo, payload, status, statuses, text } from './webhooks.ts';

let graph: GraphStandIn;
let gateway: TestGateway;
beforeAll(async () => {
  ({ graph, gateway } = await openMetaLine());
  // The number is known, and what Meta says of it is told.
  await eventually(async () => {
    const { body } = await gateway.call('GET', '/v1/numbers');
    return body.items[0]?.verifiedName !== null;
  }, 'the number has its name');
  await receive(
    gateway,
    messages([text('Hallo', { from: newCustomer(), wamid: newWamid(), at: minutesAgo(1) })]),
  );
});
afterAll(() => closeMetaLine({ graph, gateway }));

const seconds = (at: Date) => String(Math.floor(at.getTime() / 1000));
const item = (type: string, more: Record<string, unknown>) => ({
  from: newCustomer(),
  id: newWamid(),
  timestamp: seconds(minutesAgo(1)),
  type,
  ...more,
});
const kept = async (reason: string, field = 'messages'): Promise<RawItem[]> =>
  (await gateway.call('GET', `/v1/raw-items?reason=${reason}&field=${field}&limit=200`)).body.items;

/** Sends an answer, and waits until Meta has taken it: its own events are told by then. */
async function answer(to: string): Promise<{ readonly id: string; readonly wamid: string }> {
  const sent = await gateway.call('POST', '/v1/messages', {
    body: { to: `+${to}`, content: { type: 'text', text: 'Gern' } },
  });
  expect(sent.status).toBe(202);
  const { id } = sent.body;
  const read = async () => (await gateway.call('GET', `/v1/messages/${id}`)).body;
  await eventually(async () => (await read()).status === 'sent', 'Meta takes the answer');
  return { id, wamid: (await read()).wamid };
}

describe('A message that Parley does not know is received all the same, whole, and opens the window', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['a new type', item('hologram', { hologram: { id: '7', depth: 3 } }), 'hologram'],
    [
      'a new kind of answer to an interactive message',
      item('interactive', { interactive: { type: 'slider_reply', slider_reply: { id: 's', value: 4 } } }),
      'slider_reply',
    ],
    [
      'a type of which Meta passes nothing on',
      item('unsupported', {
        unsupported: { type: 'poll_creation' },
        errors: [{ code: 131051, title: 'No' }],
      }),
      'poll_creation',
    ],
  ])('%s', async (_, odd, wireType) => {
    const fine = text('davor', { from: newCustomer(), wamid: newWamid(), at: minutesAgo(1) });
    const told = await receive(gateway, messages([fine, odd]));
    expect(typesOf(told)).toEqual(['message.received', 'window.opened', 'message.received', 'window.opened']);
    const { message, conversation } = told[2]?.data ?? {};
    expect(message?.content).toMatchObject({ type: 'unsupported', wireType, raw: expect.anything() });
    expect(conversation?.window.open).toBe(true);
  });
});

describe('A message whose content is not of its form is received as one that Parley does not know', () => {
  test.each<[string, Record<string, unknown>]>([
    ['a reaction that names no message', item('reaction', { reaction: { emoji: '👍' } })],
    ['a reaction that is a text', item('reaction', { reaction: '👍' })],
    ['a text without its body', item('text', { text: {} })],
    ['a tapped button that is missing', item('interactive', { interactive: { type: 'button_reply' } })],
    ['a file without its id', item('image', { image: { mime_type: 'image/jpeg' } })],
    ['a place without its degrees', item('location', { location: { name: 'Berlin' } })],
  ])('%s', async (_, odd) => {
    const after = text('danach', { from: newCustomer(), wamid: newWamid(), at: minutesAgo(1) });
    const told = await receive(gateway, messages([odd, after]));
    expect(typesOf(told).filter((type) => type === 'message.received')).toHaveLength(2);
    const { message, conversation } = told[0]?.data ?? {};
    expect(message?.content).toMatchObject({ type: 'unsupported', wireType: odd.type });
    expect(message?.wamid).toBe(odd.id);
    // Whether a reaction opens the window is not documented, so that it does not.
    expect(conversation?.window.open).toBe(odd.type !== 'reaction');
    // And the operator can see what was wrong with it.
    const [newest] = await kept('unreadable');
    const { body } = await gateway.call('GET', `/v1/raw-items/${newest?.id}`);
    expect(body).toMatchObject({ reason: 'unreadable', payload: odd });
    expect(await receive(gateway, messages([odd]))).toEqual([]);
  });

  test('an answer from the phone app that can’t be read is told as one', async () => {
    const to = newCustomer();
    const echo = {
      from: '4930123456789',
      to,
      id: newWamid(),
      timestamp: seconds(minutesAgo(1)),
      type: 'text',
    };
    const told = await receive(
      gateway,
      payload('smb_message_echoes', { message_echoes: [{ ...echo, text: 7 }] }),
    );
    expect(one(told, 'message.created').message).toMatchObject({
      wamid: echo.id,
      sentBy: { kind: 'person' },
      content: { type: 'unsupported', wireType: 'text' },
    });
  });

  test.each<[string, Record<string, unknown>]>([
    ['of nobody', { id: 'wamid.NOBODY', timestamp: seconds(minutesAgo(1)), type: 'text', text: {} }],
    ['of no moment', { ...item('text', { text: { body: 'Hm' } }), timestamp: 'gestern' }],
    ['that changes another, without naming it', item('edit', { edit: {} })],
  ])('a message %s is kept, since nothing can be told of it', async (_, odd) => {
    expect(await receive(gateway, messages([odd]))).toEqual([]);
    const [newest] = await kept('unreadable');
    expect((await gateway.call('GET', `/v1/raw-items/${newest?.id}`)).body.payload).toEqual(odd);
  });
});

describe('A status whose side facts can’t be read', () => {
  test.each([
    ['whom it went to', { recipient_id: { odd: true } }],
    ['the digits of whom it went to', { recipient_id: 'Erika' }],
    ['the kind of whom it went to', { recipient_type: 7 }],
  ])('counts all the same: %s', async (_, odd) => {
    const from = newCustomer();
    await receive(gateway, messages([text('Hallo', { from, wamid: newWamid(), at: minutesAgo(1) })]));
    const { id, wamid } = await answer(from);
    const failed = status('failed', wamid, minutesAgo(0), {
      biz_opaque_callback_data: id,
      errors: [{ code: 131026, title: 'Message undeliverable' }],
      ...odd,
    });
    const told = await receive(gateway, statuses([failed]));
    expect(one(told, 'message.status').message).toMatchObject({
      id,
      status: 'failed',
      error: { code: '131026' },
    });
    const [newest] = await kept('unreadable');
    expect((await gateway.call('GET', `/v1/raw-items/${newest?.id}`)).body.payload).toEqual(failed);
  });
});

describe('A status of a name that Parley does not know', () => {
  test('is told with its message, changes nothing of it, and leaves the others as they are', async () => {
    const from = newCustomer();
    await receive(gateway, messages([text('Hallo', { from, wamid: newWamid(), at: minutesAgo(1) })]));
    const { id, wamid } = await answer(from);
    const callback = { biz_opaque_callback_data: id, recipient_id: from };
    const odd = status('warning', wamid, minutesAgo(0), callback);
    const told = await receive(gateway, statuses([odd, status('delivered', wamid, minutesAgo(0), callback)]));
    expect(typesOf(told)).toEqual(['message.status', 'message.status']);
    const [first, second] = told;
    expect(first?.data.message).toMatchObject({ id, status: 'sent' });
    expect(first?.data.change).toMatchObject({ unknownStatus: 'warning' });
    expect(second?.data.message.status).toBe('delivered');
    const { rawItemId } = (first?.data.change ?? {}) as { rawItemId?: string };
    expect((await gateway.call('GET', `/v1/raw-items/${rawItemId}`)).body).toMatchObject({
      reason: 'unknown',
      payload: odd,
    });
  });

  test('of a message that is not ours is kept, and disturbs nothing', async () => {
    expect(await receive(gateway, statuses([status('warning', newWamid(), minutesAgo(0))]))).toEqual([]);
    expect(await kept('unknown')).not.toHaveLength(0);
  });
});
