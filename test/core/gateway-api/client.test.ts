import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import {
  createGatewayClient,
  fetchTransport,
  GatewayProblem,
  GatewayUnreachable,
} from '@parley/core/gateway-api';

type Seen = { method: string; url: string; headers: IncomingMessage['headers']; body: string };

let server: Server | undefined;
const seen: Seen[] = [];

afterEach(async () => {
  seen.length = 0;
  server?.closeAllConnections();
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  server = undefined;
});

async function aGateway(
  answer: { status: number; body?: unknown; headers?: Record<string, string> } | 'hang' | 'reset',
) {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
      if (answer === 'hang') return;
      if (answer === 'reset') return request.socket.destroy();
      response.writeHead(answer.status, answer.headers);
      const said = answer.body ?? '';
      response.end(typeof said === 'string' ? said : JSON.stringify(said));
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return createGatewayClient(fetchTransport({ url, apiKey: 'a-key', fetch, timeoutMs: 300, language: 'de' }));
}

const decision = {
  verdict: 'blocked',
  code: 'NO_CONSENT',
  reason: 'r',
  remedy: 'x',
  window: { open: false, closesAt: null },
  evidence: [],
};
const problem = { type: 'about:blank', code: 'NO_CONSENT', title: 't', status: 422, detail: 'd', decision };

describe('the client of the gateway', () => {
  test('sends key, language and idempotency key with the body', async () => {
    const client = await aGateway({ status: 202, body: { id: 'msg_1' } });
    const request = { to: '+4915112345678', content: { type: 'text' as const, text: 'Grüße' } };
    const result = await client.sendMessage(request, { idempotencyKey: 'k-1' });
    expect(result).toEqual({ outcome: 'accepted', message: { id: 'msg_1' } });
    expect(seen[0]).toMatchObject({ method: 'POST', url: '/v1/messages' });
    expect(seen[0]?.headers).toMatchObject({
      authorization: 'Bearer a-key',
      'accept-language': 'de',
      'idempotency-key': 'k-1',
    });
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual(request);
  });

  test('takes a refusal as a value', async () => {
    const client = await aGateway({ status: 422, body: problem });
    const result = await client.sendMessage({ to: '+4915112345678', content: { type: 'text', text: 'x' } });
    expect(result).toEqual({ outcome: 'refused', decision, problem });
  });

  test('throws any other problem with what the gateway said', async () => {
    const client = await aGateway({
      status: 409,
      body: { ...problem, decision: undefined, code: 'TOO_LATE', status: 409 },
    });
    await expect(client.cancelMessage('msg/1')).rejects.toThrow(GatewayProblem);
    expect(seen[0]?.url).toBe('/v1/messages/msg%2F1/cancel');
  });

  test('tells a version conflict and a missing value apart from errors', async () => {
    const conflicting = await aGateway({
      status: 409,
      body: { ...problem, code: 'VERSION_CONFLICT', status: 409 },
    });
    expect(await conflicting.putToolState('slack', 'cursor', { value: 1, ifVersion: 3 })).toBe('conflict');
    server?.close();
    const empty = await aGateway({ status: 404, body: { ...problem, code: 'NOT_FOUND', status: 404 } });
    expect(await empty.getToolState('slack', 'cursor')).toBeUndefined();
  });

  test.each(['hang', 'reset'] as const)(
    'says that no answer came when the gateway does %s',
    async (behaviour) => {
      const client = await aGateway(behaviour);
      await expect(client.listNumbers()).rejects.toThrow(GatewayUnreachable);
      expect(seen).toHaveLength(1);
    },
  );

  test('does not carry the key to where a redirect points', async () => {
    const client = await aGateway({ status: 302, headers: { location: '/elsewhere' } });
    await expect(client.listNumbers()).rejects.toThrow(GatewayUnreachable);
    expect(seen).toHaveLength(1);
  });

  test('does not take the page of a proxy for an answer', async () => {
    const client = await aGateway({ status: 502, body: '<html>Bad gateway</html>' });
    await expect(client.listNumbers()).rejects.toThrow("not the gateway's");
  });
});
