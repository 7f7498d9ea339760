import type { Figures } from './figures.ts';

type Row = readonly [what: string, reached: string, floor: string, target: string];

/** The figures as a table: each beside its floor and what is aimed at. */
export function describeFigures({ ingest, translate, decide, send, memory, startMs }: Figures): string {
  const added = send.gatewayP50Ms - send.floorP50Ms;
  return table([
    ['', 'reached', 'floor', 'target'],
    [
      'webhooks taken in, durably, SQLite',
      `${count(ingest.sqlitePerSecond)}/s`,
      `${count(ingest.floorPerSecond)}/s`,
      share(ingest.sqlitePerSecond, ingest.floorPerSecond, 0.6),
    ],
    [
      `99 % answered at ${count(ingest.offeredPerSecond)}/s offered`,
      milliseconds(ingest.p99Ms),
      '',
      within(ingest.p99Ms, 250, 'ms'),
    ],
    [
      'one webhook verified and translated',
      `${count(translate.perSecond)}/s`,
      `${count(translate.floorPerSecond)}/s`,
      share(translate.perSecond, translate.floorPerSecond, 0.7),
    ],
    [
      'decisions on one core',
      `${count(decide.perSecond)}/s`,
      '',
      `${count(1_000_000)}/s: ${decide.perSecond >= 1_000_000 ? 'met' : 'missed'}`,
    ],
    [
      'one send, median',
      milliseconds(send.gatewayP50Ms),
      milliseconds(send.floorP50Ms),
      `adds ${milliseconds(added)}; ${within(added, 5, 'ms')}`,
    ],
    ['sends of 64 callers', `${count(send.perSecond)}/s`, '', ''],
    ['memory at rest', megabytes(memory.idleMb), '', within(memory.idleMb, 150, 'MB')],
    ['memory under load', megabytes(memory.loadMb), '', within(memory.loadMb, 300, 'MB')],
    ['ready after', milliseconds(startMs), '', within(startMs, 1000, 'ms')],
  ]);
}

function table(rows: readonly Row[]): string {
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n');
}

function share(reached: number, floor: number, target: number): string {
  const part = reached / floor;
  return `${part.toFixed(2)} of ${target}: ${part >= target ? 'met' : 'missed'}`;
}

function within(reached: number | null, target: number, unit: string): string {
  if (reached === null) return `${target} ${unit}: not measured`;
  return `${target} ${unit}: ${reached <= target ? 'met' : 'missed'}`;
}

const count = (value: number) => Math.round(value).toLocaleString('en-US');
const milliseconds = (value: number) => `${value.toFixed(value < 100 ? 1 : 0)} ms`;
const megabytes = (value: number | null) => (value === null ? 'unknown' : `${Math.round(value)} MB`);
