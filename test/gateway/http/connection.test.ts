import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type OpenCalls, openCalls } from '../../../packages/gateway/src/http/open-calls.ts';
import { eventually } from '../../support/eventually.ts';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

/** Sends bytes as they are and answers with everything that comes back. */
function exchange(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(gateway.url);
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    let answer = '';
    socket.setEncoding('utf8').on('data', (text: string) => {
      answer += text;
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

describe('a connection', () => {
  test('with bytes that are no HTTP is answered with a problem and closed', async () => {
    const answer = await exchange('hello there\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
  });

  test('with a request that names no host is answered with a problem', async () => {
    const answer = await exchange('GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toMatch(/content-type: application\/problem\+json/i);
    expect(answer).toContain('Host');
    // Older ones need not.
    expect(await exchange('GET /healthz HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /);
  });

  test('with a head that is too large is answered with a problem', async () => {
    const answer = await exchange(
      `GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(40_000)}\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({ status: 431 });
  });

  test('that ends in the middle of a body is no failure of ours', async () => {
    const { hostname, port } = new URL(gateway.url);
    const head = `POST /v1/consent HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${gateway.apiKey}\r\n`;
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), hostname, () => {
        socket.write(`${head}Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"contact":`, () =>
          socket.destroy(),
        );
      });
      socket.on('close', () => resolve());
    });
    expect((await gateway.call('GET', '/v1/business')).status).toBe(200);
    expect(gateway.logged.filter((line) => line.includes('"level":50'))).toEqual([]);
  });
});

describe('a call that waits', () => {
  test.each([
    ['its caller hangs up', (caller: AbortController) => caller.abort()],
    ['the server closes', (_caller: AbortController, open: OpenCalls) => open.endWaiting()],
  ])('hears when %s, and not before', async (_what, end) => {
    const open = openCalls();
    const signals: AbortSignal[] = [];
    const server = createServer((_request, response) => void signals.push(open.signalFor(response)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const caller = new AbortController();
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const call = fetch(url, { signal: caller.signal }).catch((error: Error) => error.name);
    const signal = await eventually(() => signals[0], 'the call has arrived');
    expect(signal.aborted).toBe(false);
    end(caller, open);
    await eventually(() => signal.aborted, 'the call was told');
    caller.abort();
    expect(await call).toBe('AbortError');
    await new Promise((resolve) => server.close(resolve));
  });
});
