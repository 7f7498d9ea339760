import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '../../support/eventually.ts';
import { type SandboxLine, startSandboxLine } from '../../support/sandbox-line.ts';

let line: SandboxLine;
/** While set, a list that was read is kept back until it resolves. */
let held: { readonly gate: Promise<void>; hasRead: boolean } | undefined;
beforeAll(async () => {
  line = await startSandboxLine({
    gateway: {
      async fetch(input, init) {
        const answer = await fetch(input, init);
        const isList = init?.method === 'GET' && String(input).includes('message_templates');
        if (isList && held) {
          held.hasRead = true;
          await held.gate;
        }
        return answer;
      },
    },
  });
  await eventually(
    async () => (await line.gateway.call('GET', '/v1/templates')).body.items.length > 0,
    'the catalogue is read',
  );
});
afterAll(() => line.close());

test('what is submitted and deleted while the list is being read stays as it is', async () => {
  const { promise: gate, resolve: release } = Promise.withResolvers<void>();
  const reading = { gate, hasRead: false };
  held = reading;
  const sync = line.gateway.call('POST', '/v1/templates/sync');
  await eventually(() => reading.hasRead, 'Meta has listed the templates');
  const body = { name: 'meanwhile', language: 'de', category: 'utility', body: { text: 'Guten Tag.' } };
  expect((await line.gateway.call('POST', '/v1/templates', { body })).status).toBe(201);
  expect((await line.gateway.call('DELETE', '/v1/templates/old_news')).status).toBe(204);
  release();
  expect((await sync).status).toBe(200);
  held = undefined;
  expect((await line.gateway.call('GET', '/v1/templates/meanwhile/de')).body.status).toBe('PENDING');
  expect((await line.gateway.call('GET', '/v1/templates/old_news/de')).status).toBe(404);
  await line.gateway.call('POST', '/v1/templates/sync');
  expect((await line.gateway.call('GET', '/v1/templates/meanwhile/de')).status).toBe(200);
  expect((await line.gateway.call('GET', '/v1/templates/old_news/de')).status).toBe(404);
});
