import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Pool } from 'undici';
import type { NumberFigures } from './busy-number.ts';
import { senderTo } from './offer.ts';
import { startGatewayProcess, startProgram } from './processes.ts';
import { benchValues } from './values.ts';
import { customerPhone, textMessages } from './webhooks.ts';

/** What Meta takes from one number at most; it reports each send as sent, delivered and read. */
const SENDS_PER_SECOND = 1_000;
const STATUSES_EACH = 3;
const SECONDS = 60;

/** With 30 sends to each no pair reaches its own limit of 45 at once. */
const CUSTOMERS = 2_000;

/** Callers that post at the same time. */
const CALLERS = 64;

/** Whatever was accepted is sent and reported by then, or it is lost. */
const FINISH_WITHIN_MS = 120_000;

export type WholeNumberFigures = {
  readonly sendsPerSecond: number;
  readonly statusesPerSecond: number;
  /** The part of 1,000 sends a second that was reached. */
  readonly share: number;
  /** The most that arrived within any second; Meta takes 1,000. */
  readonly mostInASecond: number;
  /** Accepted, but not sent and read in the end. */
  readonly lost: number;
  readonly twice: number;
};

/** One process at the full speed of a number: a minute of sends out, paced, and of their statuses in. */
export async function measureWholeNumber(dataDir: string): Promise<WholeNumberFigures> {
  const number = await startProgram('busy-number.ts');
  const gateway = await startGatewayProcess(dataDir, number.url);
  await fetch(`${number.url}/gateway`, { method: 'POST', body: JSON.stringify({ url: gateway.url }) });
  await openWindows(gateway.url);
  const figures = async () => (await (await fetch(`${number.url}/figures`)).json()) as NumberFigures;
  const [accepted, minute] = await Promise.all([offer(gateway.url), after(SECONDS * 1000, figures)]);
  const deadline = performance.now() + FINISH_WITHIN_MS;
  let last = await figures();
  while (last.statuses < accepted * STATUSES_EACH && performance.now() < deadline)
    last = await after(500, figures);
  await gateway.stop();
  await number.stop();
  const read = readMessages(dataDir);
  return {
    sendsPerSecond: minute.sends / SECONDS,
    statusesPerSecond: minute.statuses / SECONDS,
    share: minute.sends / SECONDS / SENDS_PER_SECOND,
    mostInASecond: last.mostInASecond,
    lost: accepted - read,
    twice: last.twice,
  };
}

async function openWindows(gatewayUrl: string): Promise<void> {
  const sender = senderTo(gatewayUrl);
  await sender.atFullSpeed(textMessages(CUSTOMERS), FINISH_WITHIN_MS);
  await sender.close();
}

// As many a second as the number may send, as far as they are taken; answers how many were accepted.
async function offer(gatewayUrl: string): Promise<number> {
  const pool = new Pool(gatewayUrl, { connections: CALLERS, pipelining: 1 });
  const begin = performance.now();
  let next = 0;
  let accepted = 0;
  const keepOn = async () => {
    for (;;) {
      const index = next++;
      if (index >= SENDS_PER_SECOND * SECONDS) return;
      const early = begin + (index * 1000) / SENDS_PER_SECOND - performance.now();
      if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
      if (performance.now() - begin > SECONDS * 1000) return;
      const { statusCode, body } = await pool.request({
        path: '/v1/messages',
        method: 'POST',
        headers: {
          authorization: `Bearer ${benchValues.apiKey}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({
          to: customerPhone(index),
          content: { type: 'text', text: `Ihr Paket ist unterwegs (${index}).` },
        }),
      });
      const text = await body.text();
      if (statusCode !== 202) throw new Error(`A send was answered ${statusCode}: ${text}`);
      accepted += 1;
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, keepOn));
  await pool.close();
  return accepted;
}

async function after<Result>(milliseconds: number, look: () => Promise<Result>): Promise<Result> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  return look();
}

// By the gateway's own database once it has ended: what was sent and read by its account.
function readMessages(dataDir: string): number {
  const file = readdirSync(dataDir).find((name) => name.endsWith('.db'));
  const database = new DatabaseSync(join(dataDir, file ?? 'parley.db'), { readOnly: true });
  const row = database
    .prepare("select count(*) as n from message where direction = 'outbound' and status = 'read'")
    .get() as { n: number };
  database.close();
  return row.n;
}
