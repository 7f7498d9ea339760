import { readFileSync } from 'node:fs';

type Sample = { readonly name: string; readonly body: unknown };

const samples = JSON.parse(
  readFileSync(new URL('../fixtures/meta/webhook-samples.json', import.meta.url), 'utf8'),
) as readonly Sample[];

/** A whole webhook as Meta sends it, by its name. */
export function webhookSample(name: string): unknown {
  const sample = samples.find((entry) => entry.name === name);
  if (!sample) throw new Error(`There is no sample “${name}”.`);
  return sample.body;
}
