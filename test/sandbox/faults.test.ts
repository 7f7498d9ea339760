import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { aSandbox, PHONE, type SandboxUnderTest, wamidOf } from './sandbox-under-test.ts';
import { until } from './until.ts';

let sandbox: SandboxUnderTest;
beforeAll(async () => {
  sandbox = await aSandbox();
  await sandbox.customer('messages', { text: 'Hallo' });
});
afterEach(() => sandbox.call('DELETE', '/sandbox/faults'));
afterAll(() => sandbox.close());

const fault = (body: Record<string, unknown>) => sandbox.call('POST', '/sandbox/faults', body);
const send = (body: string) => sandbox.send({ type: 'text', text: { body } });
const shown = async (text: string) => (await sandbox.phone()).filter((message) => message.text === text);

describe('a fault of sending', () => {
  test('an error with its code is answered as often as asked, and nothing is accepted', async () => {
    await fault({ on: 'send', fault: 'error', code: 130429, times: 2 });
    for (const _ of [1, 2]) {
      expect(await send('gedrosselt')).toMatchObject({ status: 400, body: { error: { code: 130429 } } });
    }
    expect((await send('gedrosselt')).status).toBe(200);
    expect(await shown('gedrosselt')).toHaveLength(1);
  });

  test('500 after accepting looks like a failure and is none', async () => {
    await fault({ on: 'send', fault: 'http500AfterAccept' });
    const answer = await send('doch angenommen');
    expect(answer).toMatchObject({ status: 500, body: { error: { code: 131000 } } });
    const [message] = await shown('doch angenommen');
    await sandbox.receiver.status(String(message?.wamid), 'delivered');
  });

  test('a call that is never answered was accepted, and its status comes while it hangs', async () => {
    await fault({ on: 'send', fault: 'timeoutAfterAccept' });
    const caller = new AbortController();
    const hanging = fetch(`${sandbox.url}/v25.0/106540352242922/messages`, {
      method: 'POST',
      signal: caller.signal,
      headers: { authorization: 'Bearer sandbox-access-token', 'content-type': 'application/json' },
      body: JSON.stringify({
        messaging_product: 'whatsapp',
        to: PHONE,
        text: { body: 'still' },
        biz_opaque_callback_data: 'hang-1',
      }),
    });
    const ended = hanging.then(
      () => 'answered',
      () => 'aborted',
    );
    await until(
      () =>
        sandbox.receiver
          .statuses()
          .find((one) => one.biz_opaque_callback_data === 'hang-1' && one.status === 'delivered'),
      'the status of the hanging call',
    );
    caller.abort();
    expect(await ended).toBe('aborted');
  });

  test('a reset connection accepted nothing', async () => {
    await fault({ on: 'send', fault: 'reset' });
    await expect(send('abgebrochen')).rejects.toThrow();
    expect(await shown('abgebrochen')).toEqual([]);
  });

  test('a slow answer comes late', async () => {
    await fault({ on: 'send', fault: 'slow', delayMs: 300 });
    const start = Date.now();
    expect((await send('langsam')).status).toBe(200);
    expect(Date.now() - start).toBeGreaterThanOrEqual(290);
  });

  test('a failure afterwards has the code that was asked for', async () => {
    await fault({ on: 'send', fault: 'failed', code: 131049 });
    const wamid = wamidOf(await send('nicht zugestellt'));
    expect((await sandbox.receiver.status(wamid, 'failed')).errors).toMatchObject([{ code: 131049 }]);
  });

  test('limited to one person leaves the others alone', async () => {
    await fault({ on: 'send', fault: 'error', to: '+4915499999901' });
    expect((await send('für Erika')).status).toBe(200);
    expect((await sandbox.send({ to: '4915499999901', text: { body: 'x' } })).status).toBe(500);
  });

  test('is not used up by a send that is refused anyway', async () => {
    await fault({ on: 'send', fault: 'error' });
    await send('');
    expect((await sandbox.call('GET', '/sandbox/faults')).body.faults).toMatchObject([
      { on: 'send', times: 1 },
    ]);
  });
});

describe('a fault of webhooks', () => {
  // A person of their own: statuses of earlier messages may still be under way to the others.
  const to = '4915499999902';
  const write = (text: string) => sandbox.customer('messages', { text }, to);

  test('duplicate: the same bytes come twice', async () => {
    await fault({ on: 'webhook', to, fault: 'duplicate' });
    const { body } = await write('doppelt');
    await until(
      () => sandbox.receiver.messages().filter(({ id }) => id === body.wamid).length === 2,
      'the second one',
    );
    const copies = sandbox.receiver.received
      .filter(({ raw }) => raw.includes('doppelt'))
      .map(({ raw }) => raw);
    expect(copies[0]).toBe(copies[1]);
  });

  test('reorder: the next one of the chat passes it', async () => {
    await fault({ on: 'webhook', to, fault: 'reorder' });
    await write('erste');
    await write('zweite');
    const words = () =>
      sandbox.receiver.messages().map(({ text }) => (text as { body?: string } | undefined)?.body ?? '');
    await until(() => words().includes('erste'), 'the one that was passed');
    expect(words().indexOf('zweite')).toBeLessThan(words().indexOf('erste'));
  });

  test('delay: it comes late, and those behind it do not wait', async () => {
    await fault({ on: 'webhook', to, fault: 'delay', delayMs: 1_000 });
    await write('spät');
    await write('pünktlich');
    const find = (words: string) =>
      sandbox.receiver.received.find(({ raw }) => JSON.stringify(JSON.parse(raw)).includes(words));
    const late = await until(() => find('spät'), 'the late one');
    expect(find('pünktlich')?.at).toBeLessThan(late.at);
  });

  test('batch: several come as one signed request', async () => {
    await fault({ on: 'webhook', to, fault: 'batch', delayMs: 1_500 });
    for (const text of ['b1', 'b2', 'b3']) await write(text);
    const batch = await until(
      () => sandbox.receiver.received.find(({ raw }) => raw.includes('"b1"')),
      'the batch',
    );
    expect(batch.signed).toBe(true);
    expect(batch.changes.length).toBe(3);
  });
});

test.each([
  ['an unknown place', { on: 'rain', fault: 'error' }, 'on'],
  ['an unknown fault', { on: 'send', fault: 'fire' }, 'fault'],
  ['a webhook fault for sending', { on: 'send', fault: 'batch' }, 'fault'],
  ['no times', { on: 'send', fault: 'error', times: 0 }, 'times'],
  ['an unknown field', { on: 'send', fault: 'error', often: 2 }, 'often'],
])('%s is refused by name', async (_case, body, path) => {
  const answer = await fault(body);
  expect(answer.status).toBe(422);
  expect(answer.body.error?.fields?.map((one) => one.path)).toContain(path);
});
