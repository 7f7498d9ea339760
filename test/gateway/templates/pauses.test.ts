import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '../../support/eventually.ts';
import { type SandboxLine, startSandboxLine } from '../../support/sandbox-line.ts';

const HOUR_MS = 60 * 60 * 1000;
const phone = '+4915112345679';

let line: SandboxLine;
let aheadMs = 0;
beforeAll(async () => {
  line = await startSandboxLine({ sandbox: { now: () => Date.now() + aheadMs } });
  await line.toSandbox('POST', `/sandbox/customers/${phone.slice(1)}/messages`, { text: 'Hallo' });
  await eventually(
    async () =>
      (await line.gateway.call('GET', `/v1/contacts?identity=${encodeURIComponent(phone)}`)).body.items
        .length > 0,
    'the customer has written',
  );
});
afterAll(() => line.close());

const status = async () =>
  (await line.gateway.call('GET', '/v1/templates/conversation_reply/de')).body.status as string;
const send = () =>
  line.gateway.call('POST', '/v1/messages', {
    body: {
      to: phone,
      content: {
        type: 'template',
        name: 'conversation_reply',
        language: 'de',
        variables: { first_name: 'Erika' },
      },
    },
  });

test('a template that Meta pauses is refused until Meta tells that the pause is over', async () => {
  expect((await send()).status).toBe(202);
  await line.toSandbox('POST', '/sandbox/templates/conversation_reply/de/review', { decision: 'pause' });
  await eventually(async () => (await status()) === 'PAUSED', 'the gateway hears of the pause');
  expect(await send()).toMatchObject({ status: 422, body: { code: 'TEMPLATE_PAUSED' } });
  aheadMs = 3 * HOUR_MS;
  await line.toSandbox('GET', '/sandbox/state');
  await eventually(async () => (await status()) === 'APPROVED', 'the gateway hears that it is over');
  expect((await send()).status).toBe(202);
});
