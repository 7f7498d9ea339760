import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { readSettings } from '@parley/slack-bridge';

const readme = readFileSync(new URL('../../packages/slack-bridge/README.md', import.meta.url), 'utf8');
const source = readFileSync(new URL('../../packages/slack-bridge/src/settings.ts', import.meta.url), 'utf8');

test("the README's example holds everything that the bridge needs to start", () => {
  const exported = [...readme.matchAll(/^export (\w+)=(\S+)$/gm)].map(([, name, value]) => [name, value]);
  const settings = readSettings(Object.fromEntries(exported));
  expect(settings).toMatchObject({
    gatewayUrl: 'http://127.0.0.1:8080',
    channelId: 'C0123456789',
    port: 3000,
  });
});

test("the README's table names each setting, and no other", () => {
  const named = [...readme.matchAll(/^\| `([A-Z_]+)`/gm)].map((match) => match[1]);
  const read = [...source.matchAll(/^ {2}([A-Z_]+):/gm)].map((match) => match[1]);
  expect(named.toSorted()).toEqual(read.toSorted());
});
