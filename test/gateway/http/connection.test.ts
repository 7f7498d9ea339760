import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
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

  test('whose caller hangs up ends the wait that it asked for', async () => {
    const caller = new AbortController();
    const waiting = gateway.call('GET', '/v1/events?after=latest&wait=60', { signal: caller.signal });
    const sockets = () => gateway.call('GET', '/v1/business');
    await sockets();
    caller.abort();
    await expect(waiting).rejects.toThrow('aborted');
    await eventually(async () => (await sockets()).status === 200, 'the gateway still answers');
  });
});
