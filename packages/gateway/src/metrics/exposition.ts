import type { Counter, Histogram } from './counter.ts';

type Labels = Readonly<Record<string, string>>;

/** A value as it is now. */
export type Gauge = {
  readonly name: string;
  readonly help: string;
  readonly type?: 'gauge' | 'counter';
  readonly samples: readonly { readonly labels?: Labels; readonly value: number }[];
};

/** Writes metrics as Prometheus reads them (exposition formats, text format 0.0.4). */
export function writeExposition(parts: {
  readonly counters: readonly Counter[];
  readonly histograms: readonly Histogram[];
  readonly gauges: readonly Gauge[];
}): string {
  const lines: string[] = [];
  const head = (name: string, help: string, type: string) =>
    lines.push(
      `# HELP ${name} ${help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}`,
      `# TYPE ${name} ${type}`,
    );
  for (const { name, help, labels, samples } of parts.counters) {
    head(name, help, 'counter');
    for (const [values, count] of samples())
      lines.push(
        sample(name, Object.fromEntries(labels.map((label, at) => [label, values[at] ?? ''])), count),
      );
  }
  for (const histogram of parts.histograms) {
    const { name, help } = histogram;
    const { bounds, counts } = histogram.buckets();
    head(name, help, 'histogram');
    for (const [at, count] of counts.entries())
      lines.push(sample(`${name}_bucket`, { le: String(bounds[at] ?? '+Inf') }, count));
    lines.push(sample(`${name}_sum`, {}, histogram.sum()), sample(`${name}_count`, {}, counts.at(-1) ?? 0));
  }
  for (const { name, help, type = 'gauge', samples } of parts.gauges) {
    head(name, help, type);
    for (const { labels = {}, value } of samples) lines.push(sample(name, labels, value));
  }
  return `${lines.join('\n')}\n`;
}

function sample(name: string, labels: Labels, value: number): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`);
  return `${name}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${value}`;
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
