import { readFileSync } from 'node:fs';

/** A whole payload as Meta sends it, with invented data. */
export function metaFixture(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../fixtures/meta/${name}.json`, import.meta.url), 'utf8'));
}
