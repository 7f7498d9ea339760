import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Conversation } from '@parley/core/gateway-api';
import { startWindowClock } from '../../../packages/gateway/src/conversations/window-clock.ts';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { newCustomer, newWamid, one, receive } from '../intake/inbox.ts';
import { messages, preference, text } from '../intake/webhooks.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

let gateway: TestGateway;
let now = new Date();
beforeAll(async () => {
  gateway = await startTestGateway({ now: () => now });
});
afterAll(() => gateway.close());

const ago = (ms: number) => new Date(now.getTime() - ms);

async function marketingOf(from: string): Promise<string> {
  const { body } = await gateway.call('GET', `/v1/contacts?identity=%2B${from}`);
  return body.items[0].consent.marketing.state;
}

async function confirmed(): Promise<string> {
  const from = newCustomer();
  const granted = await gateway.call('POST', '/v1/consent', {
    body: {
      contact: `+${from}`,
      purpose: 'marketing',
      action: 'grant',
      method: 'web_form',
      source: 'https://shop.example',
      textVersion: 'v1',
      occurredAt: ago(3 * HOUR_MS).toISOString(),
    },
  });
  expect(granted.status).toBe(201);
  await say(from, 'JA', ago(2 * HOUR_MS));
  return from;
}

const said = (from: string, words: string, at: Date, wamid = newWamid()) =>
  messages([text(words, { from, wamid, at })]);
const say = (from: string, words: string, at: Date) => gateway.webhook(said(from, words, at));

/** The list in another order, the same for the same round. */
function shuffled<Item>(items: readonly Item[], round: number): Item[] {
  const rest = [...items];
  const mixed: Item[] = [];
  for (let seed = round * 7919 + 13; rest.length > 0; seed = (seed * 1103515245 + 12345) % 2147483648)
    mixed.push(...rest.splice(seed % rest.length, 1));
  return mixed;
}

describe('A STOP that is delivered five times, late, and in any order with a START', () => {
  test.each([
    ['written before the START: the person is back', 30, 20, 'confirmed'],
    ['written after the START: the person has left', 20, 30, 'withdrawn'],
    ['written within the same second: the person has left', 30, 30, 'withdrawn'],
  ])('%s', async (_case, stopAgo, startAgo, state) => {
    for (let round = 0; round < 12; round += 1) {
      const from = await confirmed();
      const second = Math.floor(now.getTime() / SECOND_MS) * SECOND_MS;
      const at = (minutes: number) => new Date(second - minutes * MINUTE_MS);
      const stop = said(from, 'STOP', at(stopAgo));
      const start = said(from, 'START', at(startAgo));
      for (const webhook of shuffled([stop, stop, stop, stop, stop, start, start], round))
        expect((await gateway.webhook(webhook)).status).toBe(200);
      expect([round, await marketingOf(from)]).toEqual([round, state]);
    }
  });
});

describe("WhatsApp's own resume", () => {
  test.each([
    ['a STOP word', 'STOP', 'withdrawn'],
    ['words about advertising', 'keine Werbung', 'withdrawn'],
    ['an objection', 'Widerspruch', 'objected'],
  ])('never lifts %s, in whatever order they arrive', async (_what, word, state) => {
    for (const order of [0, 1, 2, 3]) {
      const from = await confirmed();
      const webhooks = [
        preference('stop', ago(40 * MINUTE_MS), from),
        said(from, word, ago(30 * MINUTE_MS)),
        preference('resume', ago(20 * MINUTE_MS), from),
      ];
      for (const webhook of shuffled(webhooks, order)) await gateway.webhook(webhook);
      expect(await marketingOf(from)).toBe(state);
    }
  });

  test('lifts what WhatsApp stopped, and then the person is where they were', async () => {
    const from = await confirmed();
    await gateway.webhook(preference('stop', ago(40 * MINUTE_MS), from));
    expect(await marketingOf(from)).toBe('provider_stop');
    await gateway.webhook(preference('resume', ago(20 * MINUTE_MS), from));
    expect(await marketingOf(from)).toBe('confirmed');
  });
});

describe('A clock that jumps by two hours', () => {
  const check = async (from: string) =>
    (
      await gateway.call('POST', '/v1/messages/check', {
        body: { to: `+${from}`, content: { type: 'text', text: 'Guten Tag' } },
      })
    ).body.decision.code;
  const windowOf = async (id: string): Promise<Conversation['window']> =>
    (await gateway.call('GET', `/v1/conversations/${id}`)).body.window;

  async function lookAtWindows(): Promise<void> {
    const clock = startWindowClock(gateway.runtime);
    await clock.look();
    await clock.stop();
  }

  test('back opens no window that has closed; the next message does', async () => {
    const start = new Date();
    now = start;
    const from = newCustomer();
    const told = await receive(gateway, said(from, 'Hallo', ago(MINUTE_MS)));
    const { conversation } = one(told, 'message.received');
    now = new Date(start.getTime() + 24 * HOUR_MS);
    expect(await check(from)).toBe('WINDOW_CLOSED');
    await lookAtWindows();
    now = new Date(start.getTime() + 22 * HOUR_MS);
    expect(await check(from)).toBe('WINDOW_CLOSED');
    expect((await windowOf(conversation.id)).open).toBe(false);
    await say(from, 'Noch da?', ago(MINUTE_MS));
    expect(await check(from)).toBe('SERVICE_REPLY');
    expect((await windowOf(conversation.id)).open).toBe(true);
  });

  test('ahead closes windows early and keeps none open for longer', async () => {
    const start = new Date();
    now = start;
    const from = newCustomer();
    await say(from, 'Hallo', ago(MINUTE_MS));
    now = new Date(start.getTime() + 22 * HOUR_MS);
    expect(await check(from)).toBe('SERVICE_REPLY');
    now = new Date(start.getTime() + 24 * HOUR_MS);
    expect(await check(from)).toBe('WINDOW_CLOSED');
  });

  test('back makes no message of the future: what Meta dates ahead counts from our now', async () => {
    const start = new Date();
    now = start;
    const from = newCustomer();
    await say(from, 'Hallo', new Date(start.getTime() + 2 * HOUR_MS));
    now = new Date(start.getTime() + 24 * HOUR_MS);
    expect(await check(from)).toBe('WINDOW_CLOSED');
  });

  test('leaves a STOP in force', async () => {
    now = new Date();
    const from = await confirmed();
    await say(from, 'STOP', ago(MINUTE_MS));
    for (const jump of [-2, 2]) {
      now = new Date(Date.now() + jump * HOUR_MS);
      expect(await marketingOf(from)).toBe('withdrawn');
    }
    now = new Date();
  });
});

test('Somebody who was erased and writes again is a clean record, and is suppressed for marketing still', async () => {
  now = new Date();
  const from = await confirmed();
  const before = (await gateway.call('GET', `/v1/contacts?identity=%2B${from}`)).body.items[0];
  const exported = (await gateway.call('GET', `/v1/contacts/${before.id}/export`)).body;
  expect(exported.consent.events).toMatchObject([
    { action: 'grant', textVersion: 'v1' },
    { action: 'confirm', evidence: { text: 'JA' } },
  ]);
  expect((await gateway.call('DELETE', `/v1/contacts/${before.id}`)).status).toBe(200);
  const kept = await gateway.runtime.store.read
    .selectFrom('consent_event')
    .selectAll()
    .where('contact_id', '=', before.id)
    .execute();
  for (const row of kept)
    expect(row).toMatchObject({ source: null, word: null, evidence: '{}', recorded_by: '{}', salt: null });
  const suppressed = await gateway.runtime.store.read.selectFrom('suppression').select('hash').execute();
  expect(JSON.stringify(suppressed)).not.toContain(from);
  await say(from, 'Hallo', ago(SECOND_MS));
  const again = (await gateway.call('GET', `/v1/contacts?identity=%2B${from}`)).body.items[0];
  expect(again.id).not.toBe(before.id);
  expect(again.consent.marketing.state).toBe('none');
  const codes = [];
  for (const purpose of ['service', 'marketing'])
    codes.push(
      (
        await gateway.call('POST', '/v1/messages/check', {
          body: { to: `+${from}`, content: { type: 'text', text: 'Hallo' }, purpose },
        })
      ).body.decision.code,
    );
  expect(codes).toEqual(['MINIMAL_REPLY', 'SUPPRESSED']);
});

test('A contact that is noted as a minor gets no advertising, whatever they confirmed', async () => {
  now = new Date();
  const from = await confirmed();
  const contact = (await gateway.call('GET', `/v1/contacts?identity=%2B${from}`)).body.items[0];
  const advertising = async () =>
    (
      await gateway.call('POST', '/v1/messages/check', {
        body: { to: `+${from}`, content: { type: 'text', text: 'Heute 20 %!' }, purpose: 'marketing' },
        headers: { 'accept-language': 'de' },
      })
    ).body.decision;
  expect((await advertising()).code).toBe('MARKETING_CONSENT');
  await gateway.call('PATCH', `/v1/contacts/${contact.id}`, { body: { attributes: { minor: 'true' } } });
  expect(await advertising()).toMatchObject({
    code: 'NO_CONSENT',
    reason: expect.stringContaining('minderjährig'),
  });
});
