/** A number that only grows, apart by the values of its labels. Labels are words of closed lists: never people. */
export type Counter = {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
  /** By label values, in the order of `labels`. */
  add(...values: string[]): void;
  samples(): Iterable<readonly [readonly string[], number]>;
};

export function createCounter(name: string, help: string, labels: readonly string[]): Counter {
  const counts = new Map<string, number>();
  return {
    name,
    help,
    labels,
    add(...values) {
      // Thousands a second: one label, the usual case, needs no joining.
      const key = values.length === 1 ? (values[0] ?? '') : values.join('\n');
      counts.set(key, (counts.get(key) ?? 0) + 1);
    },
    *samples() {
      for (const [key, count] of counts) yield [key.split('\n'), count];
    },
  };
}

/** How often something took how long, in seconds. */
export type Histogram = {
  readonly name: string;
  readonly help: string;
  observe(seconds: number): void;
  /** How many took at most so long, for each bound and without one. */
  buckets(): { readonly bounds: readonly number[]; readonly counts: readonly number[] };
  readonly sum: () => number;
};

export function createHistogram(name: string, help: string, bounds: readonly number[]): Histogram {
  const counts: number[] = new Array(bounds.length + 1).fill(0);
  let sum = 0;
  return {
    name,
    help,
    observe(seconds) {
      sum += seconds;
      const found = bounds.findIndex((bound) => seconds <= bound);
      const index = found === -1 ? bounds.length : found;
      counts[index] = (counts[index] ?? 0) + 1;
    },
    buckets() {
      let total = 0;
      return { bounds, counts: counts.map((count) => (total += count)) };
    },
    sum: () => sum,
  };
}
