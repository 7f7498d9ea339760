import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '../../support/eventually.ts';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

const PNG = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(200_000, 7)]);
const PDF = Buffer.from('%PDF-1.4 Rechnung');
const webp = (flags: number, size: number) =>
  Buffer.concat([
    Buffer.from('RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0', 'latin1'),
    Buffer.from([flags]),
    Buffer.alloc(size - 21),
  ]);
const KB = 1024;
const MB = 1024 * KB;

const upload = (bytes: Uint8Array<ArrayBuffer>, type: string, query = '') =>
  gateway.call('POST', `/v1/media${query}`, { rawBody: bytes, headers: { 'content-type': type } });
const form = async (
  parts: Record<string, string | [bytes: Uint8Array<ArrayBuffer>, type: string, name: string]>,
) => {
  const data = new FormData();
  for (const [name, part] of Object.entries(parts))
    if (typeof part === 'string') data.append(name, part);
    else data.append(name.replace(/\d$/, ''), new Blob([part[0]], { type: part[1] }), part[2]);
  const request = new Request('http://x', { method: 'POST', body: data });
  return gateway.call('POST', '/v1/media', {
    rawBody: new Uint8Array(await request.arrayBuffer()),
    headers: { 'content-type': request.headers.get('content-type') ?? '' },
  });
};
const contentOf = async (id: string) => {
  const headers = { authorization: `Bearer ${gateway.apiKey}` };
  const answer = await fetch(`${gateway.url}/v1/media/${id}/content`, { headers });
  return { headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
};
const leftOver = () => readdirSync(join(gateway.dataDir, 'media', 'incoming'));

describe('A file', () => {
  test('is uploaded as the body itself, and comes back byte for byte', async () => {
    const made = await upload(PNG, 'image/png', '?filename=Bild.png');
    expect(made).toMatchObject({
      status: 201,
      body: { id: expect.stringMatching(/^med_/), kind: 'image', state: 'stored', filename: 'Bild.png' },
    });
    const { bytes, headers } = await contentOf(made.body.id);
    expect(bytes.equals(PNG)).toBe(true);
    expect(headers.get('content-type')).toBe('image/png');
    expect((await gateway.call('GET', `/v1/media/${made.body.id}`)).body).toEqual(made.body);
  });

  test('is uploaded as a form, with the name and type of its part', async () => {
    const made = await form({ file: [PDF, 'application/pdf', 'Rechnung „März“.pdf'] });
    expect(made).toMatchObject({
      status: 201,
      body: {
        kind: 'document',
        mimeType: 'application/pdf',
        filename: 'Rechnung „März“.pdf',
        bytes: PDF.length,
      },
    });
    const { headers } = await contentOf(made.body.id);
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="Rechnung _M_rz_.pdf"; filename*=UTF-8''Rechnung%20%E2%80%9EM%C3%A4rz%E2%80%9C.pdf`,
    );
  });

  test('has a name and type without what neither a header nor a phone can show', async () => {
    const made = await form({
      file: [PDF, 'application/pdf', 'blob'],
      type: 'application/pdf\r\nX-Evil: 1',
      filename: ' Rech\u0000nung\r\n.pdf ',
    });
    expect(made).toMatchObject({ status: 422, body: { errors: [{ path: 'type' }] } });
    const named = await form({
      file: [PDF, 'application/pdf', 'blob'],
      filename: ' Rech\u0000nung\r\n.pdf ',
    });
    expect(named).toMatchObject({ status: 201, body: { filename: 'Rechnung.pdf' } });
    expect((await contentOf(named.body.id)).headers.get('content-disposition')).toContain('"Rechnung.pdf"');
  });

  test('has the type and name that the other fields of its form say', async () => {
    const made = await form({
      file: [PDF, 'application/octet-stream', 'blob'],
      type: 'application/pdf',
      filename: 'Angebot.pdf',
    });
    expect(made).toMatchObject({ status: 201, body: { kind: 'document', filename: 'Angebot.pdf' } });
  });

  test.each([
    ['an image of 5 MB', Buffer.concat([PNG, Buffer.alloc(5 * MB - PNG.length)]), 'image/png', 'image'],
    ['an animated sticker of 500 KB', webp(0x02, 500 * KB), 'image/webp', 'sticker'],
    ['a still sticker of 100 KB', webp(0, 100 * KB), 'image/webp', 'sticker'],
    ['a voice message', Buffer.from('OggS and more'), 'audio/ogg; codecs=opus', 'audio'],
    ['a film', Buffer.from('\0\0\0\x14ftypmp42', 'latin1'), 'video/mp4', 'video'],
    ['a plain text', Buffer.from('Guten Tag'), 'text/plain; charset=utf-8', 'document'],
    [
      'a Word file',
      Buffer.from('PK'),
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'document',
    ],
  ])('may be %s', async (_, bytes, type, kind) => {
    expect(await upload(bytes, type)).toMatchObject({ status: 201, body: { kind } });
  });

  test.each([
    [
      'an image of more than 5 MB',
      Buffer.concat([PNG, Buffer.alloc(5 * MB - PNG.length + 1)]),
      'image/png',
      'file',
      '5 MB',
    ],
    ['an animated sticker of more than 500 KB', webp(0x02, 500 * KB + 1), 'image/webp', 'file', '500 KB'],
    ['a still sticker of more than 100 KB', webp(0, 100 * KB + 1), 'image/webp', 'file', '100 KB'],
    ['an empty file', Buffer.alloc(0), 'image/png', 'file', 'empty'],
    ['a type that WhatsApp does not take', Buffer.from('GIF89a'), 'image/gif', 'type', 'image/gif'],
    ['a JPEG that is none', PNG, 'image/jpeg', 'file', 'something else'],
    ['a page that says it is a PDF', Buffer.from('<html>'), 'application/pdf', 'file', 'something else'],
  ])('is refused by name for %s, and nothing is kept', async (_, bytes, type, path, words) => {
    const answer = await upload(bytes, type);
    expect(answer).toMatchObject({
      status: 422,
      body: { code: 'FILE_NOT_SENDABLE', errors: [{ path, message: expect.stringContaining(words) }] },
    });
    expect(leftOver()).toEqual([]);
  });

  test.each([
    ['before it arrives when its length is said', `Content-Length: ${101 * MB}`],
    ['while it arrives otherwise', 'Transfer-Encoding: chunked'],
  ])('of more than 100 MB is refused %s', async (_, length) => {
    const { hostname, port } = new URL(gateway.url);
    const head = `POST /v1/media HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${gateway.apiKey}\r\nContent-Type: application/pdf\r\n${length}\r\n\r\n`;
    const socket = connect(Number(port), hostname);
    socket.write(head);
    let answer = '';
    socket.setEncoding('utf8').on('data', (text: string) => {
      answer += text;
    });
    const chunk = Buffer.concat([Buffer.from('100000\r\n'), Buffer.alloc(MB), Buffer.from('\r\n')]);
    for (let sent = 0; sent < 110 && answer === '' && length.includes('chunked'); sent += 1)
      await new Promise((resolve) => socket.write(chunk, resolve));
    await eventually(() => answer.includes('FILE_TOO_LARGE'), 'it is refused');
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    socket.destroy();
    await eventually(() => leftOver().length === 0, 'nothing is kept');
  });

  test.each([
    ['without a file', () => form({ filename: 'nichts' }), 422],
    [
      'with two files',
      () => form({ file: [PDF, 'application/pdf', 'a.pdf'], file2: [PDF, 'application/pdf', 'b.pdf'] }),
      422,
    ],
    ['that has no boundary', () => upload(PDF, 'multipart/form-data'), 422],
    [
      'that ends too early',
      () => upload(Buffer.from('--x\r\nContent-Dis'), 'multipart/form-data; boundary=x'),
      422,
    ],
  ])('in a form %s is refused', async (_, call, status) => {
    expect(await call()).toMatchObject({ status, body: { errors: [{ path: 'file' }] } });
    expect(leftOver()).toEqual([]);
  });

  test('without a type is refused', async () => {
    const answer = await fetch(`${gateway.url}/v1/media`, {
      method: 'POST',
      headers: { authorization: `Bearer ${gateway.apiKey}` },
      body: new Uint8Array(PDF),
    });
    expect(answer.status).toBe(415);
  });

  test.each(['application/pdf', 'multipart/form-data; boundary=x'])(
    'whose sender hangs up in the middle of %s leaves nothing behind',
    async (type) => {
      const { hostname, port } = new URL(gateway.url);
      const part = '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n%PDF';
      const socket = connect(Number(port), hostname, () => {
        socket.write(
          `POST /v1/media HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${gateway.apiKey}\r\nContent-Type: ${type}\r\nContent-Length: 100000\r\n\r\n${part}`,
        );
      });
      await eventually(() => leftOver().length === 1, 'it begins to arrive');
      socket.destroy();
      await eventually(() => leftOver().length === 0, 'it is given up');
    },
  );

  test('needs the scope to send, and its content the scope to read', async () => {
    const reader = await gateway.makeKey(['messages:read']);
    const refused = await gateway.call('POST', '/v1/media', {
      key: reader,
      rawBody: PDF,
      headers: { 'content-type': 'application/pdf' },
    });
    expect(refused.status).toBe(403);
    const { body } = await upload(PDF, 'application/pdf');
    const sender = await gateway.makeKey(['messages:send']);
    expect((await gateway.call('GET', `/v1/media/${body.id}`, { key: sender })).status).toBe(403);
    expect((await gateway.call('GET', `/v1/media/${body.id}`, { key: null })).status).toBe(401);
    expect((await gateway.call('GET', '/v1/media/med_none')).status).toBe(404);
  });
});
