// What lint cannot say: who calls out of the gateway, and where to (the database, at PARLEY_DATABASE_URL, apart). A new
// way out has to be written down here.
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const sources = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'packages/gateway/src');

const textOf = (file: string) =>
  readFileSync(join(sources, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
const filesWith = (pattern: RegExp) =>
  globSync('**/*.ts', { cwd: sources })
    .filter((file) => pattern.test(textOf(file)))
    .sort();

/** Who calls Meta, or the provider in its place, at the address that the operator has set. */
const toMeta = [
  'alerts/facts/ask-meta.ts',
  'credentials/replace.ts',
  'doctor/gather/meta.ts',
  'numbers/cloud-api.ts',
];

/** Who calls the gateway itself, at its own address or the public one that the operator has set. */
const toItself = [
  'cli/ask-gateway.ts',
  'cli/demo.ts',
  'demo/customer.ts',
  'demo/stage.ts',
  'doctor/gather/gather.ts',
  'doctor/gather/reach.ts',
  'supervisor/adapter-keys.ts',
  'supervisor/supervise.ts',
];

/** Who only hands the means on to one of these. */
const handingOn = [
  'cli/command.ts',
  'cli/commands/doctor.ts',
  'cli/parley.ts',
  'gateway.ts',
  'media/until-stopped.ts',
  'runtime.ts',
];

test('what is called by name is Meta and the gateway itself, and no address that somebody gave', () => {
  const calling = filesWith(/(?:\bfetch\(|\bfetch[,:]|\bFetch\b|\.fetch\b|, fetch\b|\{ fetch\b)/);
  expect(calling).toEqual([...toMeta, ...toItself, ...handingOn].sort());
  for (const file of toMeta) expect(textOf(file)).toMatch(/apiBaseUrl/);
  for (const file of toItself) expect(textOf(file)).not.toMatch(/outgoing\/|selectFrom/);
});

test('addresses that people gave are posted to from one place, which checks them', () => {
  expect(filesWith(/'undici'/)).toEqual(['outgoing/guarded-post.ts']);
  const makers = filesWith(/create(?:Guarded)?Poster\(/);
  expect(makers).toEqual([
    'forwarding/forwarder.ts',
    'outgoing/guarded-post.ts',
    'reply-waits/teller.ts',
    'subscriptions/dispatcher.ts',
    'subscriptions/post.ts',
  ]);
});

test('nobody opens a connection by hand', () => {
  const values =
    /^import (?!type )[^;]*\b(?:request|get|connect|createConnection|Socket)\b[^;]* from 'node:/m;
  expect(filesWith(values)).toEqual([]);
  expect(filesWith(/from 'node:(?:tls|http2|https|dgram)'/)).toEqual([]);
  expect(filesWith(/^import (?!type )[^;]*from 'node:dns'/m)).toEqual(['gateway.ts']);
});
