import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';

test('the example of the README does what it says', async () => {
  const readme = readFileSync(new URL('../../packages/sandbox/README.md', import.meta.url), 'utf8');
  const example = /```js\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const args = ['--conditions=@parley/source', '--input-type=module', '--eval', example];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root });
  expect(stdout).toBe('customer: Hallo\nbusiness: Guten Tag\n');
});
