// Builds what n8n loads: one readable CommonJS file per node and credential, with its slice of core inside.
import { cp, glob, mkdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const packageFolder = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const coreFolder = resolve(packageFolder, '../core');

/** All shipped JavaScript together: n8n reads it at every start, and reviewers read it by eye. */
const MAX_SHIPPED_BYTES = 200 * 1024;

/** n8n brings these two itself; a bundled zod would fail its verification (it touches globalThis). */
const EXTERNAL = ['n8n-workflow', 'zod', 'zod/*'];

/**
 * Core only declares things, so a module of which nothing is used can go. Without this its zod
 * schemas would stay in the bundle, because esbuild can't know that calling zod has no effect.
 */
const coreHasNoSideEffects = {
  name: 'core-has-no-side-effects',
  setup(bundler) {
    bundler.onResolve({ filter: /^(@parley\/core|\.)/ }, async (request) => {
      if (request.pluginData === 'resolved') return undefined;
      const { importer, kind, resolveDir } = request;
      const found = await bundler.resolve(request.path, {
        importer,
        kind,
        resolveDir,
        pluginData: 'resolved',
      });
      if (found.errors.length > 0) return found;
      return { path: found.path, sideEffects: found.path.startsWith(coreFolder + sep) ? false : undefined };
    });
  },
};

const outputFolder = resolve(process.argv[2] ?? join(packageFolder, 'dist'));
await rm(outputFolder, { recursive: true, force: true });

const entryPoints = await files('{nodes,credentials}/**/*.{node,credentials}.ts');
const result = await build({
  absWorkingDir: packageFolder,
  entryPoints,
  outdir: outputFolder,
  outbase: packageFolder,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'es2022',
  conditions: ['@parley/source'],
  external: EXTERNAL,
  // n8n takes the class name from the file and from the constructor, and its reviewers read the code.
  minify: false,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  plugins: [coreHasNoSideEffects],
});

for (const file of await files('{nodes,credentials,icons}/**/*.{svg,node.json}')) {
  const target = join(outputFolder, file);
  await mkdir(dirname(target), { recursive: true });
  await cp(join(packageFolder, file), target);
}

let total = 0;
for (const path of Object.keys(result.metafile.outputs)) {
  const { size } = await stat(join(packageFolder, path));
  total += size;
  console.log(`${basename(path).padEnd(28)} ${kilobytes(size)}`);
}
console.log(`${'all shipped JavaScript'.padEnd(28)} ${kilobytes(total)} of ${kilobytes(MAX_SHIPPED_BYTES)}`);
if (total > MAX_SHIPPED_BYTES) {
  console.error(`The n8n bundle is ${kilobytes(total)}; it may be ${kilobytes(MAX_SHIPPED_BYTES)} at most.`);
  process.exitCode = 1;
}

async function files(pattern) {
  const found = [];
  for await (const file of glob(pattern, { cwd: packageFolder })) found.push(relative('.', file));
  return found.sort();
}

function kilobytes(bytes) {
  return `${(bytes / 1024).toFixed(1)} KB`;
}
