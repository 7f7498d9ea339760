import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Message } from '@parley/core/gateway-api';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { newCustomer, newWamid, one, receive } from '../intake/inbox.ts';
import { messages, minutesAgo, text } from '../intake/webhooks.ts';

let gateway: TestGateway;
let now = new Date();
beforeAll(async () => {
  gateway = await startTestGateway({ now: () => now });
});
afterAll(() => gateway.close());

async function ask(from: string, word: string): Promise<Message[]> {
  const at = new Date(now.getTime() - 60_000);
  const told = await receive(gateway, messages([text(word, { from, wamid: newWamid(), at })]));
  const { conversation } = one(told, 'message.received');
  const { items } = (await gateway.call('GET', `/v1/conversations/${conversation.id}/messages`)).body;
  return items.filter((message: Message) => message.decision?.code === 'HELP_ANSWER');
}

test.each([
  ['Hilfe', 'Sie schreiben mit Muster GmbH. Stellen Sie Ihre Frage einfach hier.'],
  ['HELP!', 'You are writing with Muster GmbH. Just ask your question here.'],
  ['info', 'You are writing with Muster GmbH. Just ask your question here.'],
])('"%s" is answered with who this is and how to stop', async (word, beginning) => {
  const [answer, ...more] = await ask(newCustomer(), word);
  expect(answer?.content.text).toContain(beginning);
  expect(answer?.content.text).toContain('STOP');
  expect(more).toEqual([]);
});

test('once in 24 hours, and again after them', async () => {
  const from = newCustomer();
  expect(await ask(from, 'HELP')).toHaveLength(1);
  now = new Date(now.getTime() + 24 * 3_600_000 - 1000);
  expect(await ask(from, 'Help')).toHaveLength(1);
  now = new Date(now.getTime() + 2000);
  expect(await ask(from, 'hilfe')).toHaveLength(2);
});

test("with the privacy link, or the business's own words", async () => {
  await gateway.call('PATCH', '/v1/business', { body: { privacyUrl: 'https://muster.example/privacy' } });
  const [answer] = await ask(newCustomer(), 'HELP');
  expect(answer?.content.text).toContain('Privacy: https://muster.example/privacy');
  const own = 'Muster GmbH, 030 555. STOP to leave.';
  const changed = await gateway.call('PATCH', '/v1/business', { body: { helpAnswer: own } });
  expect(changed.body.helpAnswer).toBe(own);
  expect((await ask(newCustomer(), 'HELP'))[0]?.content.text).toBe(own);
  await gateway.call('PATCH', '/v1/business', { body: { helpAnswer: null, privacyUrl: null } });
});

test('"I need help with my order" is for a person to answer', async () => {
  expect(await ask(newCustomer(), 'I need help with my order')).toEqual([]);
  expect(await ask(newCustomer(), 'Hilfe, mein Paket ist weg')).toEqual([]);
});

test('an opt-out word of a language that the business does not have is only a word', async () => {
  await gateway.call('PATCH', '/v1/business', { body: { optOutLanguages: ['en'] } });
  const said = async (word: string) => {
    const told = await receive(
      gateway,
      messages([text(word, { from: newCustomer(), wamid: newWamid(), at: minutesAgo(1) })]),
    );
    return one(told, 'message.received').message.optOut;
  };
  expect(await said('BAJA')).toBeUndefined();
  expect(await said('Unsubscribe')).toBe(true);
  expect(await said('Abmelden')).toBe(true);
  await gateway.call('PATCH', '/v1/business', { body: { optOutLanguages: ['es'] } });
  expect(await said('BAJA')).toBe(true);
});
