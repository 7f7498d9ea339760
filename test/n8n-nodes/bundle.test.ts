import { execFile } from 'node:child_process';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type BuiltPackage, buildN8nPackage, requireFromN8nNodes } from '../support/n8n-package.ts';
import type { Json } from '../support/n8n-types.ts';

const esbuild = requireFromN8nNodes('esbuild') as {
  transform(code: string, options: Json): Promise<{ code: string }>;
  build(options: Json): Promise<{ metafile: { inputs: Record<string, { imports: { path: string }[] }> } }>;
};

/** What n8n's scanner refuses in the shipped code of a verified node, however deep it was bundled. */
const FORBIDDEN = [
  'clearImmediate',
  'clearInterval',
  'clearTimeout',
  'console',
  'eval',
  'fetch',
  'Function',
  'global',
  'globalThis',
  'process',
  'setImmediate',
  'setInterval',
  'setTimeout',
  '__dirname',
  '__filename',
];

const shipped = [
  'nodes/Parley/Parley.node.js',
  'nodes/ParleyTrigger/ParleyTrigger.node.js',
  'credentials/ParleyApi.credentials.js',
];

let built: BuiltPackage;
beforeAll(async () => {
  built = await buildN8nPackage();
});
afterAll(() => built.remove());

/** The forbidden globals that code really refers to; esbuild replaces references, not texts or fields. */
async function forbiddenGlobals(code: string): Promise<string[]> {
  const define = Object.fromEntries(FORBIDDEN.map((name) => [name, `forbidden_${name}`]));
  const marked = await esbuild.transform(code, { define });
  return FORBIDDEN.filter((name) => new RegExp(`\\bforbidden_${name}\\b`).test(marked.code));
}

describe('what is shipped', () => {
  test('is one file per node and credential, with their icons and catalogue entries', async () => {
    const files = await readdir(join(built.folder, 'dist'), { recursive: true, withFileTypes: true });
    const names = files.filter((file) => file.isFile()).map(({ name }) => name);
    expect(names.sort()).toEqual([
      'Parley.node.js',
      'Parley.node.json',
      'ParleyApi.credentials.js',
      'ParleyTrigger.node.js',
      'ParleyTrigger.node.json',
      'parley.dark.svg',
      'parley.svg',
    ]);
  });

  test('is under 200 KB of JavaScript altogether', async () => {
    const sizes = await Promise.all(shipped.map((file) => stat(join(built.folder, 'dist', file))));
    const total = sizes.reduce((sum, { size }) => sum + size, 0);
    expect(total).toBeGreaterThan(10_000);
    expect(total).toBeLessThan(200 * 1024);
  });

  test.each(shipped)('%s touches no global that n8n forbids', async (file) => {
    const code = await readFile(join(built.folder, 'dist', file), 'utf8');
    expect(await forbiddenGlobals(code)).toEqual([]);
  });

  test('the check for forbidden globals sees them, and only them', async () => {
    expect(await forbiddenGlobals('setTimeout(() => globalThis.x, 1)')).toEqual(['globalThis', 'setTimeout']);
    expect(await forbiddenGlobals('const process = 1; log("setTimeout", a.fetch, process)')).toEqual([]);
  });

  test.each(shipped)('%s needs nothing but n8n-workflow and node:crypto', async (file) => {
    const entryPoints = [join(built.folder, 'dist', file)];
    const { metafile } = await esbuild.build({
      entryPoints,
      bundle: true,
      write: false,
      metafile: true,
      platform: 'node',
      packages: 'external',
    });
    const needed = Object.values(metafile.inputs).flatMap(({ imports }) => imports.map(({ path }) => path));
    for (const path of needed) expect(['n8n-workflow', 'node:crypto']).toContain(path);
  });

  test.each(shipped)('%s loads as n8n loads it, with only n8n-workflow beside it', async (file) => {
    const className = file.replace(/^.*\/(\w+)\..*$/, '$1');
    const script = `const { ${className}: Type } = require(${JSON.stringify(join(built.folder, 'dist', file))});
      const made = new Type();
      console.log(made.constructor.name, made.description?.name ?? made.name);`;
    const env = { ...process.env, NODE_PATH: '' };
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], {
      cwd: built.folder,
      env,
    });
    expect(stdout.trim()).toBe(`${className} ${className.charAt(0).toLowerCase()}${className.slice(1)}`);
  });

  test('no version of a dependency is installed with it', async () => {
    const manifest = JSON.parse(await readFile(join(built.folder, 'package.json'), 'utf8')) as Json;
    expect(manifest).not.toHaveProperty('dependencies');
    expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
  });
});
