import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { customers } from '../../support/customers.ts';
import type { TestGateway } from '../../support/gateway.ts';
import type { GraphStandIn } from '../../support/graph-stand-in.ts';
import { closeMetaLine, openMetaLine } from '../../support/meta-line.ts';

describe('The one template that may answer an open case', () => {
  let graph: GraphStandIn;
  let gateway: TestGateway;
  let people: ReturnType<typeof customers>;
  beforeAll(async () => {
    ({ graph, gateway, people } = await openMetaLine());
    await gateway.call('PUT', '/v1/templates/conversation_reply/de/policy', { body: { caseReply: true } });
  });
  afterAll(() => closeMetaLine({ graph, gateway }));

  const answer = (to: string) =>
    gateway.call('POST', '/v1/messages', {
      body: {
        to,
        content: {
          type: 'template',
          name: 'conversation_reply',
          language: 'de',
          variables: { first_name: 'Erika' },
        },
      },
    });
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 60 * 60 * 1000);

  test('goes once after each silence, and again once the customer has written since', async () => {
    const { phone } = await people.whoWrote({ hoursAgo: 40 });
    const first = await answer(phone);
    expect(first).toMatchObject({ status: 202, body: { decision: { code: 'CASE_REPLY' } } });
    expect(await answer(phone)).toMatchObject({ status: 422, body: { code: 'NO_CONSENT' } });
    // Written before the answer went out, heard of after it: a new silence all the same.
    await people.writes(phone, 'Haben Sie mich vergessen?', hoursAgo(30));
    expect(await answer(phone)).toMatchObject({ status: 202, body: { decision: { code: 'CASE_REPLY' } } });
    expect(await answer(phone)).toMatchObject({ status: 422, body: { code: 'NO_CONSENT' } });
  });

  test('does not go to a resolved case, nor after 7 days', async () => {
    const resolved = await people.whoWrote({ hoursAgo: 40 });
    await gateway.call('POST', `/v1/conversations/${resolved.conversationId}/resolve`);
    expect(await answer(resolved.phone)).toMatchObject({ status: 422, body: { code: 'NO_CONSENT' } });
    const { phone } = await people.whoWrote({ hoursAgo: 7 * 24 + 1 });
    expect(await answer(phone)).toMatchObject({ status: 422, body: { code: 'NO_CONSENT' } });
  });
});
