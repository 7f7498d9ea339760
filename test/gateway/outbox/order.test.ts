import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Customers } from '../../support/customers.ts';
import { eventually } from '../../support/eventually.ts';
import type { TestGateway } from '../../support/gateway.ts';
import type { GraphStandIn } from '../../support/graph-stand-in.ts';
import { closeMetaLine, openMetaLine } from '../../support/meta-line.ts';

describe('The order of sending', () => {
  let graph: GraphStandIn;
  let gateway: TestGateway;
  let people: Customers;
  beforeAll(async () => {
    ({ graph, gateway, people } = await openMetaLine());
  });
  afterAll(() => closeMetaLine({ graph, gateway }));

  const send = async (to: string, words: string): Promise<string> => {
    const body = { to, content: { type: 'text', text: words } };
    const answer = await gateway.call('POST', '/v1/messages', { body });
    expect(answer.status).toBe(202);
    return answer.body.id;
  };
  const wordsTo = (phone: string) =>
    graph.received.filter(({ to }) => to === phone.slice(1)).map(({ body }) => body.text.body);

  test('is that of acceptance within a conversation, one call at a time, also when Meta throttles', async () => {
    const { phone } = await people.whoWrote();
    let underway = 0;
    let most = 0;
    let isThrottled = false;
    graph.behave = async ({ to, body }) => {
      if (to !== phone.slice(1)) return undefined;
      underway += 1;
      most = Math.max(most, underway);
      await new Promise((resolve) => setImmediate(resolve));
      underway -= 1;
      if (isThrottled || body.text.body !== '2') return 'accept';
      isThrottled = true;
      return { reject: 130429 };
    };
    const words = Array.from({ length: 12 }, (_, index) => String(index));
    for (const word of words) await send(phone, word);
    await eventually(() => wordsTo(phone).length === 13, 'all of them have gone');
    expect(wordsTo(phone)).toEqual(['0', '1', '2', ...words.slice(2)]);
    expect(most).toBe(1);
  });

  test('lets no conversation wait for another one', async () => {
    const stuck = await people.whoWrote();
    let release: () => void = () => {};
    const waiting = new Promise<'accept'>((resolve) => {
      release = () => resolve('accept');
    });
    graph.behave = ({ to }) => (to === stuck.phone.slice(1) ? waiting : undefined);
    await send(stuck.phone, 'wartet');
    const others = await Promise.all(Array.from({ length: 20 }, () => people.whoWrote()));
    await Promise.all(others.map(({ phone }) => send(phone, 'sofort')));
    await eventually(() => others.every(({ phone }) => wordsTo(phone).length === 1), 'the others have gone');
    release();
  });
});
