// What a clone sets up by itself, with an npm that only notes what it is asked for, on a Node that is too old.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeEach, expect, test } from '@jest/globals';

const run = promisify(execFile);
const scripts = join(dirname(dirname(import.meta.dirname)), 'scripts');
const OLD_NODE = `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'20.20.2'}})`;

const npm = `#!${process.execPath}
const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs');
const [command, what] = process.argv.slice(2);
if (command === 'config') return console.log('http://127.0.0.1:1/');
appendFileSync('asked.txt', [command, process.argv.includes('--include=dev') ? 'with tests' : what === 'node' ? what : ''].join(' ').trim() + '\\n');
if (process.env.SAYS) { console.error(process.env.SAYS); process.exit(1); }
mkdirSync('node_modules/node/bin', { recursive: true });
writeFileSync(command === 'install' ? 'node_modules/node/package.json' : 'node_modules/node/bin/node', '');
`;

const made: string[] = [];
let clone: string;

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'parley-setup-'));
  made.push(clone);
  for (const folder of ['scripts', 'bin']) mkdirSync(join(clone, folder));
  copyFileSync(join(scripts, 'installation.mjs'), join(clone, 'scripts/installation.mjs'));
  writeFileSync(join(clone, 'package-lock.json'), '{}');
  writeFileSync(join(clone, 'bin/npm'), npm);
  chmodSync(join(clone, 'bin/npm'), 0o755);
});

afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** Sets the clone up, and tells what was said and what npm was asked for. */
async function setUp({ development = false, npmSays = '', onSaid = (_said: string) => {} } = {}) {
  const program = `
    const { ensureInstalled } = await import('./scripts/installation.mjs');
    await ensureInstalled({ development: ${development}, say: (line) => console.log(line) })
      .catch((error) => console.log(error.message));`;
  const running = run(process.execPath, ['--import', OLD_NODE, '--input-type=module', '--eval', program], {
    cwd: clone,
    env: { ...process.env, SAYS: npmSays, PATH: `${join(clone, 'bin')}${delimiter}${process.env.PATH}` },
  });
  running.child.stdout?.on('data', onSaid);
  const { stdout } = await running;
  const asked = join(clone, 'asked.txt');
  const npmAsked = existsSync(asked) ? readFileSync(asked, 'utf8').trim().split('\n') : [];
  rmSync(asked, { force: true });
  return { said: stdout.trim().split('\n').filter(Boolean), npmAsked };
}

const FETCHING = 'This machine has Node 20.20.2; fetching Node 24 beside it.';

test('A fresh clone is set up once, and then left alone', async () => {
  expect(await setUp()).toEqual({
    said: ['Setting up for the first time; this takes about a minute.', FETCHING],
    npmAsked: ['install', 'rebuild node'],
  });
  expect(await setUp()).toEqual({ said: [], npmAsked: [] });
});

test('What only the tests need comes when they are run, and stays', async () => {
  await setUp();
  expect(await setUp({ development: true })).toEqual({
    said: ['Installing what the tests need; this takes about a minute.'],
    npmAsked: ['install with tests'],
  });
  writeFileSync(join(clone, 'package-lock.json'), '{ "changed": true }');
  expect(await setUp()).toEqual({
    said: ['Dependencies changed; installing them.'],
    npmAsked: ['install with tests'],
  });
});

test('Where only Node 24 is missing, it alone is fetched', async () => {
  await setUp();
  rmSync(join(clone, 'node_modules/node/bin/node'));
  expect(await setUp()).toEqual({ said: [FETCHING], npmAsked: ['rebuild node'] });
});

test('A setup that broke off is done again', async () => {
  mkdirSync(join(clone, 'node_modules'));
  const { said } = await setUp({ development: true });
  expect(said[0]).toBe(
    'An earlier setup did not finish; setting up again, with what the tests need; this takes about a minute.',
  );
});

test.each([
  ['no network', 'npm error code ENOTFOUND', /could not reach the npm registry: check the network/],
  ['a full disk', 'npm error ENOSPC: no space left', /disk is full: free about 2 GB/],
  [
    'no right to write',
    'npm error EACCES: permission denied',
    /may not write to .*: give your user the right/,
  ],
  ['anything else', 'npm error 404 Not Found', /failed while installing the dependencies:\n.*404/s],
])('With %s it says what to do, and the next run tries again', async (_what, npmSays, sentence) => {
  const { said } = await setUp({ npmSays });
  expect(said.slice(1).join('\n')).toMatch(sentence);
  expect((await setUp()).npmAsked).toEqual(['install', 'rebuild node']);
});

test('Two at once: the second says that it waits, and goes on when the first is done', async () => {
  const lock = heldBy(process.pid);
  const { said } = await setUp({ onSaid: () => rmSync(lock, { recursive: true, force: true }) });
  expect(said[0]).toBe('Another Parley command is setting up; waiting for it.');
  expect(said.at(-1)).toBe(FETCHING);
});

test('A lock whose owner is gone holds nobody up', async () => {
  const { child } = run(process.execPath, ['--version']);
  await once(child, 'exit');
  heldBy(child.pid ?? 0);
  expect((await setUp()).said[0]).toMatch(/^Setting up for the first time/);
});

function heldBy(pid: number): string {
  const lock = join(clone, '.parley-install.lock');
  mkdirSync(lock);
  writeFileSync(join(lock, 'pid'), String(pid));
  return lock;
}
