// What lint cannot say: who may know whom.
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const packages = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'packages');

function importsOf(pattern: string): { file: string; from: string }[] {
  return globSync(pattern, { cwd: packages }).flatMap((file) => {
    const text = readFileSync(join(packages, file), 'utf8');
    return [...text.matchAll(/(?:^(?:import|export|\}) ?[^'\n]*from |^import |import\()'([^'\n]+)'/gm)].map(
      (match) => ({
        file,
        from: match[1] ?? '',
      }),
    );
  });
}

const outsideOf = (allowed: RegExp) => (entry: { from: string }) => !allowed.test(entry.from);

test('there is something to look at', () => {
  expect(importsOf('core/src/**/*.ts').length).toBeGreaterThan(100);
});

test('the rules import nothing but each other, and contact the phone number library', () => {
  const rules = importsOf('core/src/{consent,host,window,template,message,policy}/**/*.ts');
  expect(rules.filter(outsideOf(/^\.\.?\//))).toEqual([]);
  expect(rules.filter(({ from }) => /cloud-api|gateway-api/.test(from))).toEqual([]);
  expect(importsOf('core/src/contact/**/*.ts').filter(outsideOf(/^(\.\/|libphonenumber-js)/))).toEqual([]);
});

test('core imports zod, the phone number library and node:crypto, and nothing else', () => {
  const allowed = /^(\.\.?\/|zod$|libphonenumber-js|node:crypto$)/;
  expect(importsOf('core/src/**/*.ts').filter(outsideOf(allowed))).toEqual([]);
});

test("the sandbox is Meta's side: it knows none of our rules", () => {
  expect(importsOf('sandbox/src/**/*.ts').filter(({ from }) => from.startsWith('@parley/'))).toEqual([]);
});

test.each(['slack-bridge/src', 'salesforce-adapter/src', 'n8n-nodes/{nodes,credentials}'])(
  '%s knows core alone, and never the Cloud API',
  (folder) => {
    const ours = importsOf(`${folder}/**/*.ts`).filter(({ from }) => from.startsWith('@parley/'));
    expect(ours.length).toBeGreaterThan(0);
    expect(ours.filter(outsideOf(/^@parley\/core(\/|$)/))).toEqual([]);
    expect(ours.filter(({ from }) => from.includes('cloud-api'))).toEqual([]);
  },
);

test('no file climbs out of its package', () => {
  const climbing = importsOf('*/{src,nodes,credentials}/**/*.ts').filter(({ file, from }) => {
    if (!from.startsWith('..')) return false;
    const [name] = file.split('/');
    return !join(dirname(file), from).startsWith(`${name}/`);
  });
  expect(climbing).toEqual([]);
});
