import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Customer, customers } from '../../support/customers.ts';
import { eventually } from '../../support/eventually.ts';
import type { TestGateway } from '../../support/gateway.ts';
import type { Behaviour, GraphStandIn } from '../../support/graph-stand-in.ts';
import { closeMetaLine, openMetaLine } from '../../support/meta-line.ts';
import { minutesAgo, status, statuses } from '../intake/webhooks.ts';

// Our time-out of 15 seconds, made shorter for calls that will hang and for no other: on a busy machine an answer can
// take as long, and then the outcome is unknown in earnest. The request is the real one.
const hanging = new Set<string>();
const impatient: typeof fetch = (input, init) => {
  const { to } = typeof init?.body === 'string' ? JSON.parse(init.body) : {};
  return fetch(input, hanging.has(to) ? { ...init, signal: AbortSignal.timeout(400) } : init);
};

describe('The outbox, when a call goes wrong', () => {
  let graph: GraphStandIn;
  let gateway: TestGateway;
  let people: ReturnType<typeof customers>;
  beforeAll(async () => {
    ({ graph, gateway, people } = await openMetaLine({ fetch: impatient }));
  });
  afterAll(() => closeMetaLine({ graph, gateway }));

  const send = async (to: string, words = 'Hallo', more: object = {}): Promise<string> => {
    const body = { to, content: { type: 'text', text: words }, ...more };
    const answer = await gateway.call('POST', '/v1/messages', { body });
    expect(answer.status).toBe(202);
    return answer.body.id;
  };
  const read = async (id: string) => (await gateway.call('GET', `/v1/messages/${id}`)).body;
  const arrived = (id: string) => graph.received.filter((message) => message.id === id);
  const becomes = (id: string, wanted: string) =>
    eventually(async () => {
      const message = await read(id);
      expect(message.status).toBe(wanted);
      return message;
    }, `message ${id} is ${wanted}`);
  const meets = async (...behaviours: Behaviour[]): Promise<Customer> => {
    const customer = await people.whoWrote();
    if (behaviours.includes('hangAfterAccept')) hanging.add(customer.phone.slice(1));
    graph.behave = ({ to }) =>
      to === customer.phone.slice(1) ? (behaviours.shift() ?? 'accept') : undefined;
    return customer;
  };
  const reports = (id: string, name: string, wamid: string) =>
    gateway.webhook(statuses([status(name, wamid, minutesAgo(0), { biz_opaque_callback_data: id })]));

  test.each<[string, Behaviour]>([
    ['a 500 after Meta has accepted', 'http500AfterAccept'],
    ['no answer in time', 'hangAfterAccept'],
    ['a connection that breaks', 'resetAfterAccept'],
    ['an answer that nobody can read', 'garbageAfterAccept'],
  ])('%s leaves the outcome unknown: told so, sent once, settled by the status', async (_, behaviour) => {
    const { phone } = await meets(behaviour);
    const id = await send(phone);
    const unknown = await becomes(id, 'unknown');
    expect(unknown.error).toMatchObject({ source: 'gateway', code: 'OUTCOME_UNKNOWN' });
    const wamid = arrived(id)[0]?.wamid ?? '';
    await reports(id, 'delivered', wamid);
    expect(await read(id)).toMatchObject({ status: 'delivered', wamid, error: null });
    expect(arrived(id)).toHaveLength(1);
  });

  test('a status that comes while the call still hangs settles the message and frees the next one', async () => {
    const { phone } = await meets();
    let wamid = '';
    let release: () => void = () => {};
    const held = new Promise<Behaviour>((resolve) => {
      release = () => resolve('http500AfterAccept');
    });
    graph.behave = (message) => {
      if (message.to !== phone.slice(1) || message.body.text.body !== 'Erste') return undefined;
      wamid = `wamid.HANGING${message.id}`;
      return held;
    };
    const first = await send(phone, 'Erste');
    const second = await send(phone, 'Zweite');
    await eventually(() => arrived(first).length === 1, 'the first call is under way');
    expect(await read(first)).toMatchObject({ status: 'sending' });
    await reports(first, 'sent', wamid);
    expect(await read(first)).toMatchObject({ status: 'sent', wamid });
    await becomes(second, 'sent');
    release();
    await becomes(first, 'sent');
    expect(await read(first)).toMatchObject({ status: 'sent', error: null });
  });

  test('a status that overtakes the answer, and does not say whose it is, is found again by its id', async () => {
    const { phone } = await people.whoWrote();
    graph.behave = async (message) => {
      if (message.to !== phone.slice(1)) return undefined;
      await gateway.webhook(statuses([status('delivered', message.wamid ?? '', minutesAgo(0))]));
      return 'accept';
    };
    const id = await send(phone);
    const delivered = await becomes(id, 'delivered');
    expect(delivered.statuses).toMatchObject([{ status: 'delivered', error: null }]);
  });

  test('whatever happens on the wire, a message is accepted once at most, and its end is told as it is', async () => {
    const kinds: readonly Behaviour[] = [
      'accept',
      'http500AfterAccept',
      'resetAfterAccept',
      'garbageAfterAccept',
      'hangAfterAccept',
      { reject: 131026 },
      { reject: 100, status: 500 },
    ];
    const fate = new Map<string, Behaviour>();
    graph.behave = ({ to }) => fate.get(to);
    const sent = await Promise.all(
      Array.from({ length: 70 }, async (_, index) => {
        const { phone } = await people.whoWrote();
        const to = phone.slice(1);
        const kind = kinds[index % kinds.length] ?? 'accept';
        fate.set(to, kind);
        if (kind === 'hangAfterAccept') hanging.add(to);
        return { id: await send(phone), to };
      }),
    );
    for (const { id, to } of sent) {
      const kind = fate.get(to);
      const isRefused = typeof kind === 'object' && kind.status === undefined;
      const broken = isRefused ? 'failed' : 'unknown';
      await becomes(id, kind === 'accept' ? 'sent' : broken);
      expect(arrived(id)).toHaveLength(1);
      expect(arrived(id)[0]?.wamid === undefined).toBe(typeof kind === 'object');
    }
  });

  test('a throttled number is asked again, a little later each time', async () => {
    const { phone } = await meets({ reject: 130429 }, { reject: 130429 });
    const id = await send(phone);
    expect((await becomes(id, 'sent')).error).toBeNull();
    const [first, second, third] = arrived(id).map(({ at }) => at);
    expect(arrived(id)).toHaveLength(3);
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(950);
    expect((third ?? 0) - (second ?? 0)).toBeGreaterThanOrEqual(1950);
  });

  test.each([
    ['a closed window', 131047, 400],
    ['a number in maintenance, whatever the status', 131057, 500],
    ['a code that nobody has seen', 999999, 400],
  ])('%s is a refusal in words, and is not repeated', async (_, reject, httpStatus) => {
    const { phone } = await meets({ reject, status: httpStatus, details: 'Meta says why' });
    const id = await send(phone);
    const failed = await becomes(id, 'failed');
    expect(failed.error).toMatchObject({ source: 'meta', code: String(reject) });
    expect(failed.error.explanation).toContain('Meta says why');
    expect(arrived(id)).toHaveLength(1);
  });

  test('the person’s stop inside WhatsApp is recorded as a withdrawal', async () => {
    const { phone, contactId } = await meets({ reject: 131050 });
    await people.confirms(phone);
    const body = {
      to: phone,
      content: { type: 'template', name: 'summer_sale', language: 'de', variables: { first_name: 'Erika' } },
    };
    const answer = await gateway.call('POST', '/v1/messages', { body });
    expect(answer).toMatchObject({ status: 202, body: { decision: { code: 'MARKETING_CONSENT' } } });
    await becomes(answer.body.id, 'failed');
    const contact = await gateway.call('GET', `/v1/contacts/${contactId}`);
    expect(contact.body.consent.marketing.state).toBe('provider_stop');
    expect(await gateway.call('POST', '/v1/messages', { body })).toMatchObject({
      status: 422,
      body: { code: 'PROVIDER_STOP' },
    });
  });

  test('an unknown message can be sent again by a person, once, as a new one', async () => {
    const { phone } = await meets('http500AfterAccept');
    const id = await send(phone, 'Wichtig');
    await becomes(id, 'unknown');
    const resend = () => gateway.call('POST', `/v1/messages/${id}/resend`);
    const copy = await resend();
    expect(copy.status).toBe(202);
    expect(copy.body.id).not.toBe(id);
    // Somebody has decided: it does not wait until the doubt about the first one has passed.
    await becomes(copy.body.id, 'sent');
    expect(await resend()).toMatchObject({ status: 409, body: { code: 'ALREADY_RESENT' } });
    const fine = await send((await people.whoWrote()).phone);
    await becomes(fine, 'sent');
    expect(await gateway.call('POST', `/v1/messages/${fine}/resend`)).toMatchObject({
      status: 409,
      body: { code: 'NOT_RESENDABLE' },
    });
  });

  test('statuses never go backwards, and a contradiction is kept and shown', async () => {
    const { phone } = await meets();
    const id = await send(phone);
    const { wamid } = await becomes(id, 'sent');
    await reports(id, 'read', wamid);
    await reports(id, 'delivered', wamid);
    await gateway.webhook(
      statuses([
        status('failed', wamid, minutesAgo(0), { errors: [{ code: 131026, title: 'Undeliverable' }] }),
      ]),
    );
    const message = await read(id);
    expect(message).toMatchObject({ status: 'read', error: null });
    expect(message.statuses.map((report: { status: string }) => report.status).sort()).toEqual([
      'delivered',
      'failed',
      'read',
    ]);
    expect(message.statuses.find((report: { error: unknown }) => report.error)?.error.code).toBe('131026');
  });
});
