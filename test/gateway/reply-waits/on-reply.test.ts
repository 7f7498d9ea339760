import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { ReplyOutcome } from '@parley/core/gateway-api/schema';
import { Webhook } from 'standardwebhooks';
import { createGuardedPoster, type Lookup } from '../../../packages/gateway/src/outgoing/guarded-post.ts';
import { type Customer, customers } from '../../support/customers.ts';
import { eventually } from '../../support/eventually.ts';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { type GraphStandIn, startGraphStandIn } from '../../support/graph-stand-in.ts';
import { movableClock } from '../../support/movable-clock.ts';
import { messages, status, statuses, tap, text } from '../intake/webhooks.ts';
import { type Receiver, startReceiver } from '../subscriptions/receiver.ts';

const SECOND = 1_000;
const DAY = 24 * 60 * 60 * SECOND;
const buttons = {
  type: 'buttons',
  body: 'Passt Ihnen Dienstag?',
  buttons: [
    { id: 'yes', title: 'Ja' },
    { id: 'no', title: 'Nein' },
  ],
};

describe('Whoever waits for an answer', () => {
  const clock = movableClock();
  let graph: GraphStandIn;
  let gateway: TestGateway;
  let people: ReturnType<typeof customers>;
  let receiver: Receiver;
  let count = 0;
  beforeAll(async () => {
    graph = await startGraphStandIn();
    receiver = await startReceiver();
    gateway = await startTestGateway({ graphUrl: graph.url, now: clock.now });
    people = customers(gateway);
  });
  afterEach(() => {
    receiver.answer = () => 200;
    graph.behave = () => undefined;
  });
  afterAll(async () => {
    await gateway.close();
    await receiver.close();
    await graph.close();
    expect(graph.faults).toEqual([]);
  });

  type Sent = { id: string; wamid: string; onReply: { secret: string; match: string; until: string } };
  async function send(to: Customer, onReply: object = {}, more: object = {}): Promise<Sent> {
    const answer = await gateway.call('POST', '/v1/messages', {
      body: {
        to: to.phone,
        content: { type: 'text', text: 'Passt Ihnen Dienstag?' },
        onReply: { url: receiver.url, ...onReply },
        ...more,
      },
    });
    expect(answer.status).toBe(202);
    return { ...answer.body, wamid: '' };
  }
  async function sent(to: Customer, onReply: object = {}, more: object = {}): Promise<Sent> {
    const accepted = await send(to, onReply, more);
    const { wamid } = await eventually(async () => {
      const message = (await gateway.call('GET', `/v1/messages/${accepted.id}`)).body;
      return message.wamid !== null && message;
    }, 'the message is sent');
    return { ...accepted, wamid };
  }
  const said = (customer: Customer, quotes?: string) => {
    count += 1;
    return {
      from: customer.phone.slice(1),
      wamid: `wamid.REPLY${count}`,
      at: clock.now(),
      ...(quotes === undefined ? {} : { quotes }),
    };
  };
  const answers = (customer: Customer, words: string, quotes?: string) =>
    gateway.webhook(messages([text(words, said(customer, quotes))]));
  const told = (id: string) =>
    receiver.all.filter((one) => (one.event as unknown as { messageId: string }).messageId === id);
  const outcome = (id: string) => eventually(() => told(id)[0], 'the outcome is told');
  const bodyOf = async (id: string) => ReplyOutcome.parse(JSON.parse((await outcome(id)).text));
  const nobodyIsTold = async (id: string) => {
    // A later outcome has come: what was to be told before it would be there.
    const other = await people.whoWrote();
    const marker = await sent(other);
    await answers(other, 'ja');
    await outcome(marker.id);
    expect(told(id)).toEqual([]);
  };

  test('gets it at the URL, signed with the secret of the answer', async () => {
    const customer = await people.whoWrote();
    const { id, onReply } = await sent(customer);
    expect(onReply).toMatchObject({ match: 'any', secret: expect.stringMatching(/^whsec_/) });
    await answers(customer, 'Ja, gern');
    const { text: body, headers } = await outcome(id);
    const verified = new Webhook(onReply.secret).verify(body, headers as Record<string, string>);
    expect(verified).toMatchObject({
      outcome: 'replied',
      messageId: id,
      message: { direction: 'inbound', content: { type: 'text', text: 'Ja, gern' } },
    });
    expect(ReplyOutcome.parse(verified)).toBeDefined();
    await answers(customer, 'Und noch etwas');
    await nobodyIsTold('none');
    expect(told(id)).toHaveLength(1);
  });

  test('for a tap, which is what counts where there are buttons, hears nothing of words', async () => {
    const customer = await people.whoWrote();
    const { id, wamid, onReply } = await sent(customer, {}, { content: buttons });
    expect(onReply.match).toBe('tapped');
    await answers(customer, 'Vielleicht', wamid);
    await nobodyIsTold(id);
    await gateway.webhook(messages([tap('Ja', 'yes', said(customer, wamid))]));
    expect((await bodyOf(id)).message.content).toMatchObject({ type: 'button', payload: 'yes' });
  });

  test('of two the quoted one gets it, and the other goes on waiting', async () => {
    const customer = await people.whoWrote();
    const first = await sent(customer);
    const second = await sent(customer);
    await answers(customer, 'Zur ersten Frage: ja', first.wamid);
    expect(await bodyOf(first.id)).toMatchObject({ outcome: 'replied' });
    await nobodyIsTold(second.id);
    await answers(customer, 'Und zur zweiten: nein');
    expect((await bodyOf(second.id)).message.content).toMatchObject({ text: 'Und zur zweiten: nein' });
  });

  test.each(['STOP', 'ABMELDEN', 'Keine Werbung'])('takes %s for no answer', async (word) => {
    const customer = await people.whoWrote();
    const { id, wamid } = await sent(customer, { match: 'any' });
    await answers(customer, word, wamid);
    await nobodyIsTold(id);
    await answers(customer, 'Dienstag passt', wamid);
    expect((await bodyOf(id)).message.content).toMatchObject({ text: 'Dienstag passt' });
  });

  test('hears of an answer that came before WhatsApp had said the id of the message', async () => {
    const customer = await people.whoWrote();
    graph.behave = async ({ to, wamid }) => {
      if (to !== customer.phone.slice(1)) return undefined;
      await answers(customer, 'Schnell', wamid);
      return 'accept';
    };
    const { id } = await send(customer, { match: 'quoted' });
    expect((await bodyOf(id)).message.content).toMatchObject({ text: 'Schnell' });
  });

  test('hears when the message failed: refused by Meta, reported later, cancelled, or forbidden meanwhile', async () => {
    const [refused, reported, cancelled] = await Promise.all([
      people.whoWrote(),
      people.whoWrote(),
      people.whoWrote(),
    ]);
    graph.behave = ({ to }) => (to === refused.phone.slice(1) ? { reject: 131026 } : undefined);
    const one = await send(refused);
    expect(await bodyOf(one.id)).toMatchObject({
      outcome: 'failed',
      message: { id: one.id, status: 'failed', error: { source: 'meta', code: '131026' } },
    });
    const two = await sent(reported);
    const errors = [{ code: 131026, title: 'Message undeliverable' }];
    await gateway.webhook(statuses([status('failed', two.wamid, clock.now(), { errors })]));
    expect(await bodyOf(two.id)).toMatchObject({ outcome: 'failed', message: { status: 'failed' } });
    const sendAt = new Date(clock.now().getTime() + 60 * 60 * SECOND).toISOString();
    const three = await send(cancelled, {}, { sendAt });
    await gateway.call('POST', `/v1/messages/${three.id}/cancel`);
    expect(await bodyOf(three.id)).toMatchObject({ outcome: 'failed', message: { status: 'cancelled' } });
  });

  test('hears of the answer to the message that was sent again in place of an unknown one', async () => {
    const customer = await people.whoWrote();
    graph.behave = ({ to }) => (to === customer.phone.slice(1) ? 'http500AfterAccept' : undefined);
    const unknown = await send(customer, { match: 'quoted' });
    await eventually(
      async () => (await gateway.call('GET', `/v1/messages/${unknown.id}`)).body.status === 'unknown',
      'the outcome is unknown',
    );
    graph.behave = () => undefined;
    const copy = await gateway.call('POST', `/v1/messages/${unknown.id}/resend`);
    const wamid = await eventually(
      async () => (await gateway.call('GET', `/v1/messages/${copy.body.id}`)).body.wamid,
      'it is sent again',
    );
    await answers(customer, 'Ja', wamid);
    expect(await bodyOf(copy.body.id)).toMatchObject({ outcome: 'replied' });
  });

  test('hears that the person was erased, and nothing of them', async () => {
    const customer = await people.whoWrote();
    const { id } = await sent(customer);
    expect((await gateway.call('DELETE', `/v1/contacts/${customer.contactId}`)).status).toBe(200);
    const { text: body } = await outcome(id);
    expect(JSON.parse(body)).toMatchObject({ outcome: 'failed', message: { content: { type: 'erased' } } });
    expect(body).not.toContain(customer.phone.slice(1));
    expect(body).not.toContain('Dienstag');
  });

  test('hears when the time is over, and nothing after that', async () => {
    const customer = await people.whoWrote();
    const until = new Date(clock.now().getTime() + 60 * 60 * SECOND).toISOString();
    const { id } = await sent(customer, { until });
    clock.advance(60 * 60 * SECOND);
    await people.whoWrote();
    const marker = await sent(await people.whoWrote(), {
      until: new Date(clock.now().getTime() + 30).toISOString(),
    });
    await outcome(marker.id);
    expect(await bodyOf(id)).toMatchObject({ outcome: 'expired', message: { id, status: 'sent' } });
    await answers(customer, 'Zu spät');
    await nobodyIsTold('none');
    expect(told(id)).toHaveLength(1);
  });

  test('is told again until it takes it, under the same id', async () => {
    const customer = await people.whoWrote();
    const { id } = await sent(customer);
    receiver.answer = () => (told(id).length < 2 ? 500 : 200);
    await answers(customer, 'Ja');
    await eventually(() => told(id).length === 1, 'it was told once');
    for (const pauseMs of [5 * SECOND, 30 * SECOND]) {
      const before = told(id).length;
      await eventually(async () => {
        const row = await gateway.runtime.store.read
          .selectFrom('reply_wait')
          .select('attempts')
          .where('message_id', '=', id)
          .executeTakeFirstOrThrow();
        return row.attempts === before;
      }, 'the refusal is recorded');
      clock.advance(pauseMs + 1);
      await sent(await people.whoWrote());
      await eventually(() => told(id).length === before + 1, 'it was told again');
    }
    expect(new Set(told(id).map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(told(id).map((one) => one.status)).toEqual([500, 500, 200]);
  });

  test('does not lead us on to another address', async () => {
    const customer = await people.whoWrote();
    const { id } = await sent(customer);
    receiver.answer = () => 302;
    await answers(customer, 'Ja');
    await eventually(() => told(id).length === 1, 'it was told once');
    const row = await eventually(async () => {
      const found = await gateway.runtime.store.read
        .selectFrom('reply_wait')
        .select(['state', 'attempts'])
        .where('message_id', '=', id)
        .executeTakeFirstOrThrow();
      return found.attempts === 1 && found;
    }, 'the answer is recorded');
    expect(row.state).toBe('settled');
  });

  test('finds the same secret in the answer to the same Idempotency-Key, and nobody finds it in the database', async () => {
    const customer = await people.whoWrote();
    const body = {
      to: customer.phone,
      content: { type: 'text', text: 'Hallo' },
      onReply: { url: receiver.url },
    };
    const once = () =>
      gateway.call('POST', '/v1/messages', { body, headers: { 'idempotency-key': 'wait-1' } });
    const [first, again] = [await once(), await once()];
    expect(again.body).toEqual(first.body);
    const kept = await gateway.runtime.store.read.selectFrom('idempotency').select('answer').execute();
    expect(JSON.stringify(kept)).not.toContain('whsec_');
  });

  test.each([
    ['a private address', 'http://10.0.0.5/hook', 'PARLEY_ALLOWED_HOSTS'],
    ['a metadata service', 'http://169.254.169.254/latest', 'never'],
    ['a link-local address', 'http://[fe80::1]/hook', 'never'],
    ['a mapped private address', 'http://[::ffff:192.168.1.4]/hook', 'PARLEY_ALLOWED_HOSTS'],
    ['a name that only a private network knows', 'http://n8n.internal/hook', 'PARLEY_ALLOWED_HOSTS'],
    ['a password in it', 'https://user:secret@hooks.example.com/', 'password'],
  ])('may not lead us to %s', async (_, url, words) => {
    const { phone } = await people.known();
    const answer = await gateway.call('POST', '/v1/messages', {
      body: { to: phone, content: { type: 'text', text: 'Hallo' }, onReply: { url } },
    });
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ code: 'URL_NOT_ALLOWED', errors: [{ path: 'onReply.url' }] });
    expect(answer.body.errors[0].message).toContain(words);
  });

  test.each([
    ['an end in the past', { until: new Date(Date.now() - DAY).toISOString() }, 'onReply.until'],
    [
      'an end more than 30 days ahead',
      { until: new Date(Date.now() + 40 * DAY).toISOString() },
      'onReply.until',
    ],
    ['another kind of answer', { match: 'seen' }, 'onReply.match'],
    ['no URL', { url: 'hooks.example.com' }, 'onReply.url'],
    ['a field that is not there', { secret: 'x' }, 'onReply.secret'],
  ])('has to name %s otherwise', async (_, onReply, path) => {
    const { phone } = await people.known();
    const answer = await gateway.call('POST', '/v1/messages', {
      body: {
        to: phone,
        content: { type: 'text', text: 'Hallo' },
        onReply: { url: receiver.url, ...onReply },
      },
    });
    expect(answer.status).toBe(422);
    expect(answer.body.errors[0].path).toContain(path);
  });

  test('cannot move its name to a private address after it was accepted', async () => {
    const private10 = ((_host: string, _options: object, found: (error: null, all: object[]) => void) =>
      found(null, [{ address: '10.0.0.5', family: 4 }])) as unknown as Lookup;
    const poster = createGuardedPoster([], private10);
    const result = await poster.post({
      url: 'https://hooks.example.com/wait',
      headers: {},
      body: '{}',
      signal: new AbortController().signal,
    });
    await poster.close();
    expect(result).toMatchObject({ ok: false, problem: { en: expect.stringContaining('private') } });
  });
});

test('a wait and an outcome that was not taken survive a restart', async () => {
  const clock = movableClock();
  const graph = await startGraphStandIn();
  const receiver = await startReceiver();
  const first = await startTestGateway({ graphUrl: graph.url, now: clock.now });
  const customer = await customers(first).whoWrote();
  const send = async () => {
    const answer = await first.call('POST', '/v1/messages', {
      body: {
        to: customer.phone,
        content: { type: 'text', text: 'Hallo' },
        onReply: { url: receiver.url },
      },
    });
    await eventually(
      async () => (await first.call('GET', `/v1/messages/${answer.body.id}`)).body.status === 'sent',
      'it is sent',
    );
    return answer.body.id as string;
  };
  const answered = await send();
  receiver.answer = () => 503;
  const reply = (wamid: string) => ({ from: customer.phone.slice(1), wamid, at: clock.now() });
  await first.webhook(messages([text('Ja', reply('wamid.BEFORE'))]));
  await eventually(() => receiver.all.length === 1, 'it was told in vain');
  const waiting = await send();
  await first.stop();
  receiver.answer = () => 200;
  clock.advance(6 * SECOND);
  const second = await startTestGateway({ graphUrl: graph.url, now: clock.now, dataDir: first.dataDir });
  await second.webhook(messages([text('Und ja', reply('wamid.AFTER'))]));
  const toldOf = (id: string) =>
    receiver.taken.some((one) => (one.event as unknown as { messageId: string }).messageId === id);
  await eventually(() => toldOf(answered) && toldOf(waiting), 'both are told');
  await second.close();
  await first.close();
  await receiver.close();
  await graph.close();
});
