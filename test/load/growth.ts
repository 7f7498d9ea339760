import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { median, medianOf, RUNS } from './figures.ts';
import { databaseMb, grow } from './grow.ts';
import { senderTo } from './offer.ts';
import { startGatewayProcess } from './processes.ts';
import { startGraphServer } from './send.ts';
import { textMessages } from './webhooks.ts';

/** Each run ends after this many webhooks or milliseconds, whichever is first. */
const WEBHOOKS = 40_000;
const MAX_MS = 3_000;

export type GrowthFigures = {
  readonly contacts: number;
  readonly messages: number;
  readonly databaseMb: number;
  /** Webhooks taken in a second by an empty gateway and by the one with all that stored. */
  readonly emptyPerSecond: number;
  readonly grownPerSecond: number;
  readonly startMs: number;
};

/** How much slower a gateway becomes with the years; both run in turn, so that a busy moment meets both. */
export async function measureGrowth(dataDir: string): Promise<GrowthFigures> {
  const graph = await startGraphServer();
  const figures = await compare(dataDir, graph.url);
  await graph.close();
  return figures;
}

async function compare(dataDir: string, graphUrl: string): Promise<GrowthFigures> {
  const [emptyDir, grownDir] = [join(dataDir, 'empty'), join(dataDir, 'grown')];
  for (const folder of [emptyDir, grownDir]) mkdirSync(folder);
  await (await startGatewayProcess(grownDir, graphUrl)).stop();
  const stored = grow(grownDir);
  const grownMb = databaseMb(grownDir);
  const startMs = await medianOf(async () => {
    const started = await startGatewayProcess(grownDir, graphUrl);
    await started.stop();
    return started.startMs;
  });
  const gateways = [
    await startGatewayProcess(emptyDir, graphUrl),
    await startGatewayProcess(grownDir, graphUrl),
  ];
  const senders = gateways.map(({ url }) => senderTo(url));
  const reached: number[][] = [[], []];
  // Once for nothing: the empty one learns who writes, which the other knows.
  for (const sender of senders) await sender.atFullSpeed(textMessages(WEBHOOKS / 4), MAX_MS * 10);
  for (let run = 0; run < RUNS; run += 1)
    for (const [index, sender] of senders.entries())
      reached[index]?.push(await sender.atFullSpeed(textMessages(WEBHOOKS), MAX_MS));
  await Promise.all([
    ...senders.map((sender) => sender.close()),
    ...gateways.map((gateway) => gateway.stop()),
  ]);
  // Gigabytes: the rest of the measurement does not need them.
  rmSync(grownDir, { recursive: true, force: true });
  return {
    ...stored,
    databaseMb: grownMb,
    emptyPerSecond: median(reached[0] ?? []),
    grownPerSecond: median(reached[1] ?? []),
    startMs,
  };
}
