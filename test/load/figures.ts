/** How often each figure is taken; the median is told, so that one bad moment of the machine does not count. */
export const RUNS = 5;

/** Everything the measurement finds; names and units are a public contract. */
export type Figures = {
  readonly ingest: {
    readonly floorPerSecond: number;
    readonly sqlitePerSecond: number;
    /** At the offered rate. */
    readonly p99Ms: number;
    readonly offeredPerSecond: number;
  };
  readonly translate: { readonly floorPerSecond: number; readonly perSecond: number };
  readonly decide: { readonly perSecond: number };
  readonly send: {
    readonly floorP50Ms: number;
    readonly gatewayP50Ms: number;
    readonly perSecond: number;
  };
  /** null where the system does not tell it. */
  readonly memory: { readonly idleMb: number | null; readonly loadMb: number | null };
  readonly startMs: number;
};

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** The value that this share of the sorted values does not exceed. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Takes a figure as often as it is to be taken. */
export async function medianOf(measure: (run: number) => Promise<number>): Promise<number> {
  const values: number[] = [];
  for (let run = 0; run < RUNS; run += 1) values.push(await measure(run));
  return median(values);
}

/** To three significant digits or a whole number: more would be noise. */
export function rounded(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}
