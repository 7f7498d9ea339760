import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Customers } from '../../support/customers.ts';
import type { TestGateway } from '../../support/gateway.ts';
import type { GraphStandIn } from '../../support/graph-stand-in.ts';
import { closeMetaLine, openMetaLine } from '../../support/meta-line.ts';

let graph: GraphStandIn;
let gateway: TestGateway;
let people: Customers;
beforeAll(async () => {
  ({ graph, gateway, people } = await openMetaLine());
});
afterAll(() => closeMetaLine({ graph, gateway }));

const order = (more: object = {}) => ({
  type: 'template',
  name: 'order_update',
  language: 'de_AT',
  variables: { first_name: 'Erika', order_number: '1' },
  ...more,
});
const send = (to: string, content: object, more: object = {}) =>
  gateway.call('POST', '/v1/messages', { body: { to, content, ...more } });
const wentOut = async (id: string) => {
  await gateway.call('GET', `/v1/messages/${id}?wait=15&until=sent`);
  return graph.received.find((received) => received.id === id)?.body;
};
const instead = { kind: 'language', id: 'de_AT -> de', at: null };

describe('a template in a language that it does not have', () => {
  test('is not found: exact is the default, as with Meta', async () => {
    const { phone } = await people.whoWrote();
    for (const more of [{}, { ifLanguageMissing: 'reject' }])
      expect((await send(phone, order(more))).body).toMatchObject({
        status: 422,
        code: 'TEMPLATE_NOT_FOUND',
      });
  });

  test('goes in another one when the caller allows it, and the decision says so', async () => {
    const { phone } = await people.whoWrote();
    const answer = await send(phone, order({ ifLanguageMissing: 'fallback' }));
    expect(answer).toMatchObject({ status: 202 });
    expect(answer.body.decision.evidence).toContainEqual(instead);
    expect((await wentOut(answer.body.id))?.template.language).toEqual({ code: 'de' });
    const message = (await gateway.call('GET', `/v1/messages/${answer.body.id}`)).body;
    expect(message.content).toMatchObject({ language: 'de', askedLanguage: 'de_AT' });
    // Decided again when it left, with the same evidence.
    expect(message.decision.evidence).toContainEqual(instead);
  });

  test('is checked and used as a fallback for a closed window in the same way', async () => {
    const { phone } = await people.whoWrote({ hoursAgo: 30 });
    await people.confirms(phone, 'utility');
    const template = order({ ifLanguageMissing: 'fallback' });
    const check = await gateway.call('POST', '/v1/messages/check', {
      body: { to: phone, content: template },
    });
    expect(check.body.decision).toMatchObject({ verdict: 'send' });
    expect(check.body.decision.evidence).toContainEqual(instead);
    const text = { type: 'text', text: 'Ihr Paket ist da.' };
    const answer = await send(phone, text, { ifWindowClosed: { then: 'template', template } });
    expect((await wentOut(answer.body.id))?.template.language).toEqual({ code: 'de' });
  });

  test('when it has none that will do, it is still not found', async () => {
    const { phone } = await people.whoWrote();
    const content = order({ language: 'fr', ifLanguageMissing: 'fallback' });
    await gateway.call('PATCH', '/v1/business', { body: { language: 'en' } });
    expect((await send(phone, content)).body).toMatchObject({ status: 422, code: 'TEMPLATE_NOT_FOUND' });
    await gateway.call('PATCH', '/v1/business', { body: { language: 'de' } });
    expect((await send(phone, content)).status).toBe(202);
  });
});
