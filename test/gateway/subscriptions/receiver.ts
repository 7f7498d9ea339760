import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Delivered = {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly event: { readonly id: string; readonly type: string; readonly data: Record<string, unknown> };
  /** What it was answered with. */
  readonly status: number;
};

export type Receiver = {
  readonly url: string;
  /** Everything that arrived, in order. */
  readonly all: readonly Delivered[];
  /** What was taken with a 2xx. */
  readonly taken: readonly Delivered[];
  /** Answers each POST; 200 unless a test says otherwise. */
  answer: (delivered: Omit<Delivered, 'status'>) => number;
  /** Where a redirect leads to. */
  location: string;
  close(): Promise<void>;
};

/** A target over a real socket; on a given port it comes back where it was. */
export async function startReceiver(port = 0): Promise<Receiver> {
  const all: Delivered[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      const delivered = { headers: request.headers, text, event: JSON.parse(text) };
      const status = receiver.answer(delivered);
      all.push({ ...delivered, status });
      response
        .writeHead(status, status >= 300 && status < 400 ? { location: receiver.location } : {})
        .end('{}');
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    all,
    get taken() {
      return all.filter(({ status }) => status < 300);
    },
    answer: () => 200,
    location: '/elsewhere',
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return receiver;
}
