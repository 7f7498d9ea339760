import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startSandbox } from '@parley/sandbox';
import { ACCOUNT_ID, callsTo } from './sandbox-under-test.ts';
import { until } from './until.ts';
import { type Receiver, startReceiver } from './webhook-receiver.ts';

const MINUTE_MS = 60 * 1000;
const HOUR_MS = 60 * MINUTE_MS;
const NAME = 'conversation_reply';

let folder: string;
let receiver: Receiver;
let sandbox: Awaited<ReturnType<typeof start>>;
let clockMs: number;
/** Also after an end: the data and who gets the webhooks stay. */
async function start(now = () => clockMs) {
  const running = await startSandbox({ webhookUrl: receiver.url, dataDir: folder, now });
  return { ...callsTo(running.url), close: running.close };
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-sandbox-'));
  clockMs = Date.now();
  receiver = await startReceiver();
  sandbox = await start();
});
afterEach(async () => {
  await sandbox.close();
  await receiver.close();
  rmSync(folder, { recursive: true });
});

type Status = { event: string; message_template_language: string; other_info?: { title: string } };

const review = (decision: string) =>
  sandbox.call('POST', `/sandbox/templates/${NAME}/de/review`, { decision });
const status = async () => {
  const path = `${ACCOUNT_ID}/message_templates?name=${NAME}&language=de`;
  const [template] = (await sandbox.graph('GET', path)).body.data as { id: string; status: string }[];
  return template?.status;
};
const told = () => receiver.values('message_template_status_update') as Status[];
const titles = () => told().map(({ event, other_info }) => `${event} ${other_info?.title ?? ''}`.trim());
const toldOf = (...expected: string[]) =>
  until(() => titles().length >= expected.length, 'Meta tells of it').then(() =>
    expect(titles()).toEqual(expected),
  );
const send = () =>
  sandbox.send({
    type: 'template',
    template: {
      name: NAME,
      language: { code: 'de' },
      components: [
        { type: 'body', parameters: [{ type: 'text', parameter_name: 'first_name', text: 'Erika' }] },
      ],
    },
  });

describe('a paused template', () => {
  test('is back after 3 hours the first time, after 6 the second, and disabled the third', async () => {
    await review('pause');
    await toldOf('PAUSED FIRST_PAUSE');
    clockMs += 3 * HOUR_MS - 1;
    expect(await status()).toBe('PAUSED');
    expect((await send()).body.error).toMatchObject({ code: 132015 });
    clockMs += 1;
    expect(await status()).toBe('APPROVED');
    expect((await send()).status).toBe(200);
    await toldOf('PAUSED FIRST_PAUSE', 'APPROVED UNPAUSE');

    await review('pause');
    clockMs += 6 * HOUR_MS - 1;
    expect(await status()).toBe('PAUSED');
    clockMs += 1;
    expect(await status()).toBe('APPROVED');
    await toldOf('PAUSED FIRST_PAUSE', 'APPROVED UNPAUSE', 'PAUSED SECOND_PAUSE', 'APPROVED UNPAUSE');

    await review('pause');
    expect(await status()).toBe('DISABLED');
    clockMs += 24 * HOUR_MS;
    expect(await status()).toBe('DISABLED');
    expect((await send()).body.error).toMatchObject({ code: 132016 });
    await until(() => titles().length > 4, 'Meta tells of it');
    expect(titles().slice(4)).toEqual(['DISABLED DISABLED']);
  });

  test('is sent again at the very call that comes after its pause', async () => {
    await review('pause');
    clockMs += 3 * HOUR_MS;
    expect((await send()).status).toBe(200);
  });

  test('comes back after a restart, also when its pause ended meanwhile', async () => {
    await review('pause');
    await sandbox.close();
    clockMs += 2 * HOUR_MS;
    sandbox = await start();
    expect(await status()).toBe('PAUSED');
    await sandbox.close();
    clockMs += 2 * HOUR_MS;
    sandbox = await start();
    // Nothing is called: what was left over is looked at by itself.
    await until(() => titles().includes('APPROVED UNPAUSE'), 'Meta tells that the pause is over');
    expect(await status()).toBe('APPROVED');
    await review('pause');
    await until(() => titles().includes('PAUSED SECOND_PAUSE'), 'the pauses are still counted');
  });

  test('that ends by itself needs nobody who calls', async () => {
    await review('pause');
    await toldOf('PAUSED FIRST_PAUSE');
    await sandbox.close();
    // A clock that goes on, with so little left of the pause that it can be waited for.
    const aheadMs = clockMs + 3 * HOUR_MS - 300 - Date.now();
    sandbox = await start(() => Date.now() + aheadMs);
    expect(titles()).toEqual(['PAUSED FIRST_PAUSE']);
    await until(() => titles().includes('APPROVED UNPAUSE'), 'Meta tells that the pause is over');
  });

  test.each([
    ['unpause', 'APPROVED', ['PAUSED FIRST_PAUSE', 'APPROVED UNPAUSE']],
    ['approve', 'APPROVED', ['PAUSED FIRST_PAUSE', 'APPROVED']],
    ['disable', 'DISABLED', ['PAUSED FIRST_PAUSE', 'DISABLED DISABLED']],
    ['archive', 'ARCHIVED', ['PAUSED FIRST_PAUSE', 'ARCHIVED']],
  ])('to which %s happened meanwhile stays %s', async (decision, expected, tellings) => {
    await review('pause');
    await review(decision);
    clockMs += 6 * HOUR_MS;
    expect(await status()).toBe(expected);
    await toldOf(...tellings);
  });

  test('that is edited waits for its review instead', async () => {
    await review('pause');
    const path = `${ACCOUNT_ID}/message_templates?name=${NAME}&language=de`;
    const [{ id }] = (await sandbox.graph('GET', path)).body.data as [{ id: string }];
    const components = [{ type: 'BODY', text: 'Guten Tag, es gibt eine Antwort für Sie.' }];
    expect((await sandbox.graph('POST', id, { components })).status).toBe(200);
    clockMs += 6 * HOUR_MS;
    expect(await status()).toBe('PENDING');
  });

  test('that is paused anew while it is paused rests for the second pause', async () => {
    await review('pause');
    clockMs += 2 * HOUR_MS;
    await review('pause');
    clockMs += 6 * HOUR_MS - 1;
    expect(await status()).toBe('PAUSED');
    clockMs += 1;
    expect(await status()).toBe('APPROVED');
  });

  test('that the sandbox starts with stays paused: nobody has paused it', async () => {
    const path = `${ACCOUNT_ID}/message_templates?name=old_news`;
    clockMs += 48 * HOUR_MS;
    expect((await sandbox.graph('GET', path)).body.data).toMatchObject([{ status: 'PAUSED' }]);
  });

  test('is as it was in the beginning after a reset', async () => {
    await review('pause');
    await sandbox.call('POST', '/sandbox/reset');
    expect(await status()).toBe('APPROVED');
    clockMs += 6 * HOUR_MS;
    expect(await status()).toBe('APPROVED');
    expect(titles().filter((title) => title.endsWith('UNPAUSE'))).toEqual([]);
  });
});
