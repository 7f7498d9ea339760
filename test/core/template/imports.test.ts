import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

const source = new URL('../../../packages/core/src/', import.meta.url);

/** Every module that a file pulls in at run time, followed through its relative imports. */
function pulledIn(file: URL, seen = new Set<string>()): Set<string> {
  seen.add(file.href);
  for (const [, from] of readFileSync(file, 'utf8').matchAll(
    /^(?!import type|export type).*\bfrom '([^']+)';$/gm,
  )) {
    if (from?.startsWith('.')) {
      const next = new URL(from, file);
      if (!seen.has(next.href)) pulledIn(next, seen);
    } else if (from) seen.add(from);
  }
  return seen;
}

test.each(['template/index.ts', 'cloud-api/requests.ts'])(
  '%s brings no package and nothing of Node along: the n8n nodes bundle it',
  (path) => {
    const modules = [...pulledIn(new URL(path, source))];
    expect(modules.length).toBeGreaterThan(2);
    expect(modules.filter((name) => !name.startsWith('file:'))).toEqual([]);
  },
);

test('the check sees a package where there is one', () => {
  expect(pulledIn(new URL('cloud-api/response.ts', source))).toContain('zod');
});
