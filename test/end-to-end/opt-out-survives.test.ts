import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Event } from '@parley/core/gateway-api';
import { eventually } from '../support/eventually.ts';
import { ownProcesses } from '../support/processes.ts';
import { type Parley, startParley } from './parley.ts';
import { inboundText, postWebhook } from './signed-webhook.ts';

const ROUNDS = 3;
const ROUND_MS = 30_000;

/** A tool hears of an opt-out this soon after the gateway is back: the first retry of a delivery is after 5 seconds. */
const LAG_MS = 15_000;

const processes = ownProcesses();
const { telling } = processes;
let parley: Parley;
let server: Server;
let isDeaf = true;
const heard: Event[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      // A tool that hangs: the fan-out is under way and not finished when the gateway dies.
      if (isDeaf) return;
      heard.push(JSON.parse(Buffer.concat(parts).toString('utf8')) as Event);
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  parley = await startParley(processes);
  const { port } = server.address() as AddressInfo;
  await parley.call('POST', '/v1/subscriptions', {
    url: `http://127.0.0.1:${port}/hook`,
    types: ['consent.changed'],
  });
}, ROUND_MS);
afterAll(async () => {
  await processes.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test.each(Array.from({ length: ROUNDS }, (_, round) => round + 1))(
  'Killed between the commit of an opt-out and its fan-out, round %i: every tool shows it after the restart',
  (round) =>
    telling(async () => {
      isDeaf = true;
      const phone = `4915134${String(round).padStart(6, '0')}`;
      const body = inboundText(`wamid.STOPKILL${round}`, phone, 'STOP');
      expect(await postWebhook(parley.url, body)).toBe(200);
      await parley.gateway.kill();
      isDeaf = false;
      await parley.gateway.start();
      const backAt = Date.now();
      const [contact] = (await parley.api.findContacts({ identity: `+${phone}` })).items;
      expect(contact?.consent.marketing.state).toBe('withdrawn');
      const decision = await parley.api.checkMessage({
        to: `+${phone}`,
        content: { type: 'text', text: 'Heute 20 %!' },
        purpose: 'marketing',
      });
      expect(decision.decision.code).toBe('STOP_ALL');
      await eventually(
        () => heard.find(({ data }) => (data.contact as { id: string } | undefined)?.id === contact?.id),
        'the tool has heard of it',
      );
      expect(Date.now() - backAt).toBeLessThan(LAG_MS);
      const { events } = await parley.api.listEvents({ types: ['consent.changed'], limit: 1000 });
      expect(events.filter(({ data }) => (data.contact as { id: string }).id === contact?.id)).toHaveLength(
        1,
      );
    })(),
  ROUND_MS,
);
