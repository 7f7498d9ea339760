import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { until } from './until.ts';

type Json = Record<string, unknown>;

export type Received = {
  raw: string;
  signed: boolean;
  at: number;
  changes: { field: string; value: Json }[];
};

/** A receiver as a business runs it: checks the signature over the raw bytes, then answers. */
export async function startReceiver({ port = 0, secret = 'sandbox-app-secret' } = {}) {
  const received: Received[] = [];
  let answer: (response: ServerResponse, count: number) => void = (response) => response.writeHead(200).end();
  const server = createServer(async (request, response) => {
    if (request.method === 'GET') {
      const query = new URL(request.url ?? '', 'http://localhost').searchParams;
      response
        .writeHead(query.get('hub.verify_token') === 'right' ? 200 : 403)
        .end(query.get('hub.challenge'));
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    const expected = Buffer.from(`sha256=${createHmac('sha256', secret).update(bytes).digest('hex')}`);
    const given = Buffer.from(String(request.headers['x-hub-signature-256']));
    const signed = expected.length === given.length && timingSafeEqual(expected, given);
    const raw = bytes.toString('utf8');
    const entry = JSON.parse(raw).entry as { changes: Received['changes'] }[];
    received.push({ raw, signed, at: Date.now(), changes: entry.flatMap(({ changes }) => changes) });
    answer(response, received.length);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo;

  const values = (field = 'messages') =>
    received.flatMap(({ changes }) =>
      changes.filter((change) => change.field === field).map(({ value }) => value),
    );
  const statuses = (wamid?: string): Json[] =>
    values()
      .flatMap((value) => (value.statuses as Json[] | undefined) ?? [])
      .filter((status) => wamid === undefined || status.id === wamid);
  const messages = (): Json[] => values().flatMap((value) => (value.messages as Json[] | undefined) ?? []);

  return {
    url: `http://127.0.0.1:${address.port}/webhooks/whatsapp`,
    port: address.port,
    received,
    values,
    statuses,
    messages,
    /** Answers the following webhooks in another way; `count` starts at 1. */
    answerWith(next: (response: ServerResponse, count: number) => void) {
      answer = next;
    },
    /** The status of this message, once it has come. */
    status: (wamid: string, status: string) =>
      until(() => statuses(wamid).find((one) => one.status === status), `the status ${status}`),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type Receiver = Awaited<ReturnType<typeof startReceiver>>;
