import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { graphTemplates } from '../support/graph-templates.ts';
import { median, RUNS } from './figures.ts';
import { senderTo } from './offer.ts';
import { benchValues } from './values.ts';
import { customerPhone, textMessages } from './webhooks.ts';

/** Sends whose way is timed one after another, in every run. */
const TIMED = 200;

/** Sends that are posted at once, in every run; each to somebody else, since a conversation has one in flight. */
const AT_ONCE = 1_000;

/** Callers that post at the same time. */
const CALLERS = 64;

/** Far longer than any send takes; one that is not there by then is lost, and that must be told. */
const ARRIVE_WITHIN_MS = 30_000;

/** Plays Meta's side, and tells when each text arrived. */
export type GraphServer = {
  readonly url: string;
  /** The moment at which this text has arrived, by `performance.now`. */
  arrival(text: string): Promise<number>;
  close(): Promise<void>;
};

export async function startGraphServer(): Promise<GraphServer> {
  const waiting = new Map<string, (at: number) => void>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const at = performance.now();
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answer(request.url ?? '', Buffer.concat(chunks).toString('utf8'), at)));
    });
  });
  let sent = 0;

  function answer(path: string, body: string, at: number): unknown {
    if (path.includes('message_templates')) return { data: graphTemplates, paging: { cursors: {} } };
    // A number after its upgrade: at 80 messages a second the pace would be measured, and not the gateway.
    if (body === '')
      return {
        id: benchValues.numberId,
        display_phone_number: '+49 30 123456789',
        throughput: { level: 'HIGH' },
      };
    const { text, to } = JSON.parse(body) as { text: { body: string }; to?: string };
    waiting.get(text.body)?.(at);
    waiting.delete(text.body);
    sent += 1;
    return {
      messaging_product: 'whatsapp',
      contacts: [{ input: to, wa_id: to }],
      messages: [{ id: `wamid.HBgNNDkxNTE1NTAwMDAwMBUCABEYSENT${String(sent).padStart(12, '0')}` }],
    };
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrival: (text) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error('A send has not arrived.')), ARRIVE_WITHIN_MS);
        waiting.set(text, (at) => {
          clearTimeout(timer);
          resolve(at);
        });
      }),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type SendFigures = {
  readonly floorP50Ms: number;
  readonly gatewayP50Ms: number;
  readonly perSecond: number;
};

/** From a caller's POST to the arrival at Meta's side: through the gateway, and by a bare `fetch`. */
export async function measureSend(gatewayUrl: string, graph: GraphServer): Promise<SendFigures> {
  await openWindows(gatewayUrl);
  let count = 0;
  const through = async (index: number) => {
    const text = `Ihr Paket ist unterwegs (${count++}).`;
    const arrival = graph.arrival(text);
    const begin = performance.now();
    const body = JSON.stringify({ to: customerPhone(index), content: { type: 'text', text } });
    await post(`${gatewayUrl}/v1/messages`, benchValues.apiKey, body, 202);
    return (await arrival) - begin;
  };
  const bare = async () => {
    const text = `Ihr Paket ist unterwegs (${count++}).`;
    const arrival = graph.arrival(text);
    const begin = performance.now();
    const body = JSON.stringify({ messaging_product: 'whatsapp', type: 'text', text: { body: text } });
    await post(`${graph.url}/v25.0/${benchValues.numberId}/messages`, benchValues.accessToken, body, 200);
    return (await arrival) - begin;
  };
  const runs: SendFigures[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const floor: number[] = [];
    const gateway: number[] = [];
    for (let index = 0; index < TIMED; index += 1) {
      floor.push(await bare());
      gateway.push(await through(index));
    }
    runs.push({
      floorP50Ms: median(floor),
      gatewayP50Ms: median(gateway),
      perSecond: await atOnce(through),
    });
  }
  return {
    floorP50Ms: median(runs.map((run) => run.floorP50Ms)),
    gatewayP50Ms: median(runs.map((run) => run.gatewayP50Ms)),
    perSecond: median(runs.map((run) => run.perSecond)),
  };
}

// Nobody may be written to who has not written: the customers of the sends do so first.
async function openWindows(gatewayUrl: string): Promise<void> {
  const sender = senderTo(gatewayUrl);
  await sender.atFullSpeed(textMessages(AT_ONCE * 2), ARRIVE_WITHIN_MS);
  await sender.close();
}

async function atOnce(send: (index: number) => Promise<number>): Promise<number> {
  const begin = performance.now();
  let next = 0;
  const keepOn = async () => {
    while (next < AT_ONCE) await send(next++);
  };
  await Promise.all(Array.from({ length: CALLERS }, keepOn));
  return (AT_ONCE * 1000) / (performance.now() - begin);
}

async function post(url: string, key: string, body: string, expected: number): Promise<void> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body });
  const text = await response.text();
  if (response.status !== expected) throw new Error(`A send was answered ${response.status}: ${text}`);
}
