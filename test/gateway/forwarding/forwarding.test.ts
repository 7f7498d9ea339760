import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { verifySignature } from '@parley/core/cloud-api';
import { forwardPauseAfter } from '../../../packages/gateway/src/forwarding/pace.ts';
import { trimBacklog } from '../../../packages/gateway/src/forwarding/trim.ts';
import { eventually } from '../../support/eventually.ts';
import { startTestGateway, type TestGateway, testValues } from '../../support/gateway.ts';
import { newCustomer, newWamid } from '../intake/inbox.ts';
import { messages, minutesAgo, payload, status, statuses, text } from '../intake/webhooks.ts';
import { type Receiver, startReceiver } from '../subscriptions/receiver.ts';

let gateway: TestGateway;
let tool: Receiver;
/** How far the gateway's clock is ahead of ours: retries need no waiting. */
let ahead = 0;
const clock = () => new Date(Date.now() + ahead);
beforeAll(async () => {
  gateway = await startTestGateway({ now: clock });
});
afterAll(() => gateway.close());
beforeEach(async () => {
  tool = await startReceiver();
});
afterEach(async () => {
  await forwardTo(null);
  await tool.close();
});

const forwardTo = async (url: string | null, numberId: string = testValues.numberId, at = gateway) => {
  const answer = await at.call('PATCH', `/v1/numbers/${numberId}`, { body: { forwardTo: url } });
  expect(answer.status).toBe(200);
  return answer.body;
};
const says = (words: string, from = newCustomer(), numberId: string = testValues.numberId) =>
  messages([text(words, { from, wamid: newWamid(), at: minutesAgo(1, clock()) })], { numberId });
const waiting = async (at = gateway) => {
  const rows = await at.runtime.store.read.selectFrom('forward').selectAll().execute();
  return rows.length;
};
/** Moves the clock, and brings something that makes everybody look. */
const pass = async (milliseconds: number) => {
  ahead += milliseconds;
  await gateway.webhook(says('tick'));
};
const wordsIn = (receiver: Receiver) =>
  receiver.taken.flatMap(({ text }) => [...text.matchAll(/"body":"([^"]*)"/g)].map((match) => match[1]));

describe('A webhook of a number that passes them on', () => {
  test('arrives byte for byte, with a signature that still fits, after it is stored here', async () => {
    expect(await forwardTo(tool.url)).toMatchObject({ forwardTo: tool.url });
    // As Meta writes it: escaped letters and slashes, and blanks of its own.
    const body = JSON.stringify(says('GRÜSSE/🙂'), null, 1)
      .replaceAll(/[^\x20-\x7e\n]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .replaceAll('/', '\\/');
    expect((await gateway.webhook(body)).status).toBe(200);
    await eventually(() => tool.taken.length === 1, 'it is passed on');
    const [arrived] = tool.taken;
    expect(arrived?.text).toBe(body);
    const signature = createHmac('sha256', testValues.appSecret).update(body).digest('hex');
    expect(arrived?.headers).toMatchObject({
      'x-hub-signature-256': `sha256=${signature}`,
      'content-type': 'application/json',
    });
    await eventually(async () => (await waiting()) === 0, 'nothing waits any more');
  });

  test('arrives with bytes that are no ASCII as they were', async () => {
    await forwardTo(tool.url);
    const body = JSON.stringify(says('Grüße 🙂'));
    await gateway.webhook(body);
    await eventually(() => tool.taken.length === 1, 'it is passed on');
    const { text = '', headers } = tool.taken[0] ?? {};
    expect(text).toBe(body);
    const header = String(headers?.['x-hub-signature-256']);
    expect(verifySignature({ rawBody: Buffer.from(text), header, secrets: [testValues.appSecret] })).toBe(
      true,
    );
  });

  test('is not passed on when it is of another number, or not signed', async () => {
    await forwardTo(tool.url);
    await gateway.webhook(says('für eine andere', newCustomer(), await gateway.otherNumber()));
    await gateway.webhook(says('gefälscht'), { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` });
    await gateway.webhook(says('echt'));
    await eventually(() => tool.taken.length > 0, 'the true one is passed on');
    expect(wordsIn(tool)).toEqual(['echt']);
  });

  test('goes whole and once to each address, when it is about several numbers', async () => {
    const second = await gateway.otherNumber();
    const other = await startReceiver();
    await forwardTo(tool.url);
    await forwardTo(other.url, second);
    const [one, two] = [says('eins'), says('zwei', newCustomer(), second)] as { entry: unknown[] }[];
    const both = { ...one, entry: [...(one?.entry ?? []), ...(two?.entry ?? []), ...(one?.entry ?? [])] };
    await gateway.webhook(both);
    await eventually(() => tool.taken.length === 1 && other.taken.length === 1, 'both have it');
    expect(wordsIn(tool)).toEqual(['eins', 'zwei', 'eins']);
    expect(wordsIn(other)).toEqual(['eins', 'zwei', 'eins']);
    // One address for both is one tool, which wants it once.
    await forwardTo(tool.url, second);
    await gateway.webhook(both);
    await eventually(() => tool.taken.length === 2, 'it has it');
    await forwardTo(null, second);
    await other.close();
    await eventually(async () => (await waiting()) === 0, 'nothing waits');
  });

  test('is passed on when it is about the account, or of a kind that nobody knows', async () => {
    await forwardTo(tool.url);
    const account = {
      entry: [{ id: testValues.accountId, changes: [{ field: 'account_alerts', value: {} }] }],
    };
    await gateway.webhook({ object: 'whatsapp_business_account', ...account });
    await gateway.webhook(payload('quite_new', { something: 1 }));
    await eventually(() => tool.taken.length === 2, 'both are passed on');
  });

  test('with statuses of messages that were not sent here is passed on, and they are kept as external', async () => {
    await forwardTo(tool.url);
    const wamid = newWamid();
    await gateway.webhook(statuses([status('delivered', wamid, minutesAgo(1, clock()))]));
    await eventually(() => tool.taken.length === 1, 'it is passed on');
    const { read } = gateway.runtime.store;
    const kept = await read.selectFrom('external_status').selectAll().where('wamid', '=', wamid).execute();
    expect(kept).toMatchObject([{ status: 'delivered' }]);
  });
});

describe('An address that does not take webhooks', () => {
  test.each([
    [1, 1],
    [2, 2],
    [3, 4],
    [4, 8],
    [5, 15],
    [6, 30],
    [7, 60],
    [8, 300],
    [1000, 300],
  ])('rests, after %i failures in a row, %i seconds', (failures, seconds) => {
    expect(forwardPauseAfter(failures)).toBe(seconds * 1000);
  });

  test('gets them all once it is back; Meta has its 200 meanwhile', async () => {
    await forwardTo(tool.url);
    tool.answer = () => 503;
    const from = newCustomer();
    for (const words of ['eins', 'zwei', 'drei'])
      expect((await gateway.webhook(says(words, from))).status).toBe(200);
    await eventually(() => tool.all.length > 0, 'the first try was made');
    tool.answer = () => 200;
    await pass(1500);
    await eventually(async () => (await waiting()) === 0, 'all are passed on');
    expect(wordsIn(tool).sort()).toEqual(['drei', 'eins', 'tick', 'zwei']);
  });

  test('gets them a second later when all that was under way failed at once', async () => {
    const held: ServerResponse[] = [];
    const answered: number[] = [];
    const restarting = createServer((request, response) => {
      request.resume();
      if (held.length === 8) answered.push(response.writeHead(200).end('{}').statusCode);
      else if (held.push(response) === 8) for (const one of held) one.writeHead(503).end('{}');
    }).listen(0, '127.0.0.1');
    await once(restarting, 'listening');
    try {
      const { port } = restarting.address() as AddressInfo;
      await forwardTo(`http://127.0.0.1:${port}/hook`);
      await Promise.all(Array.from({ length: 8 }, () => gateway.webhook(says('gemeinsam'))));
      await eventually(() => held.length === 8, 'eight are under way');
      await eventually(async () => {
        const rows = await gateway.runtime.store.read.selectFrom('forward').select('attempts').execute();
        return rows.length === 8 && rows.every(({ attempts }) => attempts === 1);
      }, 'all eight have failed');
      await pass(1500);
      await eventually(async () => (await waiting()) === 0, 'all are passed on');
      expect(answered).toHaveLength(9);
      await forwardTo(null);
    } finally {
      restarting.closeAllConnections();
      restarting.close();
    }
  });

  test('gets the others while it refuses one', async () => {
    await forwardTo(tool.url);
    tool.answer = ({ text }) => (text.includes('giftig') ? 400 : 200);
    for (const words of ['giftig', 'eins', 'zwei']) await gateway.webhook(says(words));
    await eventually(() => wordsIn(tool).length === 2, 'the others are passed on');
    expect(wordsIn(tool).sort()).toEqual(['eins', 'zwei']);
    await eventually(async () => (await waiting()) === 1, 'only the refused one waits');
  });

  test('gets what waited after a restart of the gateway', async () => {
    const own = await startTestGateway();
    tool.answer = () => 500;
    await forwardTo(tool.url, testValues.numberId, own);
    await own.webhook(says('vorher'));
    await eventually(() => tool.all.length > 0, 'the first try was made');
    await own.stop();
    tool.answer = () => 200;
    const again = await startTestGateway({ dataDir: own.dataDir });
    await eventually(() => tool.taken.length === 1, 'it is passed on');
    expect(wordsIn(tool)).toEqual(['vorher']);
    await again.stop();
    await own.close();
  });

  test('that redirects is not followed', async () => {
    await forwardTo(tool.url);
    tool.answer = () => 307;
    await gateway.webhook(says('woanders'));
    await eventually(() => tool.all.length === 1, 'it was tried');
    expect(await waiting()).toBe(1);
  });

  test('loses the oldest when too many wait, and what is older than a week', async () => {
    await forwardTo('http://localhost:9/nobody');
    for (let i = 0; i < 5; i += 1) await gateway.webhook(says(`${i}`));
    await trimBacklog(gateway.runtime, { webhooks: 5, bytes: 10_000_000 });
    expect(await waiting()).toBe(5);
    await gateway.webhook(says('5'));
    await trimBacklog(gateway.runtime, { webhooks: 5, bytes: 10_000_000 });
    expect(await waiting()).toBeLessThanOrEqual(5);
    await gateway.webhook(says('6'));
    ahead += 7 * 24 * 60 * 60 * 1000 + 1000;
    await trimBacklog(gateway.runtime);
    expect(await waiting()).toBe(0);
  });
});

describe('An erased person', () => {
  test('is in nothing that waits to be passed on', async () => {
    await forwardTo('http://localhost:9/nobody');
    const [erika, otto] = [newCustomer(), newCustomer()];
    await gateway.webhook(says('vergiss mich', erika));
    await gateway.webhook(says('behalte mich', otto));
    const inWamid = `wamid.${Buffer.from(`x${erika}xyz`).toString('base64')}`;
    await gateway.webhook(
      statuses([{ ...status('read', inWamid, minutesAgo(1, clock())), recipient_id: '1' }]),
    );
    const { body } = await gateway.call('GET', `/v1/contacts?identity=${encodeURIComponent(`+${erika}`)}`);
    expect((await gateway.call('DELETE', `/v1/contacts/${body.items[0].id}`)).status).toBe(200);
    const rows = await gateway.runtime.store.read.selectFrom('forward').select('payload').execute();
    expect(rows).toHaveLength(1);
    expect(rows[0]?.payload).toContain('behalte mich');
  });
});

describe('The address of a number', () => {
  test.each([
    ['http://10.0.0.1/hook'],
    ['http://169.254.169.254/latest/meta-data'],
    ['https://2852039166/'],
    ['http://[::ffff:10.0.0.1]/'],
    ['https://user:secret@tool.example.com/'],
    ['ftp://tool.example.com/'],
    ['no url'],
  ])('is refused by its name when it is %s', async (url) => {
    const answer = await gateway.call('PATCH', `/v1/numbers/${testValues.numberId}`, {
      body: { forwardTo: url },
    });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path: 'forwardTo' }] } });
  });

  test('is shown without its query, and taking it away ends what waits', async () => {
    await gateway.call('PATCH', `/v1/numbers/${testValues.numberId}`, {
      body: { forwardTo: 'http://localhost:9/hook?token=geheim' },
    });
    await gateway.webhook(says('wartet'));
    const { items } = (await gateway.call('GET', '/v1/numbers')).body;
    const shown = items.find(({ id }: { id: string }) => id === testValues.numberId);
    expect(shown.forwardTo).toBe('http://localhost:9/hook?…');
    const { events } = (await gateway.call('GET', '/v1/events?types=number.updated')).body;
    expect(JSON.stringify(events)).not.toContain('geheim');
    expect(gateway.logged.join('')).not.toContain('geheim');
    expect(await waiting()).toBe(1);
    expect((await forwardTo(null)).forwardTo).toBeNull();
    expect(await waiting()).toBe(0);
  });
});
