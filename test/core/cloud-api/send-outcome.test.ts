import type { ServerResponse } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { createCloudApi, toGraphMessage } from '@parley/core/cloud-api';
import { Agent, fetch as undiciFetch } from 'undici';
import { closedPort, httpStandIn, tcpStandIn } from './graph-stand-in.ts';
import { metaFixture } from './meta-fixture.ts';

const token = 'EAAtesttoken0123456789';
const message = toGraphMessage({
  to: { phone: '+4915112345678' },
  content: { type: 'text', text: 'Hallo' },
  callbackData: 'msg_01',
});

// Both copies of the client are met in practice: Node's own, and the one of the gateway's pool.
const clients: [string, typeof fetch][] = [
  ["Node's fetch", fetch],
  // The types of the two copies differ in names only.
  ["undici's fetch", undiciFetch as unknown as typeof fetch],
];

function send(baseUrl: string, options: { fetch?: typeof fetch; timeoutMs?: number } = {}) {
  const api = createCloudApi({ baseUrl, version: 'v25.0', token, fetch, ...options });
  return api.sendMessage('106540352242922', message);
}

function json(response: ServerResponse, status: number, body: unknown) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

const error = (code: number, text = 'Something') => ({
  error: { code, message: text, type: 'OAuthException' },
});

describe.each(clients)('a send through %s', (_name, client) => {
  test('is accepted when the answer has an id, and goes out once, exactly as written', async () => {
    await using meta = await httpStandIn((_request, response) =>
      json(response, 200, metaFixture('send-accepted')),
    );
    expect(await send(meta.url, { fetch: client })).toEqual({
      kind: 'accepted',
      wamid: 'wamid.HBgNACCEPTED',
      messageStatus: 'accepted',
      waId: '4915112345678',
    });
    expect(meta.arrived).toHaveLength(1);
    const [{ request, body }] = meta.arrived as [(typeof meta.arrived)[0]];
    expect([request.method, request.url]).toEqual(['POST', '/v25.0/106540352242922/messages']);
    expect(request.headers).toMatchObject({
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
    });
    expect(JSON.parse(body.toString())).toEqual(message);
  });

  test('is rejected by an error body with a 4xx', async () => {
    await using meta = await httpStandIn((_request, response) =>
      json(response, 404, metaFixture('send-error')),
    );
    expect(await send(meta.url, { fetch: client })).toEqual({
      kind: 'rejected',
      error: {
        code: 132001,
        title: 'Template name does not exist in the translation',
        details: 'template name (order_updat) does not exist in de',
        httpStatus: 404,
        category: 'template',
        retryable: false,
      },
    });
  });

  test.each([400, 403])('is rejected by throttling, whatever 4xx it comes with (%i)', async (status) => {
    await using meta = await httpStandIn((_request, response) => json(response, status, error(130429)));
    expect(await send(meta.url, { fetch: client })).toMatchObject({
      kind: 'rejected',
      error: { code: 130429, category: 'throttling', retryable: true },
    });
  });

  test.each([200, 400, 500, 503])('is rejected by maintenance (131057) with %i', async (status) => {
    await using meta = await httpStandIn((_request, response) => json(response, status, error(131057)));
    expect(await send(meta.url, { fetch: client })).toMatchObject({
      kind: 'rejected',
      error: { code: 131057 },
    });
  });

  test.each([500, 502, 503])('is unknown after %i, whatever its body says', async (status) => {
    await using meta = await httpStandIn((_request, response) => json(response, status, error(131000)));
    expect(await send(meta.url, { fetch: client })).toMatchObject({
      kind: 'unknown',
      cause: { code: `HTTP_${status}`, httpStatus: status, error: { code: 131000 } },
    });
    expect(meta.arrived).toHaveLength(1);
  });

  test('is unknown when no answer comes in time', async () => {
    await using meta = await httpStandIn(() => {});
    expect(await send(meta.url, { fetch: client, timeoutMs: 150 })).toMatchObject({
      kind: 'unknown',
      cause: { code: 'TIMEOUT' },
    });
    expect(meta.arrived).toHaveLength(1);
  });

  test('is unknown when the answer begins and does not end in time', async () => {
    await using meta = await httpStandIn((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"messages":[{"id":"wamid.HALF"');
    });
    expect(await send(meta.url, { fetch: client, timeoutMs: 150 })).toMatchObject({
      kind: 'unknown',
      cause: { code: 'TIMEOUT' },
    });
  });

  test('is unknown when the answer breaks off', async () => {
    await using meta = await httpStandIn((_request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"messages":', () => response.destroy());
    });
    expect(await send(meta.url, { fetch: client })).toMatchObject({ kind: 'unknown' });
  });

  test('is unknown when the connection is closed without an answer', async () => {
    await using meta = await httpStandIn((request) => request.socket.destroy());
    expect(await send(meta.url, { fetch: client })).toMatchObject({ kind: 'unknown' });
    expect(meta.arrived).toHaveLength(1);
  });

  test('is unknown when the connection is reset at the first byte that arrives', async () => {
    await using meta = await tcpStandIn((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect(await send(meta.url, { fetch: client })).toMatchObject({ kind: 'unknown' });
  });

  test('is unknown when the answer is no HTTP', async () => {
    await using meta = await tcpStandIn((socket) => socket.end('220 mail.example.com ready\r\n\r\n'));
    expect(await send(meta.url, { fetch: client })).toMatchObject({ kind: 'unknown' });
  });

  test('is not sent when the port is closed', async () => {
    expect(await send(`http://127.0.0.1:${await closedPort()}`, { fetch: client })).toMatchObject({
      kind: 'not_sent',
      cause: { code: 'ECONNREFUSED' },
    });
  });

  test('is not sent when every address of the host refuses', async () => {
    expect(await send(`http://localhost:${await closedPort()}`, { fetch: client })).toMatchObject({
      kind: 'not_sent',
      cause: { code: 'ECONNREFUSED' },
    });
  });

  test('is not sent when the connection closes before TLS stands', async () => {
    await using meta = await tcpStandIn((socket) => socket.end());
    expect(await send(`https://127.0.0.1:${meta.port}`, { fetch: client })).toMatchObject({
      kind: 'not_sent',
    });
  });
});

describe('an answer that says neither yes nor no', () => {
  test.each([
    ['a 2xx without an id', 200, '{"messaging_product":"whatsapp","messages":[]}', 'NO_ID'],
    ['a 2xx with an empty id', 200, '{"messages":[{"id":""}]}', 'NO_ID'],
    ['a 2xx that is no JSON', 200, '<html>ok</html>', 'UNREADABLE'],
    ['an empty 2xx', 200, '', 'UNREADABLE'],
    ['a 2xx with an error', 200, JSON.stringify(error(131000)), 'HTTP_200'],
    ['a 4xx of something in between', 413, '<html>too large</html>', 'HTTP_413'],
    ['a 4xx without a code', 400, '{"error":{"message":"odd"}}', 'HTTP_400'],
  ])('%s is unknown', async (_name, status, body, code) => {
    await using meta = await httpStandIn((_request, response) => response.writeHead(status).end(body));
    expect(await send(meta.url)).toMatchObject({ kind: 'unknown', cause: { code } });
  });

  test('a redirect is not followed: neither token nor message go elsewhere', async () => {
    await using elsewhere = await httpStandIn((_request, response) => json(response, 200, {}));
    await using meta = await httpStandIn((_request, response) =>
      response.writeHead(307, { location: `${elsewhere.url}/v25.0/1/messages` }).end(),
    );
    expect(await send(meta.url)).toMatchObject({ kind: 'unknown', cause: { code: 'HTTP_307' } });
    expect(elsewhere.arrived).toEqual([]);
  });

  test('an answer without an end is not read to its end', async () => {
    await using meta = await httpStandIn((_request, response) => {
      const chunk = Buffer.alloc(1024 * 1024, 'x');
      const write = () => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', write);
      write();
    });
    expect(await send(meta.url)).toMatchObject({ kind: 'unknown', cause: { code: 'TOO_LARGE' } });
  });
});

describe('a connection that does not come about', () => {
  const through = (agent: Agent) =>
    ((url: string, init: object) =>
      undiciFetch(url, { ...init, dispatcher: agent })) as unknown as typeof fetch;

  test.each(['ENOTFOUND', 'EAI_AGAIN'])('a name that is not resolved (%s) is not sent', async (code) => {
    const lookup = (_host: string, _options: object, done: (error: Error) => void) =>
      done(Object.assign(new Error(code), { code, syscall: 'getaddrinfo' }));
    const agent = new Agent({ connect: { lookup: lookup as never } });
    const outcome = await send('http://graph.example.com', { fetch: through(agent) });
    await agent.close();
    expect(outcome).toMatchObject({ kind: 'not_sent', cause: { code } });
  });

  test('a handshake that takes too long is not sent', async () => {
    await using meta = await tcpStandIn(() => {});
    const agent = new Agent({ connect: { timeout: 200 } });
    const outcome = await send(`https://127.0.0.1:${meta.port}`, { fetch: through(agent) });
    await agent.destroy();
    expect(outcome).toMatchObject({ kind: 'not_sent', cause: { code: 'UND_ERR_CONNECT_TIMEOUT' } });
  });

  test('an answer in plain text where TLS belongs proves nothing', async () => {
    await using meta = await tcpStandIn((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    expect(await send(`https://127.0.0.1:${meta.port}`)).toMatchObject({ kind: 'unknown' });
  });
});

test('a token that Meta quotes is not passed on', async () => {
  const text = `Malformed access token ${token}`;
  await using meta = await httpStandIn((_request, response) => json(response, 401, error(190, text)));
  const outcome = await send(meta.url);
  expect(outcome).toMatchObject({ kind: 'rejected', error: { code: 190, category: 'access' } });
  expect(JSON.stringify(outcome)).not.toContain(token);
});

test.each([
  ['an address that is none', { baseUrl: 'graph.facebook.com' }, 'WHATSAPP_API_BASE_URL'],
  ['another protocol', { baseUrl: 'ftp://graph.example.com' }, 'WHATSAPP_API_BASE_URL'],
  ['an empty token', { token: '' }, 'WHATSAPP_ACCESS_TOKEN'],
  ['a token with a line break', { token: 'EAA\n' }, 'WHATSAPP_ACCESS_TOKEN'],
])('%s is refused before the first call, by the name of its setting', (_name, wrong, setting) => {
  const settings = { baseUrl: 'https://graph.example.com', version: 'v25.0', token, fetch, ...wrong };
  expect(() => createCloudApi(settings)).toThrow(
    expect.objectContaining({ code: 'SETTINGS_INVALID', message: expect.stringContaining(setting) }),
  );
});
