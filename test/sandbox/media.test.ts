import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aSandbox, NUMBER_ID, PHONE, type SandboxUnderTest, wamidOf } from './sandbox-under-test.ts';
import { until } from './until.ts';

let sandbox: SandboxUnderTest;
let files: Server;
let filesUrl: string;
beforeAll(async () => {
  sandbox = await aSandbox();
  await sandbox.customer('messages', { text: 'Hallo' });
  files = createServer((request, response) => {
    if (request.url === '/bild.png') response.setHeader('content-type', 'image/png').end('png');
    else if (request.url === '/seite') response.setHeader('content-type', 'text/html').end('<p>');
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve));
  filesUrl = `http://127.0.0.1:${(files.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await sandbox.close();
  files.closeAllConnections();
  await new Promise((resolve) => files.close(resolve));
});

const token = { authorization: 'Bearer sandbox-access-token' };

async function upload(bytes: Uint8Array, type: string, { product = 'whatsapp' } = {}) {
  const form = new FormData();
  form.set('messaging_product', product);
  form.set('type', type);
  form.set('file', new Blob([Buffer.from(bytes)], { type }), 'datei');
  const response = await fetch(`${sandbox.url}/v25.0/${NUMBER_ID}/media`, {
    method: 'POST',
    headers: token,
    body: form,
  });
  return { status: response.status, body: await response.json() };
}

const anImage = (link: string) => sandbox.send({ type: 'image', image: { link } });

describe('an uploaded file', () => {
  const bytes = Buffer.from('ein bild');

  test('is shown and deleted as one of a number of the account only', async () => {
    const { body } = await upload(bytes, 'image/png');
    for (const method of ['GET', 'DELETE'])
      expect(await sandbox.graph(method, `${body.id}?phone_number_id=999`)).toMatchObject({
        status: 400,
        body: { error: { code: 100, error_subcode: 33 } },
      });
    expect((await sandbox.graph('GET', `${body.id}?phone_number_id=${NUMBER_ID}`)).body.id).toBe(body.id);
  });

  test('in a form that can not be read is refused', async () => {
    const response = await fetch(`${sandbox.url}/v25.0/${NUMBER_ID}/media`, {
      method: 'POST',
      headers: { ...token, 'content-type': 'multipart/form-data; boundary=x' },
      body: 'no form',
    });
    expect([response.status, ((await response.json()) as { error: { code: number } }).error.code]).toEqual([
      400, 100,
    ]);
  });

  test('has an id, an address for five minutes, and the same bytes', async () => {
    const { body } = await upload(bytes, 'image/png');
    const { body: node } = await sandbox.graph('GET', body.id);
    expect(node).toEqual({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1/),
      mime_type: 'image/png',
      sha256: createHash('sha256').update(bytes).digest('hex'),
      file_size: '8',
      id: body.id,
      messaging_product: 'whatsapp',
    });
    const url = String(node.url);
    const file = await fetch(url, { headers: token });
    expect(file.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await file.arrayBuffer())).toEqual(bytes);
    expect((await fetch(url)).status).toBe(401);
    expect((await fetch(url.replace(/ext=\d+/, 'ext=1'), { headers: token })).status).toBe(404);
    const wamid = wamidOf(await sandbox.send({ type: 'image', image: { id: body.id } }));
    await sandbox.receiver.status(wamid, 'delivered');
    expect((await sandbox.graph('DELETE', body.id)).body).toEqual({ success: true });
    expect((await sandbox.graph('GET', body.id)).body.error).toMatchObject({ code: 100, error_subcode: 33 });
  });

  test.each([
    ['of a type WhatsApp does not carry', bytes, 'application/zip', 100],
    ['that is empty', Buffer.alloc(0), 'image/png', 131053],
    ['that is too large', Buffer.alloc(5 * 1024 * 1024 + 1), 'image/jpeg', 131053],
    ['sticker that is too large', Buffer.alloc(500 * 1024 + 1), 'image/webp', 131053],
  ])('%s is refused', async (_case, content, type, code) => {
    expect(await upload(content, type)).toMatchObject({ status: 400, body: { error: { code } } });
  });

  test('for another product is refused', async () => {
    expect(await upload(bytes, 'image/png', { product: 'sms' })).toMatchObject({
      status: 400,
      body: { error: { code: 100 } },
    });
  });

  test('sent as the wrong kind fails afterwards', async () => {
    const { body } = await upload(bytes, 'application/pdf');
    const wamid = wamidOf(await sandbox.send({ type: 'image', image: { id: body.id } }));
    expect((await sandbox.receiver.status(wamid, 'failed')).errors).toMatchObject([{ code: 131053 }]);
  });
});

describe('a linked file', () => {
  test.each([
    ['on the internet is not fetched and arrives', () => 'https://bilder.example/bild.png', undefined],
    ['on this machine is fetched', () => `${filesUrl}/bild.png`, undefined],
    ['on this machine that is not there', () => `${filesUrl}/nichts.png`, '404'],
    ['on this machine of the wrong type', () => `${filesUrl}/seite`, 'text/html'],
    ['on a host nobody reaches', () => 'https://unreachable.example/bild.png', 'weblink'],
  ])('%s', async (_case, link, details) => {
    const answer = await anImage(link());
    expect(answer.status).toBe(200);
    const status = await sandbox.receiver.status(wamidOf(answer), details ? 'failed' : 'delivered');
    if (details) {
      expect(status.errors).toMatchObject([
        { code: 131053, error_data: { details: expect.stringContaining(details) } },
      ]);
    }
  });
});

test('a file from a customer can be downloaded by its webhook', async () => {
  const data = Buffer.from('foto').toString('base64');
  const { body } = await sandbox.customer('messages', { type: 'image', data, mimeType: 'image/jpeg' });
  const message = await until(
    () => sandbox.receiver.messages().find(({ id }) => id === body.wamid),
    'the webhook',
  );
  const { url, id, sha256 } = message.image as { url: string; id: string; sha256: string };
  expect(sha256).toBe(createHash('sha256').update('foto').digest('base64'));
  expect(await (await fetch(url, { headers: token })).text()).toBe('foto');
  expect((await sandbox.graph('GET', id)).body).toMatchObject({ mime_type: 'image/jpeg', file_size: '4' });
  expect((await sandbox.phone(PHONE)).at(-1)).toMatchObject({ media: { kind: 'image', id } });
});

test('a sample for a template header is uploaded in two steps and answers a handle', async () => {
  const begun = await sandbox.graph(
    'POST',
    '100000000000001/uploads?file_length=3&file_type=image/png&file_name=a.png',
  );
  const finish = (body: string) =>
    fetch(`${sandbox.url}/v25.0/${begun.body.id}`, {
      method: 'POST',
      headers: { ...token, 'content-type': 'application/octet-stream', file_offset: '0' },
      body,
    });
  expect((await finish('zu lang')).status).toBe(400);
  expect(await (await finish('abc')).json()).toEqual({ h: expect.stringMatching(/^4::/) });
  expect((await finish('abc')).status).toBe(400);
});

describe('a sample for the header of a template', () => {
  const begin = (type: string, length: number) =>
    sandbox.graph('POST', `100000000000001/uploads?file_type=${type}&file_length=${length}`);

  test.each(['text/plain', 'application/json', 'application/octet-stream', 'image/png'])(
    'is taken byte by byte when the client calls it %s',
    async (type) => {
      const { id } = (await begin('image/png', 5)).body;
      const answer = await fetch(`${sandbox.url}/v25.0/${id}`, {
        method: 'POST',
        headers: { ...token, 'content-type': type, file_offset: '0' },
        body: '{"a":',
      });
      expect([answer.status, await answer.json()]).toEqual([200, { h: expect.stringMatching(/^4::/) }]);
    },
  );

  test('is refused when its type is no text', async () => {
    const answer = await sandbox.graph('POST', '100000000000001/uploads', { file_type: 5, file_length: 5 });
    expect([answer.status, answer.body.error?.code]).toEqual([400, 100]);
  });

  test('of five megabytes is begun, one byte more is not', async () => {
    expect((await begin('image/png', 5 * 1024 * 1024)).status).toBe(200);
    expect((await begin('image/png', 5 * 1024 * 1024 + 1)).body.error?.code).toBe(100);
  });
});
