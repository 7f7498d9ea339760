import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { routes } from '@parley/core/gateway-api/schema';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const pages = ['*.md', 'docs/**/*.md', 'packages/*/*.md', 'packages/*/src/**/*.md']
  .flatMap((pattern) => globSync(pattern, { cwd: root }))
  .filter((path) => !path.includes('node_modules'));
const textOf = (path: string) => readFileSync(join(root, path), 'utf8');
const { scripts } = JSON.parse(textOf('package.json'));

describe.each(pages)('%s', (path) => {
  const text = textOf(path);

  test('names only commands that exist', () => {
    const commands = [...text.matchAll(/\bnpm (?:run )?(start|test|[a-z:0-9]+)\b/g)].map(
      (match) => match[1] ?? '',
    );
    const npmsOwn = [
      'install',
      'ci',
      'pack',
      'publish',
      'registry',
      'itself',
      'on',
      'installs',
      'cache',
      'package',
      'and',
    ];
    const unknown = commands.filter((command) => !(command in scripts) && !npmsOwn.includes(command));
    expect(unknown).toEqual([]);
  });

  test('points only at files that are there', () => {
    const links = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map((match) => match[1] ?? '');
    const local = links.filter((link) => !/^[a-z]+:/.test(link));
    expect(local.filter((link) => !existsSync(join(root, dirname(path), link)))).toEqual([]);
  });

  test('names only API calls that exist', () => {
    const known = Object.values(routes).map(
      (route) => new RegExp(`^${route.path.replace(/\{\w+\}/g, '(?:\\{[^/]+\\}|[^/{}]+)')}$`),
    );
    const named = [...text.matchAll(/\/v1\/[\w/{}-]*[\w}]/g)].map(([call]) => call);
    expect(named.filter((call) => !known.some((route) => route.test(call)))).toEqual([]);
  });
});

test('the first screen says of every need whether it works today', () => {
  const rows = textOf('README.md')
    .split('\n')
    .filter((line) => /^\| (?!what|variable|-)/.test(line) && line.split('|').length === 5)
    .filter((line) => !line.startsWith('| `'));
  expect(rows.length).toBeGreaterThanOrEqual(14);
  for (const row of rows) expect(row).toMatch(/\| (works today|not yet) \|$/);
});

test('the example of the README is a request that the API takes', () => {
  const body = /-d '(\{.*\})'/.exec(textOf('README.md'))?.[1] ?? '';
  expect(routes.sendMessage.body.safeParse(JSON.parse(body)).error?.issues ?? []).toEqual([]);
});
