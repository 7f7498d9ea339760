import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '../../support/eventually.ts';
import { type SandboxLine, startSandboxLine } from '../../support/sandbox-line.ts';

// The sandbox is Meta's side: it alone fetches what is linked, and from this machine only.
let line: SandboxLine;
let files: Server;
let filesUrl: string;
const fetched: string[] = [];
const phone = '4915112345998';
const booking = { 1: 'Erika', 2: 'Sommernacht am See', 3: '12. Dezember', button_0_url: 'K-5531' };

beforeAll(async () => {
  files = createServer(({ url = '' }, response) => {
    fetched.push(url);
    if (!url.startsWith('/ticket.pdf')) return response.writeHead(404).end();
    return response.writeHead(200, { 'content-type': 'application/pdf' }).end('%PDF-1.4 Ticket K-5531');
  });
  await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve));
  filesUrl = `http://127.0.0.1:${(files.address() as AddressInfo).port}`;
  line = await startSandboxLine();
  await line.toSandbox('POST', `/sandbox/customers/${phone}/messages`, { type: 'text', text: 'Hallo' });
  await eventually(
    async () => (await line.gateway.call('GET', '/v1/messages')).body.items[0],
    'the customer has written',
  );
  await line.gateway.call('POST', '/v1/templates/sync');
});
afterAll(async () => {
  await line.close();
  files.closeAllConnections();
  await new Promise((resolve) => files.close(resolve));
});

async function ended(content: object) {
  const sent = await line.gateway.call('POST', '/v1/messages', { body: { to: `+${phone}`, content } });
  expect(sent.status).toBe(202);
  return (await line.gateway.call('GET', `/v1/messages/${sent.body.id}?wait=20&until=delivered`)).body;
}

describe.each([
  ['as a document', 'document', (link: string) => ({ type: 'document', link, filename: 'Ticket.pdf' })],
  [
    'over a template',
    'header',
    (link: string) => ({
      type: 'template',
      name: 'ticket_booking',
      language: 'de',
      variables: { ...booking, header_document: link },
    }),
  ],
])('A file of this machine that is linked %s', (_words, how, content) => {
  test('is fetched by the other side, once, and delivered', async () => {
    const message = await ended(content(`${filesUrl}/ticket.pdf?${how}`));
    expect(message).toMatchObject({ status: 'delivered', error: null });
    expect(fetched.filter((url) => url === `/ticket.pdf?${how}`)).toHaveLength(1);
  });

  test('and is not there fails with the code of Meta', async () => {
    const message = await ended(content(`${filesUrl}/nichts.pdf`));
    expect(message).toMatchObject({ status: 'failed', error: { source: 'meta', code: '131053' } });
  });
});
