import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';

const folder = fileURLToPath(new URL('../../packages/core/', import.meta.url));

test('the example of the README prints what it says', async () => {
  const readme = readFileSync(`${folder}README.md`, 'utf8');
  const example = /```ts\n([\s\S]+?)```/.exec(readme)?.[1] ?? '';
  const promised = /\/\/ (.+)\n$/.exec(example)?.[1];
  const run = ['--conditions=@parley/source', '--input-type=module-typescript', '--eval', example];
  const { stdout } = await promisify(execFile)(process.execPath, run, { cwd: folder });
  expect(stdout.trim()).toBe(promised);
});
