import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { movableClock } from '../../support/movable-clock.ts';
import { newCustomer, newWamid, one, receive } from './inbox.ts';
import { messages, text } from './webhooks.ts';

const MINUTE_MS = 60 * 1000;
const HOUR_MS = 60 * MINUTE_MS;
const clock = movableClock();

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ now: clock.now });
});
afterAll(() => gateway.close());

const write = (from: string, body: string, aheadMs = 0) => {
  const at = new Date(clock.now().getTime() + aheadMs);
  return receive(gateway, messages([text(body, { from, wamid: newWamid(), at })]));
};

async function grant(from: string) {
  const proof = { method: 'web_form', source: 'https://shop.example/newsletter', textVersion: 'v1' };
  const body = { contact: `+${from}`, purpose: 'marketing', action: 'grant', ...proof };
  expect((await gateway.call('POST', '/v1/consent', { body })).status).toBe(201);
}

async function marketingOf(from: string): Promise<string> {
  const { items } = (await gateway.call('GET', `/v1/contacts?identity=%2B${from}`)).body;
  return items[0].consent.marketing.state;
}

describe('A word that Meta dates an hour ahead', () => {
  test('counts as of its arrival, with a moment that is no time of Meta’s', async () => {
    const from = newCustomer();
    await grant(from);
    const { message } = one(await write(from, 'JA', HOUR_MS), 'message.received');
    expect(Math.abs(Date.parse(message.createdAt) - clock.now().getTime())).toBeLessThan(MINUTE_MS);
    expect(await marketingOf(from)).toBe('confirmed');
  });

  test.each(['JA', 'START'])('does not outlive the STOP that comes next: %s', async (word) => {
    const from = newCustomer();
    await grant(from);
    await write(from, 'JA');
    clock.advance(2 * MINUTE_MS);
    if (word === 'START') await write(from, 'STOP');
    clock.advance(2 * MINUTE_MS);
    await write(from, word, HOUR_MS);
    expect(await marketingOf(from)).toBe('confirmed');
    // In the same second, and dated to the whole second as Meta does: before the moment of arrival by our clock.
    await write(from, 'STOP');
    expect(await marketingOf(from)).toBe('withdrawn');
  });

  test('is in force at once when it is a STOP, and gives way to a START that is clearly later', async () => {
    const from = newCustomer();
    await grant(from);
    await write(from, 'JA');
    await write(from, 'STOP', HOUR_MS);
    expect(await marketingOf(from)).toBe('withdrawn');
    clock.advance(MINUTE_MS / 2);
    await write(from, 'START');
    expect(await marketingOf(from)).toBe('withdrawn');
    clock.advance(2 * MINUTE_MS);
    await write(from, 'START');
    expect(await marketingOf(from)).toBe('confirmed');
  });
});
