// A number at Meta's side at full speed, as a process of its own: it takes every send, and reports each as sent,
// delivered and read, signed as Meta does. `GET /figures` tells what it has seen.
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { graphTemplates } from '../support/graph-templates.ts';
import { senderTo } from './offer.ts';
import { benchValues } from './values.ts';
import type { SignedWebhook } from './webhooks.ts';

/** What the number has seen so far. */
export type NumberFigures = {
  readonly sends: number;
  /** Sends of a message that had arrived before. */
  readonly twice: number;
  readonly statuses: number;
  /** Statuses that were not answered 200. */
  readonly refused: number;
  /** The most sends that arrived within any second. */
  readonly mostInASecond: number;
};

const SECOND_MS = 1000;

/** Meta sends statuses again that are not answered; a refused one comes again after this long, until it is taken. */
const AGAIN_AFTER_MS = 100;

const seen = new Set<string>();
const lately: number[] = [];
let figures = { sends: 0, twice: 0, statuses: 0, refused: 0, mostInASecond: 0 };
let gateway: ReturnType<typeof senderTo> | undefined;

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(answer(request.url ?? '', Buffer.concat(chunks).toString('utf8'))));
  });
});

function answer(path: string, body: string): unknown {
  if (path === '/figures') return figures;
  if (path === '/gateway') {
    gateway = senderTo(JSON.parse(body).url);
    return {};
  }
  if (path.includes('message_templates')) return { data: graphTemplates, paging: { cursors: {} } };
  if (body === '')
    return {
      id: benchValues.numberId,
      display_phone_number: '+49 30 123456789',
      throughput: { level: 'HIGH' },
    };
  return take(JSON.parse(body));
}

function take({
  to,
  biz_opaque_callback_data: id,
}: {
  to: string;
  biz_opaque_callback_data: string;
}): unknown {
  const now = performance.now();
  lately.push(now);
  while ((lately[0] ?? now) <= now - SECOND_MS) lately.shift();
  figures = {
    ...figures,
    sends: figures.sends + 1,
    twice: figures.twice + (seen.has(id) ? 1 : 0),
    mostInASecond: Math.max(figures.mostInASecond, lately.length),
  };
  seen.add(id);
  const wamid = `wamid.HBgNNDkxNTE1NTAwMDAwMBUCABEYBUSY${String(seen.size).padStart(12, '0')}`;
  setImmediate(() => void report(wamid, to, id));
  return {
    messaging_product: 'whatsapp',
    contacts: [{ input: to, wa_id: to }],
    messages: [{ id: wamid }],
  };
}

async function report(wamid: string, to: string, id: string): Promise<void> {
  for (const name of ['sent', 'delivered', 'read']) await deliver(signed(statusOf(name, wamid, to, id)));
}

async function deliver(webhook: SignedWebhook): Promise<void> {
  if (!gateway) return;
  for (;;) {
    try {
      await gateway.post(webhook);
      figures = { ...figures, statuses: figures.statuses + 1 };
      return;
    } catch {
      figures = { ...figures, refused: figures.refused + 1 };
      await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS));
    }
  }
}

function statusOf(name: string, wamid: string, to: string, id: string): unknown {
  const timestamp = String(Math.floor(Date.now() / SECOND_MS));
  const status = { id: wamid, status: name, timestamp, recipient_id: to, biz_opaque_callback_data: id };
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '4930123456789', phone_number_id: benchValues.numberId },
    statuses: [status],
  };
  return {
    object: 'whatsapp_business_account',
    entry: [{ id: benchValues.accountId, changes: [{ value, field: 'messages' }] }],
  };
}

function signed(payload: unknown): SignedWebhook {
  const body = Buffer.from(JSON.stringify(payload));
  const digest = createHmac('sha256', benchValues.appSecret).update(body).digest('hex');
  return { body, signature: `sha256=${digest}` };
}

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.send?.({ url: `http://127.0.0.1:${port}` });
});
process.once('disconnect', () => process.exit(0));
