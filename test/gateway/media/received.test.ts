import { createHash, randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { purgeMedia } from '../../../packages/gateway/src/media/purge.ts';
import { eventually } from '../../support/eventually.ts';
import { startTestGateway, type TestGateway, testValues } from '../../support/gateway.ts';
import type { FileAtMeta } from '../../support/graph-media.ts';
import { type GraphStandIn, startGraphStandIn } from '../../support/graph-stand-in.ts';
import { newCustomer, newWamid, one, receive } from '../intake/inbox.ts';
import { image, messages, minutesAgo } from '../intake/webhooks.ts';

let meta: GraphStandIn;
let gateway: TestGateway;
/** How far the gateway's clock is ahead of ours: retries need no waiting. */
let ahead = 0;
const clock = () => new Date(Date.now() + ahead);
beforeAll(async () => {
  meta = await startGraphStandIn();
  gateway = await startTestGateway({ graphUrl: meta.url, now: clock });
});
afterAll(async () => {
  await gateway.close();
  await meta.close();
});

let count = 0;
const newId = () => `77${String(++count).padStart(13, '0')}`;
const aPicture = (bytes: Buffer = randomBytes(1000)): FileAtMeta => ({ bytes, mimeType: 'image/jpeg' });

/** A customer sends a picture; answers its id. */
async function sends(
  file: FileAtMeta | undefined,
  { from = newCustomer(), at = minutesAgo(1, clock()) } = {},
) {
  const id = newId();
  if (file) meta.media.files.set(id, file);
  const told = await receive(gateway, messages([image(id, { from, wamid: newWamid(), at })]));
  return { id, ...one(told, 'message.received') };
}
const mediaOf = async (id: string) => (await gateway.call('GET', `/v1/media/${id}`)).body;
const settled = async (id: string) => (await gateway.call('GET', `/v1/media/${id}?wait=20`)).body;
const contentOf = (id: string, headers: Record<string, string> = {}) =>
  fetch(`${gateway.url}/v1/media/${id}/content?wait=20`, {
    headers: { authorization: `Bearer ${gateway.apiKey}`, ...headers },
  });
/** Moves the clock, and commits something that makes everybody look at it. */
async function pass(milliseconds: number) {
  ahead += milliseconds;
  await receive(gateway, messages([image(newId(), { from: newCustomer(), wamid: newWamid(), at: clock() })]));
}
const attemptsOf = async (id: string) => {
  const { read } = gateway.runtime.store;
  const row = await read.selectFrom('media').select('attempts').where('id', '=', id).executeTakeFirst();
  return row?.attempts;
};
const filesOnDisk = () =>
  readdirSync(join(gateway.dataDir, 'media'), { recursive: true })
    .map((name) => join(gateway.dataDir, 'media', String(name)))
    .filter((path) => statSync(path).isFile());
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

describe("A customer's file", () => {
  test('is told with its message first, fetched apart, told, and served as an attachment', async () => {
    const bytes = randomBytes(200_000);
    const { cursor } = (await gateway.call('GET', '/v1/events?after=latest')).body;
    const { id, message } = await sends(aPicture(bytes));
    expect(message.content).toMatchObject({ type: 'image', mediaId: id });
    expect(await settled(id)).toEqual({
      id,
      origin: 'received',
      kind: 'image',
      state: 'stored',
      mimeType: 'image/jpeg',
      filename: null,
      bytes: 200_000,
      sha256: createHash('sha256').update(bytes).digest('base64'),
      from: testValues.numberId,
      messageId: message.id,
      problem: null,
      createdAt: expect.any(String),
      storedAt: expect.any(String),
    });
    const { events } = (await gateway.call('GET', `/v1/events?after=${cursor}&types=media.updated`)).body;
    expect(events).toMatchObject([
      {
        data: { media: { id, state: 'stored' }, message: { id: message.id }, contact: {}, conversation: {} },
      },
    ]);
    const answer = await contentOf(id);
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'content-length': '200000',
      'content-disposition': `attachment; filename="image-${id}.jpg"; filename*=UTF-8''image-${id}.jpg`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
  });

  test.each([
    ['bytes=0-9', 0, 10],
    ['bytes=65530-65545', 65_530, 65_546],
    ['bytes=131072-', 131_072, 150_000],
    ['bytes=-1', 149_999, 150_000],
    ['bytes=149999-999999', 149_999, 150_000],
  ])('is served in part for "%s"', async (range, start, end) => {
    const bytes = randomBytes(150_000);
    const { id } = await sends(aPicture(bytes));
    const answer = await contentOf(id, { range });
    expect(answer.status).toBe(206);
    expect(answer.headers.get('content-range')).toBe(`bytes ${start}-${end - 1}/150000`);
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes.subarray(start, end))).toBe(true);
  });

  test.each([
    ['text/html', 'text/html'],
    ['image/jpeg\r\nX-Evil: 1', 'application/octet-stream'],
    ['bild/größe', 'application/octet-stream'],
    ['', 'application/octet-stream'],
  ])('that is said to be "%s" is served as %s, and never shown in a browser', async (said, served) => {
    const id = newId();
    meta.media.files.set(id, { bytes: Buffer.from('<script>'), mimeType: 'text/html' });
    const { from, wamid, at } = { from: newCustomer(), wamid: newWamid(), at: minutesAgo(1, clock()) };
    const sent = { ...image(id, { from, wamid, at }), image: { id, mime_type: said } };
    await receive(gateway, messages([sent]));
    const answer = await contentOf(id);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, served]);
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment;/);
    expect(answer.headers.get('x-evil')).toBeNull();
  });

  test('has no part behind its end', async () => {
    const { id } = await sends(aPicture());
    const answer = await contentOf(id, { range: 'bytes=1000-' });
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
      416,
      'RANGE_NOT_SATISFIABLE',
    ]);
  });

  test('lies on the disk encrypted, once for the same content, and readable by its owner alone', async () => {
    const bytes = Buffer.from('the same words over and over. '.repeat(500));
    const before = filesOnDisk().length;
    const first = await sends(aPicture(bytes));
    await settled(first.id);
    const second = await sends(aPicture(bytes));
    await settled(second.id);
    await eventually(() => filesOnDisk().length === before + 1, 'there is one file more');
    const files = filesOnDisk();
    for (const path of files) {
      expect(readFileSync(path).includes('the same words')).toBe(false);
      expect(statSync(path).mode & 0o077).toBe(0);
    }
    for (const { id } of [first, second])
      expect(Buffer.from(await (await contentOf(id)).arrayBuffer()).equals(bytes)).toBe(true);
  });

  test('whose address is over is looked up anew, and fetched', async () => {
    const { id } = await sends({ ...aPicture(), addressesOver: 1 });
    expect(await settled(id)).toMatchObject({ state: 'stored' });
    expect(meta.media.asked.filter((line) => line.endsWith(id))).toEqual([
      `look up ${id}`,
      `download ${id}`,
      `look up ${id}`,
      `download ${id}`,
    ]);
  });

  test('that cannot be had yet is asked for again after 2 and 10 seconds, and says why meanwhile', async () => {
    const file = { ...aPicture(), addressesOver: 4 };
    const { id } = await sends(file);
    await eventually(async () => (await mediaOf(id)).problem?.code === 'NOT_REACHED', 'the first try failed');
    const answer = await gateway.call('GET', `/v1/media/${id}/content`);
    expect(answer).toMatchObject({ status: 409, body: { code: 'MEDIA_PENDING' } });
    await pass(1500);
    expect(file.addressesOver).toBe(2);
    await pass(600);
    await eventually(() => file.addressesOver === 0, 'the second try failed');
    await eventually(async () => (await attemptsOf(id)) === 2, 'it is noted');
    await pass(10_100);
    await eventually(async () => (await mediaOf(id)).state === 'stored', 'the third try brings it');
  });

  test.each([
    ['the checksum of another file', { said: { sha256: 'a'.repeat(64) } }],
    ['another size', { said: { file_size: '999' } }],
  ])('with %s is asked for three times and given up as damaged', async (_, more) => {
    const { id } = await sends({ ...aPicture(), ...more });
    await eventually(async () => (await mediaOf(id)).problem?.code === 'CORRUPT', 'the first try failed');
    await pass(3000);
    await eventually(async () => (await attemptsOf(id)) === 2, 'the second try failed');
    await pass(11_000);
    await eventually(async () => (await mediaOf(id)).state === 'failed', 'it is given up');
    expect(await mediaOf(id)).toMatchObject({ state: 'failed', problem: { code: 'CORRUPT' } });
    const answer = await contentOf(id);
    expect(answer.status).toBe(410);
    expect(await answer.json()).toMatchObject({
      code: 'MEDIA_GONE',
      remedy: expect.stringContaining('again'),
    });
  });

  test('that Meta does not have is given up after three tries', async () => {
    const { id } = await sends(undefined);
    await eventually(async () => (await mediaOf(id)).problem?.code === 'GONE', 'the first try failed');
    await pass(3000);
    await eventually(async () => (await attemptsOf(id)) === 2, 'the second try failed');
    await pass(11_000);
    await eventually(async () => (await mediaOf(id)).state === 'failed', 'it is given up');
  });

  test('on a host that is not Meta’s is not fetched: the token does not go there', async () => {
    const other = await startGraphStandIn();
    const { id } = await sends({ ...aPicture(), said: { url: `${other.url}/files/1` } });
    expect(await settled(id)).toMatchObject({ state: 'failed', problem: { code: 'FOREIGN_HOST' } });
    expect(other.media.asked).toEqual([]);
    expect(other.faults).toEqual([]);
    await other.close();
  });

  test('of more than 100 MB is not fetched', async () => {
    const { id } = await sends({ ...aPicture(), said: { file_size: String(100 * 1024 * 1024 + 1) } });
    expect(await settled(id)).toMatchObject({ state: 'failed', problem: { code: 'TOO_LARGE' } });
    expect(meta.media.asked).not.toContain(`download ${id}`);
  });

  test('that has not come after 7 days is given up, and people are told', async () => {
    const { cursor } = (await gateway.call('GET', '/v1/events?after=latest')).body;
    const { id, message } = await sends({ ...aPicture(), said: { file_size: '5' }, addressesOver: 1000 });
    await eventually(async () => (await mediaOf(id)).problem !== null, 'the first try failed');
    await pass(7 * DAY_MS);
    await eventually(async () => (await mediaOf(id)).state === 'failed', 'it is given up');
    expect((await mediaOf(id)).problem.code).toBe('EXPIRED');
    const { events } = (await gateway.call('GET', `/v1/events?after=${cursor}&types=media.updated`)).body;
    const told = events.filter((event: { data: { media: { id: string } } }) => event.data.media.id === id);
    expect(told).toMatchObject([{ data: { media: { state: 'failed' }, message: { id: message.id } } }]);
  });

  test('is gone from the disk when its person is erased, and not when it is somebody else’s, too', async () => {
    const shared = Buffer.from('a picture that two people sent');
    const erased = await sends(aPicture(shared));
    await settled(erased.id);
    const other = await sends(aPicture(shared));
    await settled(other.id);
    const own = await sends(aPicture(Buffer.from('only hers')), {
      from: erased.contact.identities[0]?.value.slice(1) ?? '',
    });
    await settled(own.id);
    const before = filesOnDisk().length;
    expect((await gateway.call('DELETE', `/v1/contacts/${erased.contact.id}`)).status).toBe(200);
    expect(filesOnDisk()).toHaveLength(before - 1);
    for (const { id } of [erased, own])
      expect((await gateway.call('GET', `/v1/media/${id}`)).status).toBe(404);
    expect(Buffer.from(await (await contentOf(other.id)).arrayBuffer()).equals(shared)).toBe(true);
  });

  test('is not seen by a key for another number', async () => {
    const { id } = await sends(aPicture());
    const key = await gateway.makeKey(['messages:read'], { numbers: [await gateway.otherNumber()] });
    expect((await gateway.call('GET', `/v1/media/${id}`, { key })).status).toBe(404);
    expect((await gateway.call('GET', `/v1/media/${id}/content`, { key })).status).toBe(404);
  });
});

describe('The time that files are kept', () => {
  test('is set by the business in days; then their content is gone, and the message stays', async () => {
    const { id, message } = await sends(aPicture(Buffer.from('kept for a week')));
    await settled(id);
    const before = filesOnDisk().length;
    await gateway.call('PATCH', '/v1/business', { body: { mediaRetentionDays: 7 } });
    await purgeMedia({ ...gateway.runtime, now: () => new Date(clock().getTime() + 6 * DAY_MS) });
    expect((await mediaOf(id)).state).toBe('stored');
    await purgeMedia({ ...gateway.runtime, now: () => new Date(clock().getTime() + 7 * DAY_MS + 1000) });
    expect(await mediaOf(id)).toMatchObject({ state: 'removed', problem: { code: 'RETENTION' } });
    expect(filesOnDisk().length).toBeLessThan(before);
    expect((await contentOf(id)).status).toBe(410);
    expect((await gateway.call('GET', `/v1/messages/${message.id}`)).body.content.mediaId).toBe(id);
    await gateway.call('PATCH', '/v1/business', { body: { mediaRetentionDays: null } });
  });

  test('is never longer than that of the bodies', async () => {
    const { id } = await sends(aPicture());
    await settled(id);
    await gateway.call('PATCH', '/v1/business', { body: { retentionDays: 30 } });
    await purgeMedia({ ...gateway.runtime, now: () => new Date(clock().getTime() + 31 * DAY_MS) });
    expect((await mediaOf(id)).state).toBe('removed');
    await gateway.call('PATCH', '/v1/business', { body: { retentionDays: null } });
  });

  test('is 30 days for an upload that no message names', async () => {
    const made = await gateway.call('POST', '/v1/media', {
      rawBody: Buffer.from('%PDF vergessen'),
      headers: { 'content-type': 'application/pdf' },
    });
    await purgeMedia({ ...gateway.runtime, now: () => new Date(clock().getTime() + 29 * DAY_MS) });
    expect((await mediaOf(made.body.id)).state).toBe('stored');
    await purgeMedia({ ...gateway.runtime, now: () => new Date(clock().getTime() + 31 * DAY_MS) });
    expect((await gateway.call('GET', `/v1/media/${made.body.id}`)).status).toBe(404);
  });

  test.each([0, 1.5, 3651])('is no %s days', async (mediaRetentionDays) => {
    const answer = await gateway.call('PATCH', '/v1/business', { body: { mediaRetentionDays } });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path: 'mediaRetentionDays' }] } });
  });
});

describe('The fetcher', () => {
  test('goes on after a restart with what is not fetched, and clears away old files that nobody knows', async () => {
    const file = { ...aPicture(), addressesOver: 2 };
    const own = await startTestGateway({ graphUrl: meta.url });
    const id = newId();
    meta.media.files.set(id, file);
    const said = { from: newCustomer(), wamid: newWamid(), at: minutesAgo(1) };
    await own.webhook(messages([image(id, said)]));
    await eventually(() => file.addressesOver === 0, 'the first try failed');
    await own.stop();
    const vault = join(own.dataDir, 'media');
    mkdirSync(join(vault, 'ab'));
    const [half, lost, young] = ['incoming/half', 'ab/abold', 'ab/abyoung'].map((name) => join(vault, name));
    const anHourAgo = new Date(Date.now() - 61 * MINUTE_MS);
    for (const path of [half, lost, young]) writeFileSync(path ?? '', 'x');
    for (const path of [half, lost]) utimesSync(path ?? '', anHourAgo, anHourAgo);
    const again = await startTestGateway({ graphUrl: meta.url, dataDir: own.dataDir });
    await eventually(() => !existsSync(lost ?? ''), 'the lost one is cleared away');
    expect([half, young].map((path) => existsSync(path ?? ''))).toEqual([false, true]);
    const stored = await again.call('GET', `/v1/media/${id}?wait=20`);
    expect(stored.body.state).toBe('stored');
    await again.stop();
    await own.close();
  });

  test('leaves room on the disk: without it the file waits, and the message is there all the same', async () => {
    const full = await startTestGateway({
      graphUrl: meta.url,
      vaultLimits: { totalBytes: 100, freeBytes: 0 },
    });
    const id = newId();
    meta.media.files.set(id, aPicture());
    const said = { from: newCustomer(), wamid: newWamid(), at: minutesAgo(1) };
    const told = await receive(full, messages([image(id, said)]));
    expect(one(told, 'message.received').message.content).toMatchObject({ mediaId: id });
    const media = await eventually(async () => {
      const { body } = await full.call('GET', `/v1/media/${id}`);
      return body.problem && body;
    }, 'it is tried');
    expect(media).toMatchObject({ state: 'pending', problem: { code: 'STORE_FULL' } });
    const upload = await full.call('POST', '/v1/media', {
      rawBody: Buffer.from('%PDF-1.4 and more than a hundred bytes'.repeat(4)),
      headers: { 'content-type': 'application/pdf' },
    });
    expect(upload).toMatchObject({ status: 503, body: { code: 'MEDIA_STORE_FULL' } });
    await full.close();
  });
});
