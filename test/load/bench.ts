// `npm run bench`: every figure beside the floor that the same machine reached in the same run. Loopback only.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { type Figures, median, medianOf, quantile, RUNS, rounded } from './figures.ts';
import { describeLong, measureLong } from './long.ts';
import { senderTo } from './offer.ts';
import { type Measured, resultOf, startGatewayProcess, startProgram } from './processes.ts';
import { describeFigures } from './report.ts';
import type { RuleFigures } from './rules.ts';
import { measureSend, startGraphServer } from './send.ts';
import { textMessages } from './webhooks.ts';

/** Each run at full speed ends after this many webhooks or milliseconds, whichever is first. */
const FULL_SPEED_WEBHOOKS = 40_000;
const FULL_SPEED_MS = 3_000;

/** The rate at which nobody may wait long, and for how long it is kept up in each run. */
const OFFERED_PER_SECOND = 4_000;
const OFFERED_SECONDS = 2;

/** So long a started gateway is left alone before its memory at rest is read. */
const REST_MS = 2_000;

/** How often the memory under load is read. */
const WATCH_MS = 100;

/** The whole measurement ends by itself well within 8 minutes; should it hang, it ends here. */
const GIVE_UP_AFTER_MS = 7.5 * 60 * 1000;

const known = ['--json', '--long'];
const unknown = process.argv.slice(2).filter((option) => !known.includes(option));
if (unknown.length > 0) {
  console.error(
    `The measurement does not know ${unknown.join(' ')}; it takes ${known.join(', ')} or nothing.`,
  );
  process.exit(2);
}
const asJson = process.argv.includes('--json');
const isLong = process.argv.includes('--long');
const say = (line: string) => {
  if (!asJson) console.log(line);
};

// The system's folder for temporary files is in memory on some machines: a commit would cost nothing there.
const data = fileURLToPath(new URL('../../data/', import.meta.url));

async function measure(dataDir: string): Promise<Figures> {
  say('the rules ...');
  const { translate, decide } = await resultOf<RuleFigures>('rules.ts');
  const graph = await startGraphServer();
  const floor = await startProgram('bare-server.ts');
  // The first start on a machine compiles the sources and keeps that; every later one finds it.
  await (await startGatewayProcess(dataDir, graph.url)).stop();
  let gateway = await startGatewayProcess(dataDir, graph.url);
  await new Promise((resolve) => setTimeout(resolve, REST_MS));
  const idleMb = gateway.residentMb() ?? null;
  const peak = watchMemory(gateway);
  say('taking in webhooks ...');
  const ingest = await measureIngest(floor, gateway);
  say('sending ...');
  const send = await measureSend(gateway.url, graph);
  const loadMb = peak.end();
  say('starting ...');
  const startMs = await medianOf(async () => {
    await gateway.stop();
    gateway = await startGatewayProcess(dataDir, graph.url);
    return gateway.startMs;
  });
  await gateway.stop();
  await floor.stop();
  await graph.close();
  return { ingest, translate, decide, send, memory: { idleMb, loadMb }, startMs };
}

async function measureIngest(floor: Measured, gateway: Measured): Promise<Figures['ingest']> {
  const toFloor = senderTo(floor.url);
  const toGateway = senderTo(gateway.url);
  const floors: number[] = [];
  const reached: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const webhooks = textMessages(FULL_SPEED_WEBHOOKS);
    floors.push(await toFloor.atFullSpeed(webhooks, FULL_SPEED_MS));
    reached.push(await toGateway.atFullSpeed(webhooks, FULL_SPEED_MS));
  }
  const p99Ms = await medianOf(async () => {
    const webhooks = textMessages(OFFERED_PER_SECOND * OFFERED_SECONDS);
    return quantile(await toGateway.atRate(webhooks, OFFERED_PER_SECOND), 0.99);
  });
  await Promise.all([toFloor.close(), toGateway.close()]);
  return {
    floorPerSecond: median(floors),
    sqlitePerSecond: median(reached),
    p99Ms,
    offeredPerSecond: OFFERED_PER_SECOND,
  };
}

function watchMemory(gateway: Measured): { end(): number | null } {
  let most: number | null = null;
  const timer = setInterval(() => {
    const now = gateway.residentMb();
    if (now !== undefined) most = Math.max(most ?? 0, now);
  }, WATCH_MS);
  return {
    end() {
      clearInterval(timer);
      return most;
    },
  };
}

function roundedAll<Value>(value: Value): Value {
  if (typeof value === 'number') return rounded(value) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, roundedAll(entry)])) as Value;
}

if (!isLong)
  setTimeout(() => {
    console.error('The measurement did not end in time.');
    process.exit(1);
  }, GIVE_UP_AFTER_MS).unref();
mkdirSync(data, { recursive: true });
const dataDir = mkdtempSync(`${data}bench-`);
process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
say(
  `Node ${process.versions.node}, ${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}; medians of ${RUNS}.`,
);
const figures = roundedAll(await measure(dataDir));
const long = isLong ? roundedAll(await measureLong(dataDir, say)) : undefined;
console.log(asJson ? JSON.stringify({ ...figures, ...long }) : describeFigures(figures));
if (long && !asJson) console.log(describeLong(long));
