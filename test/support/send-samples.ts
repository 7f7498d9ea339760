import { readFileSync } from 'node:fs';

type Json = Record<string, unknown>;

/** A send as the Cloud API documents it; what only a running account has stands in angle brackets. */
export type SendSample = {
  readonly name: string;
  readonly surface?: 'marketing_messages';
  readonly body: Json;
};

/** Every kind of message that can be sent, with invented data. */
export const sendSamples = JSON.parse(
  readFileSync(new URL('../fixtures/meta/send-samples.json', import.meta.url), 'utf8'),
) as readonly SendSample[];

/** The body of a sample with each placeholder replaced. */
export function filled<T>(value: T, values: Readonly<Record<string, string>>): T {
  if (typeof value === 'string') {
    if (!/^<[A-Z_]+>$/.test(value)) return value;
    const found = values[value.slice(1, -1)];
    if (found === undefined) throw new Error(`Nothing stands for ${value}.`);
    return found as T;
  }
  if (Array.isArray(value)) return value.map((item) => filled(item, values)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filled(inner, values)])) as T;
}
