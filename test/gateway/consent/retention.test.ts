import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { purge } from '../../../packages/gateway/src/intake/purge.ts';
import { eventually } from '../../support/eventually.ts';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { type GraphStandIn, startGraphStandIn } from '../../support/graph-stand-in.ts';
import { newCustomer, newWamid, one, receive } from '../intake/inbox.ts';
import { messages, text } from '../intake/webhooks.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

let gateway: TestGateway;
// The ids of messages begin with the real time, so the clock of this test begins there.
let now = new Date();
let graph: GraphStandIn;
beforeAll(async () => {
  graph = await startGraphStandIn();
  gateway = await startTestGateway({ now: () => now, graphUrl: graph.url });
});
afterAll(async () => {
  await gateway.close();
  await graph.close();
});

async function write(from: string, body: string) {
  const at = new Date(now.getTime() - 60_000);
  return one(
    await receive(gateway, messages([text(body, { from, wamid: newWamid(), at })])),
    'message.received',
  );
}

const read = async (id: string) => (await gateway.call('GET', `/v1/messages/${id}`)).body;
const keepFor = (retentionDays: number | null) =>
  gateway.call('PATCH', '/v1/business', { body: { retentionDays } });
const later = (days: number) => new Date(Date.now() + days * DAY_MS);

describe('The bodies of messages', () => {
  test('stay as long as the business says nothing, and cannot be kept for less than the event log', async () => {
    now = new Date();
    expect((await gateway.call('GET', '/v1/business')).body.retentionDays).toBeNull();
    const { message } = await write(newCustomer(), 'Zimtstern bleibt');
    now = later(400);
    await purge(gateway.runtime);
    expect((await read(message.id)).content).toMatchObject({ text: 'Zimtstern bleibt' });
    expect(await keepFor(29)).toMatchObject({ status: 422, body: { errors: [{ path: 'retentionDays' }] } });
  });

  test('are emptied once they are old enough, down to the bytes of the file; the proof of a consent stays', async () => {
    now = new Date();
    await keepFor(180);
    const from = newCustomer();
    const { message } = await write(from, 'Zimtstern geht');
    const stop = await write(from, 'Stop');
    const { conversation } = stop;
    const { items } = (await gateway.call('GET', `/v1/conversations/${conversation.id}/messages`)).body;
    const [confirmation] = items.filter((row: { direction: string }) => row.direction === 'outbound');
    await eventually(async () => (await read(confirmation.id)).status === 'sent', 'it was sent', 5000);
    now = new Date(Date.now() + 180 * DAY_MS - 60_000);
    await purge(gateway.runtime);
    expect((await read(message.id)).content).toMatchObject({ text: 'Zimtstern geht' });
    now = new Date(Date.now() + 180 * DAY_MS + 60_000);
    await purge(gateway.runtime);
    expect(await read(message.id)).toMatchObject({ content: { type: 'erased' }, status: 'received' });
    for (const name of ['parley.db', 'parley.db-wal']) expect(bytesOf(name)).not.toContain('Zimtstern geht');
    // Why it was allowed is kept longer than what was said.
    expect((await read(confirmation.id)).decision).toMatchObject({ code: 'OPT_OUT_CONFIRMATION' });
    const ledger = (await gateway.call('GET', `/v1/contacts/${message.contactId}/consent`)).body;
    expect(ledger).toMatchObject({
      events: [{ action: 'withdraw', evidence: { text: 'Stop' } }],
      chain: { valid: true },
    });
  });

  test('of what still waits to be sent stay until it has gone or is given up', async () => {
    now = new Date();
    await keepFor(30);
    const from = newCustomer();
    await write(from, 'Hallo');
    const sendAt = new Date(now.getTime() + 40 * DAY_MS).toISOString();
    const waiting = await gateway.call('POST', '/v1/messages', {
      body: {
        to: `+${from}`,
        content: { type: 'text', text: 'In vierzig Tagen' },
        ifWindowClosed: { then: 'hold', until: new Date(now.getTime() + 60 * DAY_MS).toISOString() },
        sendAt,
      },
    });
    expect(waiting.body.status).toBe('scheduled');
    now = later(31);
    await purge(gateway.runtime);
    expect((await read(waiting.body.id)).content).toMatchObject({ text: 'In vierzig Tagen' });
    expect((await gateway.call('POST', `/v1/messages/${waiting.body.id}/cancel`)).status).toBe(200);
    await purge(gateway.runtime);
    expect((await read(waiting.body.id)).content).toEqual({ type: 'erased' });
  });

  test('are emptied a few hundred at a time, however many have come together', async () => {
    now = new Date();
    await keepFor(30);
    const from = newCustomer();
    const { message } = await write(from, 'Nummer 0');
    const at = new Date(now.getTime() - 60_000);
    for (let batch = 0; batch < 6; batch += 1)
      await gateway.webhook(
        messages(
          Array.from({ length: 200 }, (_, index) =>
            text(`Nummer ${batch * 200 + index + 1}`, { from, wamid: newWamid(), at }),
          ),
        ),
      );
    now = later(31);
    await purge(gateway.runtime);
    const left = await gateway.runtime.store.read
      .selectFrom('message')
      .select((select) => select.fn.countAll<number>().as('count'))
      .where('contact_id', '=', message.contactId)
      .where('content', 'like', '%Nummer%')
      .executeTakeFirstOrThrow();
    expect(left.count).toBe(0);
  });
});

test('Decisions, and tasks that were closed, are kept for three years', async () => {
  now = new Date();
  await keepFor(null);
  const from = newCustomer();
  const { message, conversation } = await write(from, 'HELP');
  await write(from, 'no more ads please');
  const task = (await gateway.call('GET', `/v1/tasks?contact=${message.contactId}`)).body.items[0];
  await gateway.call('POST', `/v1/tasks/${task.id}/answer`, { body: { answer: 'no_opt_out' } });
  const { items } = (await gateway.call('GET', `/v1/conversations/${conversation.id}/messages`)).body;
  const [answer] = items.filter((row: { direction: string }) => row.direction === 'outbound');
  await eventually(async () => (await read(answer.id)).status === 'sent', 'it was sent', 5000);
  now = later(3 * 365 - 1);
  await purge(gateway.runtime);
  expect((await read(answer.id)).decision).toMatchObject({ code: 'HELP_ANSWER' });
  expect((await gateway.call('GET', `/v1/tasks/${task.id}`)).status).toBe(200);
  now = later(3 * 365 + 1);
  await purge(gateway.runtime);
  expect((await read(answer.id)).decision).toBeNull();
  expect((await gateway.call('GET', `/v1/tasks/${task.id}`)).status).toBe(404);
});

function bytesOf(name: string): string {
  return readFileSync(join(gateway.dataDir, name)).toString('latin1');
}
