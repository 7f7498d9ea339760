import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { verifyWebhook } from '@parley/core/gateway-api';
import { eventually, eventuallyHolds } from '../../support/eventually.ts';
import { startTestGateway, type TestGateway, testValues } from '../../support/gateway.ts';
import { newCustomer, newWamid } from '../intake/inbox.ts';
import { messages, text } from '../intake/webhooks.ts';
import { type Receiver, startReceiver } from './receiver.ts';

let gateway: TestGateway;
let receiver: Receiver;
/** Ended ones whose data the next one has gone on with. */
const restarted: TestGateway[] = [];
/** How far the gateway's clock is ahead of ours: retries need no waiting. */
let ahead = 0;
const clock = () => new Date(Date.now() + ahead);

beforeAll(async () => {
  gateway = await startTestGateway({ now: clock });
});
afterAll(async () => {
  await gateway.close();
  for (const before of restarted) await before.close();
});
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(async () => {
  for (const { id } of (await gateway.call('GET', '/v1/subscriptions')).body.items)
    await gateway.call('DELETE', `/v1/subscriptions/${id}`);
  await receiver.close();
});

const subscribe = async (more: Record<string, unknown> = {}) => {
  const answer = await gateway.call('POST', '/v1/subscriptions', {
    body: { url: receiver.url, types: ['message.received'], ...more },
  });
  expect(answer.status).toBe(201);
  return answer.body as { id: string; secret: string };
};
const write = async (said: string, from = newCustomer(), numberId: string = testValues.numberId) => {
  const at = new Date(clock().getTime() - 1000);
  const answer = await gateway.webhook(messages([text(said, { from, wamid: newWamid(), at })], { numberId }));
  expect(answer.status).toBe(200);
};
/** Moves the clock, and commits something so that everybody looks at it. */
const pass = async (milliseconds: number) => {
  ahead += milliseconds;
  await gateway.call('PUT', '/v1/tools/test/state/tick', { body: { value: ahead } });
};
const saidIn = (delivered: Receiver['all']) =>
  delivered.map(({ event }) => (event.data.message as { content: { text: string } }).content.text);
const stateOf = async (id: string) => (await gateway.call('GET', `/v1/subscriptions/${id}`)).body;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

describe('A subscription', () => {
  test('gets what happens from now on, one signed event a POST', async () => {
    await write('vorher');
    const { secret } = await subscribe();
    await write('Grüße 🙂');
    await eventually(() => receiver.all.length === 1, 'the event is posted');
    const [delivered] = receiver.all;
    if (!delivered) throw new Error('Nothing arrived.');
    const { events } = (await gateway.call('GET', '/v1/events?types=message.received')).body;
    expect(JSON.parse(delivered.text)).toEqual(events.at(-1));
    expect(saidIn(receiver.all)).toEqual(['Grüße 🙂']);
    expect(delivered.headers['content-type']).toBe('application/json');
    expect(delivered.headers['webhook-id']).toBe(delivered.event.id);
    const check = { headers: delivered.headers, body: delivered.text, now: new Date() };
    expect(verifyWebhook({ ...check, secret })).toEqual({ ok: true });
    expect(verifyWebhook({ ...check, secret: 'whsec_c29tZXRoaW5nIGVsc2U=' })).toMatchObject({ ok: false });
  });

  test('shows its secret once, and keeps it sealed', async () => {
    const { id, secret } = await subscribe();
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(JSON.stringify(await stateOf(id))).not.toContain(secret);
    const row = await gateway.runtime.store.read
      .selectFrom('subscription')
      .select('secret')
      .executeTakeFirstOrThrow();
    expect(row.secret).not.toContain(secret.slice(6));
  });

  test('may be one of several for the same URL that ask for different things, each on its own', async () => {
    await subscribe();
    await subscribe({ filter: { direction: 'inbound' } });
    await write('zweimal');
    await eventually(() => receiver.all.length === 2, 'both are served');
  });

  test('that is asked for again after a lost answer is the same one, and each secret given fits', async () => {
    const first = await subscribe({ types: ['message.received', 'consent.changed'] });
    const again = await subscribe({ types: ['consent.changed', 'message.received', 'consent.changed'] });
    expect(again.id).toBe(first.id);
    expect(again.secret).not.toBe(first.secret);
    await write('einmal');
    await eventually(async () => (await stateOf(first.id)).lastDeliveredAt !== null, 'it is delivered');
    expect(receiver.all).toHaveLength(1);
    const [delivered] = receiver.all;
    const check = { headers: delivered?.headers ?? {}, body: delivered?.text ?? '', now: new Date() };
    for (const { secret } of [first, again])
      expect(verifyWebhook({ ...check, secret })).toEqual({ ok: true });
    expect((await gateway.call('GET', '/v1/subscriptions')).body.items).toHaveLength(1);
  });

  test('keeps the newest four secrets: an older one lets nobody in any more', async () => {
    const given = [];
    for (let i = 0; i < 5; i += 1) given.push(await subscribe());
    await write('einmal');
    await eventually(() => receiver.all.length === 1, 'it is delivered');
    const [delivered] = receiver.all;
    const check = { headers: delivered?.headers ?? {}, body: delivered?.text ?? '', now: new Date() };
    const fits = given.map(({ secret }) => verifyWebhook({ ...check, secret }).ok);
    expect(fits).toEqual([false, true, true, true, true]);
  });

  test('of another key is another one, and so is one of a key that belongs to a tool', async () => {
    const tool = { tool: 'n8n' };
    const keys = [
      await gateway.makeKey(['subscriptions'], { name: 'one' }),
      await gateway.makeKey(['subscriptions'], { name: 'two' }),
      await gateway.makeKey(['subscriptions'], { name: 'three', ...tool }),
      await gateway.makeKey(['subscriptions'], { name: 'four', ...tool }),
    ];
    const ids = [];
    for (const key of keys) {
      const body = { url: receiver.url, types: ['message.received'] };
      ids.push((await gateway.call('POST', '/v1/subscriptions', { key, body })).body.id);
    }
    expect(new Set(ids).size).toBe(3);
    expect(ids[3]).toBe(ids[2]);
  });

  test.each([
    ['a direction', { filter: { direction: 'outbound' }, types: [] }, []],
    ['a type of content', { filter: { contentTypes: ['text'] } }, ['Hallo']],
    ['another type of content', { filter: { contentTypes: ['image'] } }, []],
    ['a number', { numbers: [testValues.numberId] }, ['Hallo']],
    ['other events', { types: ['contact.erased'] }, []],
  ])('that asks for %s hears of that alone', async (_, wish, expected) => {
    await subscribe(wish);
    const other = await startReceiver();
    await gateway.call('POST', '/v1/subscriptions', {
      body: { url: other.url, types: ['message.received'] },
    });
    await write('Hallo');
    await eventually(() => other.taken.length === 1, 'the other one is served');
    if (expected.length > 0)
      await eventually(() => receiver.taken.length === expected.length, 'it is served');
    const texts = saidIn(receiver.all.filter(({ event }) => event.type.startsWith('message.')));
    expect(texts).toEqual(expected);
    await other.close();
  });

  test.each([
    ['http://10.0.0.1/hook', 'url'],
    ['http://169.254.169.254/latest', 'url'],
    ['ftp://hooks.example.com/', 'url'],
    ['not a url', 'url'],
  ])('to %s is refused by the name of the field', async (url, path) => {
    const answer = await gateway.call('POST', '/v1/subscriptions', { body: { url } });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toMatchObject([{ path }]);
  });

  test('that asks for another number hears nothing; one that is not there is refused by its place', async () => {
    await subscribe({ numbers: [await gateway.otherNumber()] });
    const other = await startReceiver();
    await gateway.call('POST', '/v1/subscriptions', {
      body: { url: other.url, types: ['message.received'] },
    });
    await write('Hallo');
    await eventually(() => other.taken.length === 1, 'the other one is served');
    expect(receiver.all).toEqual([]);
    await other.close();
    const body = { url: receiver.url, numbers: [testValues.numberId, '111', '222'] };
    const refused = await gateway.call('POST', '/v1/subscriptions', { body });
    expect(refused).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'numbers[1]' }, { path: 'numbers[2]' }] },
    });
  });

  test('is gone when it is deleted', async () => {
    const { id } = await subscribe();
    expect((await gateway.call('DELETE', `/v1/subscriptions/${id}`)).status).toBe(204);
    expect((await gateway.call('GET', `/v1/subscriptions/${id}`)).status).toBe(404);
    await write('niemand hört');
    expect((await gateway.call('GET', '/v1/subscriptions')).body.items).toEqual([]);
    expect(receiver.all).toEqual([]);
  });

  test('of a key that is bound to numbers hears of those alone', async () => {
    const key = await gateway.makeKey(['subscriptions'], { numbers: [testValues.numberId] });
    const made = await gateway.call('POST', '/v1/subscriptions', { key, body: { url: receiver.url } });
    expect(made.body.numbers).toEqual([testValues.numberId]);
    const outside = await gateway.call('POST', '/v1/subscriptions', {
      key,
      body: { url: receiver.url, numbers: ['1'] },
    });
    expect(outside.body.errors).toMatchObject([{ path: 'numbers[0]' }]);
  });
});

describe('A target that fails', () => {
  test('gets the event again after 5 seconds, 30 seconds and 2 minutes, under the same id', async () => {
    const { id } = await subscribe();
    let isUp = false;
    receiver.answer = () => (isUp ? 204 : 500);
    await write('noch einmal');
    await eventually(() => receiver.all.length === 1, 'the first attempt');
    await eventually(
      async () => (await stateOf(id)).lastProblem === 'the target answered 500',
      'it is noted',
    );
    await pass(4_000);
    await pass(1_100);
    await eventually(() => receiver.all.length === 2, 'the second attempt');
    await eventually(async () => (await deliveriesOf(id))[0]?.attempts === 2, 'it is noted');
    await pass(30_000);
    await eventually(() => receiver.all.length === 3, 'the third attempt');
    await eventually(async () => (await deliveriesOf(id))[0]?.attempts === 3, 'it is noted');
    isUp = true;
    await pass(2 * MINUTE_MS);
    await eventually(() => receiver.taken.length === 1, 'the fourth attempt');
    expect(new Set(receiver.all.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(new Set(receiver.all.map((delivered) => delivered.text)).size).toBe(1);
    await eventually(async () => (await deliveriesOf(id))[0]?.state === 'delivered', 'it is delivered');
    expect(await stateOf(id)).toMatchObject({ state: 'active', waiting: 0, lastProblem: null });
  });

  const deliveriesOf = async (id: string) =>
    (await gateway.call('GET', `/v1/subscriptions/${id}/deliveries`)).body.items as {
      state: string;
      attempts: number;
      lastStatus: number | null;
    }[];

  test('is paused, probed, and gets its backlog in order when it is back, also after a restart', async () => {
    const { id } = await subscribe();
    const port = Number(new URL(receiver.url).port);
    await receiver.close();
    const said = Array.from({ length: 12 }, (_, index) => `Nachricht ${index + 10}`);
    for (const words of said) await write(words);
    await eventually(async () => (await stateOf(id)).state === 'paused', 'it is paused');
    await eventuallyHolds(
      async () =>
        expect(await stateOf(id)).toMatchObject({
          waiting: 12,
          lastProblem: expect.stringContaining('ECONNREFUSED'),
        }),
      'everything waits',
    );
    await gateway.stop();
    receiver = await startReceiver(port);
    const before = gateway;
    gateway = await startTestGateway({ now: clock, dataDir: before.dataDir });
    restarted.push(before);
    await pass(10 * MINUTE_MS);
    await eventually(() => receiver.taken.length === 12, 'all are delivered');
    // Of different people, so that only the start of each is in order.
    expect(saidIn(receiver.taken).toSorted()).toEqual(said);
    await eventually(async () => (await stateOf(id)).waiting === 0, 'all are recorded');
    expect(await stateOf(id)).toMatchObject({ state: 'active' });
  });

  test('gets the events of one person in order once it is back', async () => {
    const { id } = await subscribe();
    const from = newCustomer();
    let isUp = false;
    receiver.answer = () => (isUp ? 200 : 503);
    for (const words of ['eins', 'zwei', 'drei', 'vier']) await write(words, from);
    await eventually(async () => (await stateOf(id)).lastProblem !== null, 'the first attempt');
    isUp = true;
    await pass(6_000);
    await eventually(() => receiver.taken.length === 4, 'all are delivered');
    expect(saidIn(receiver.taken)).toEqual(['eins', 'zwei', 'drei', 'vier']);
  });

  test('holds up no other target', async () => {
    await subscribe();
    receiver.answer = () => 500;
    const other = await startReceiver();
    await gateway.call('POST', '/v1/subscriptions', {
      body: { url: other.url, types: ['message.received'] },
    });
    for (const words of ['eins', 'zwei', 'drei', 'vier', 'fünf']) await write(words);
    await eventually(() => other.taken.length === 5, 'the other one has everything');
    await other.close();
  });

  test('that refuses one event only gets all others', async () => {
    await subscribe();
    receiver.answer = ({ text }) => (text.includes('giftig') ? 422 : 200);
    await write('giftig');
    for (const words of ['eins', 'zwei', 'drei', 'vier']) await write(words);
    await eventually(() => receiver.taken.length === 4, 'the others are delivered');
  });

  test('that redirects is not followed', async () => {
    const { id } = await subscribe();
    receiver.answer = () => 307;
    await write('woanders');
    await eventually(
      async () => (await stateOf(id)).lastProblem?.startsWith('the target answered 307, a redirect'),
      'it counts as failed',
    );
    expect(receiver.all).toHaveLength(1);
  });

  test('with 404 or 410 for weeks is ended, and people are told; a replay brings it back', async () => {
    const { id } = await subscribe();
    let status = 410;
    receiver.answer = () => status;
    const { cursor } = (await gateway.call('GET', '/v1/events?after=latest')).body;
    await write('weg?');
    await eventually(async () => (await attemptsOf(id)) === 1, 'the first attempt is noted');
    status = 404;
    for (let day = 1; day <= 13; day += 1) {
      await pass(DAY_MS);
      await eventually(async () => (await attemptsOf(id)) === day + 1, `the attempt of day ${day} is noted`);
    }
    expect((await stateOf(id)).state).not.toBe('ended');
    await pass(DAY_MS + MINUTE_MS);
    await eventually(async () => (await stateOf(id)).state === 'ended', 'it has ended');
    const dead = await gateway.call('GET', `/v1/subscriptions/${id}/deliveries?state=dead`);
    expect(dead.body.items).toMatchObject([{ state: 'dead', type: 'message.received' }]);
    const waiting = await gateway.call('GET', `/v1/subscriptions/${id}/deliveries?state=waiting`);
    expect(waiting.body.items).toEqual([]);
    const { events } = (await gateway.call('GET', `/v1/events?after=${cursor}&types=delivery.dead`)).body;
    expect(events).toMatchObject([{ data: { subscription: { id, state: 'ended' } } }]);
    status = 200;
    const replay = await gateway.call('POST', `/v1/subscriptions/${id}/replay`, { body: { after: cursor } });
    expect(replay).toMatchObject({ status: 202, body: { events: 1 } });
    await eventually(() => receiver.taken.length === 1, 'it is delivered after all');
  });

  const attemptsOf = async (id: string) => (await deliveriesOf(id))[0]?.attempts;
});

describe('The dispatcher', () => {
  /** How many commits happen while the event loop turns so often. */
  const commitsDuring = async (turns: number) => {
    let commits = 0;
    const stop = gateway.runtime.store.onCommit(() => {
      commits += 1;
    });
    for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    stop();
    return commits;
  };

  test('rests when a target that is down has as much waiting as it may', async () => {
    const { id } = await subscribe();
    const { store } = gateway.runtime;
    await store.write(async (tx) => {
      await tx.updateTable('subscription').set({ state: 'paused' }).where('id', '=', id).execute();
      for (let i = 0; i < 1000; i += 1)
        await tx
          .insertInto('delivery')
          .values({
            id: `dlv_full${i}`,
            subscription_id: id,
            event_seq: i,
            event_id: `evt_${i}`,
            type: 'message.received',
            state: 'waiting',
            attempts: 1,
            next_attempt_at: clock().getTime() + DAY_MS,
          })
          .execute();
    });
    await write('eins zu viel');
    expect(await commitsDuring(500)).toBeLessThan(10);
    expect(await stateOf(id)).toMatchObject({ state: 'paused', waiting: 1000 });
    expect(receiver.all).toEqual([]);
  });

  test('rests when a delivery can not be made at all', async () => {
    const { id } = await subscribe();
    await gateway.runtime.store.write((tx) =>
      tx.updateTable('subscription').set({ secret: 'broken' }).where('id', '=', id).execute(),
    );
    const complaints = () => gateway.logged.filter((line) => line.includes('could not be made')).length;
    await write('unlesbar');
    await eventually(() => complaints() > 0, 'it is complained about');
    expect(await commitsDuring(500)).toBeLessThan(10);
    expect(complaints()).toBe(1);
    expect(await stateOf(id)).toMatchObject({ waiting: 1 });
  });
});

describe('A replay', () => {
  test('delivers once more what came after a cursor, in order, with the same ids', async () => {
    const { id } = await subscribe();
    const from = newCustomer();
    await write('eins', from);
    await eventually(() => receiver.taken.length === 1, 'the first');
    const { cursor } = (await gateway.call('GET', '/v1/events?after=latest')).body;
    for (const words of ['zwei', 'drei']) await write(words, from);
    await eventually(async () => (await stateOf(id)).waiting === 0 && receiver.taken.length === 3, 'all');
    const replay = await gateway.call('POST', `/v1/subscriptions/${id}/replay`, { body: { after: cursor } });
    expect(replay.body).toEqual({ events: 2 });
    await eventually(() => receiver.taken.length === 5, 'the two once more');
    expect(saidIn(receiver.taken)).toEqual(['eins', 'zwei', 'drei', 'zwei', 'drei']);
    const ids = receiver.taken.map(({ headers }) => headers['webhook-id']);
    expect(ids.slice(3)).toEqual(ids.slice(1, 3));
    const whole = await gateway.call('POST', `/v1/subscriptions/${id}/replay`);
    expect(whole.status).toBe(202);
    expect(whole.body.events).toBeGreaterThanOrEqual(2);
    const garbage = await gateway.call('POST', `/v1/subscriptions/${id}/replay`, {
      body: { after: 'garbage' },
    });
    expect(garbage.status).toBe(422);
  });

  test('of an erased person delivers that it was erased', async () => {
    const { id } = await subscribe();
    const { cursor } = (await gateway.call('GET', '/v1/events?after=latest')).body;
    await write('vergiss mich');
    await eventually(() => receiver.taken.length === 1, 'it is delivered');
    const { contact } = (receiver.taken[0]?.event.data ?? {}) as { contact: { id: string } };
    expect((await gateway.call('DELETE', `/v1/contacts/${contact.id}`)).status).toBe(200);
    await gateway.call('POST', `/v1/subscriptions/${id}/replay`, { body: { after: cursor } });
    await eventually(() => receiver.taken.length === 2, 'it is delivered again');
    expect(receiver.taken[1]?.event.data).toEqual({ erased: true });
    expect(receiver.taken[1]?.event.id).toBe(receiver.taken[0]?.event.id);
  });
});
