import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { somebody } from '../contacts/one-person.ts';
import { newWamid, one, receive, typesOf } from './inbox.ts';
import { messages, minutesAgo, payload, text } from './webhooks.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

const BUSINESS = '4930123456789';
const DAY_MIN = 24 * 60;

type Past = {
  readonly body: string;
  readonly at: Date;
  readonly own?: boolean;
  readonly status?: string;
};

/** A part of the history of one chat, as the phone app hands it over. */
function history(phone: string, past: readonly Past[], more: object = {}) {
  const digits = phone.slice(1);
  const items = past.map(({ body, at, own = false, status = 'READ' }) => ({
    ...(own ? { from: BUSINESS, to: digits } : { from: digits }),
    id: newWamid(),
    timestamp: String(Math.floor(at.getTime() / 1000)),
    type: 'text',
    text: { body },
    history_context: { status },
  }));
  return payload('history', {
    history: [
      {
        metadata: { phase: 1, chunk_order: 1, progress: 50 },
        threads: [{ id: digits, messages: items }],
        ...more,
      },
    ],
  });
}

function appContact(action: string, phone: string, fullName?: string) {
  return payload('smb_app_state_sync', {
    state_sync: [
      {
        type: 'contact',
        contact: { phone_number: phone.slice(1), ...(fullName === undefined ? {} : { full_name: fullName }) },
        action,
        metadata: { timestamp: String(Math.floor(Date.now() / 1000)) },
      },
    ],
  });
}

const contactBy = async (identity: string) =>
  (await gateway.call('GET', `/v1/contacts?identity=${encodeURIComponent(identity)}`)).body.items[0];

describe('what was written before the number was connected', () => {
  test('is imported with both sides, told as that alone, and starts nothing', async () => {
    const { phone } = somebody();
    const asked = minutesAgo(40 * DAY_MIN);
    const webhook = history(phone, [
      { body: 'Alte Antwort', at: minutesAgo(40 * DAY_MIN - 5), own: true, status: 'DELIVERED' },
      { body: 'Alte Frage', at: asked },
      { body: 'Vorgestern', at: minutesAgo(2 * DAY_MIN) },
    ]);
    const told = await receive(gateway, webhook);
    expect(typesOf(told)).toEqual(['message.imported', 'message.imported', 'message.imported']);
    expect(
      told.map(({ data }) => [data.message.content, data.message.direction, data.message.status]),
    ).toEqual([
      [{ type: 'text', text: 'Alte Frage' }, 'inbound', 'received'],
      [{ type: 'text', text: 'Alte Antwort' }, 'outbound', 'delivered'],
      [{ type: 'text', text: 'Vorgestern' }, 'inbound', 'received'],
    ]);
    expect(told[0]?.data.message.createdAt).toBe(asked.toISOString());
    const { conversation } = told[2]?.data ?? {};
    expect(conversation).toMatchObject({ state: 'resolved', unanswered: false, window: { open: false } });
    expect(await receive(gateway, webhook)).toEqual([]);
  });

  test('opens no window, however short ago it was', async () => {
    const { phone } = somebody();
    const told = await receive(gateway, history(phone, [{ body: 'Vorhin', at: minutesAgo(60) }]));
    expect(typesOf(told)).toEqual(['message.imported']);
    expect(told[0]?.data.conversation).toMatchObject({ state: 'resolved', window: { open: false } });
  });

  test('joins the chat that goes on, which opens the window as ever', async () => {
    const { phone } = somebody();
    const live = text('Neue Frage', { from: phone.slice(1), wamid: newWamid(), at: minutesAgo(5) });
    const received = one(await receive(gateway, messages([live])), 'message.received');
    await receive(
      gateway,
      history(phone, [{ body: 'Alte Antwort', at: minutesAgo(3 * DAY_MIN), own: true }]),
    );
    const { body } = await gateway.call('GET', `/v1/conversations/${received.conversation.id}`);
    expect(body).toMatchObject({ state: 'open', unanswered: true, window: { open: true } });
    // An answer from before the question is none that came meanwhile.
    const sendAt = new Date(Date.now() + 3_600_000).toISOString();
    const sent = await gateway.call('POST', '/v1/messages', {
      body: { to: phone, content: { type: 'text', text: 'Gern' }, ifLast: received.message.id, sendAt },
    });
    expect(sent.status).toBe(202);
  });

  test('says STOP, which holds without being confirmed', async () => {
    const { phone } = somebody();
    const at = minutesAgo(100 * DAY_MIN);
    const told = await receive(gateway, history(phone, [{ body: 'STOP', at }]));
    expect(typesOf(told)).toEqual(['message.imported', 'consent.changed']);
    expect((await contactBy(phone)).consent.marketing).toMatchObject({
      state: 'withdrawn',
      since: at.toISOString(),
    });
  });

  test('says STOP and START later, in whatever order the parts come', async () => {
    const { phone } = somebody();
    await receive(gateway, history(phone, [{ body: 'START', at: minutesAgo(90 * DAY_MIN) }]));
    await receive(gateway, history(phone, [{ body: 'STOP', at: minutesAgo(100 * DAY_MIN) }]));
    expect((await contactBy(phone)).consent.marketing.state).toBe('none');
  });

  test('does not bring back what an erased person had written', async () => {
    const { phone } = somebody();
    await receive(gateway, history(phone, [{ body: 'Geheim', at: minutesAgo(3 * DAY_MIN) }]));
    await gateway.call('DELETE', `/v1/contacts/${(await contactBy(phone)).id}`);
    const again = history(phone, [{ body: 'Auch geheim', at: minutesAgo(2 * DAY_MIN) }]);
    expect(await receive(gateway, again)).toEqual([]);
    expect(await contactBy(phone)).toBeUndefined();
    await receive(gateway, appContact('add', phone, 'Erika Geheim'));
    expect(await contactBy(phone)).toBeUndefined();
  });

  test('is kept whole where the business declined to share it', async () => {
    const errors = [{ code: 2593109, title: 'History sync is turned off by the business' }];
    const declined = payload('history', { history: [{ errors }] });
    expect(await receive(gateway, declined)).toEqual([]);
    const rows = await gateway.runtime.store.read
      .selectFrom('raw_item')
      .select('payload')
      .where('field', '=', 'history')
      .execute();
    expect(rows.filter((row) => row.payload.includes('2593109'))).toHaveLength(1);
  });
});

describe('the address book of the phone app', () => {
  test('gives names to those who have none, and an edit changes them', async () => {
    const { phone } = somebody();
    const told = await receive(gateway, appContact('add', phone, 'Erika Muster'));
    expect(one(told, 'contact.updated').contact).toMatchObject({ name: 'Erika Muster' });
    await gateway.call('PATCH', `/v1/contacts/${(await contactBy(phone)).id}`, {
      body: { name: 'Frau Muster' },
    });
    await receive(gateway, appContact('add', phone, 'Erika'));
    expect((await contactBy(phone)).name).toBe('Frau Muster');
    await receive(gateway, appContact('edit', phone, 'Erika Beispiel'));
    expect((await contactBy(phone)).name).toBe('Erika Beispiel');
  });

  test('takes nobody away who is removed there', async () => {
    const { phone } = somebody();
    await receive(gateway, appContact('add', phone, 'Erika Muster'));
    expect(await receive(gateway, appContact('remove', phone))).toEqual([]);
    expect((await contactBy(phone)).name).toBe('Erika Muster');
  });
});
