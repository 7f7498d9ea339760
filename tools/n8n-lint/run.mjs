// Runs n8n's verification scanner on the nodes, without its network checks: once on the sources, once
// on what npm would ship. n8n verifies a package only when both are clean.
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const packageFolder = resolve(folder, '../../packages/n8n-nodes');

installOnce();
const { analyzePackage, SOURCE_FILE_PATTERNS } = await import(
  '@n8n/scan-community-package/scanner/scanner.mjs'
);

execFileSync(process.execPath, [join(packageFolder, 'scripts/bundle.mjs')], { stdio: 'inherit' });
await scan('sources', packageFolder, SOURCE_FILE_PATTERNS);

const packed = mkdtempSync(join(tmpdir(), 'parley-n8n-lint-'));
try {
  const unpacked = pack(packed);
  // With nothing to read the scanner calls a package clean.
  const scripts = readdirSync(unpacked, { recursive: true }).filter((name) => String(name).endsWith('.js'));
  if (scripts.length === 0) throw new Error('The packed nodes contain no JavaScript: the build is missing.');
  await scan('shipped package', unpacked, ['**/*.js', 'package.json']);
} finally {
  rmSync(packed, { recursive: true, force: true });
}

async function scan(what, path, patterns) {
  const { passed, message, details } = await analyzePackage(path, patterns);
  console.log(`n8n scanner, ${what}: ${passed ? 'clean' : message}`);
  if (passed) return;
  console.error(details ?? '');
  process.exitCode = 1;
}

function pack(destination) {
  const [npm, ...first] = npmCommand();
  execFileSync(npm, [...first, 'pack', '--ignore-scripts', '--pack-destination', destination], {
    cwd: packageFolder,
    stdio: 'ignore',
  });
  const [tarball] = readdirSync(destination);
  execFileSync('tar', ['-xzf', join(destination, tarball), '-C', destination]);
  return join(destination, 'package');
}

/** Its own lock: n8n's ESLint must not meet the TypeScript of the repository. */
function installOnce() {
  const lock = readFileSync(join(folder, 'package-lock.json'), 'utf8');
  const marker = join(folder, 'node_modules/.installed-lock');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === lock) return;
  console.log("Installing n8n's scanner (once per lock file) ...");
  const [npm, ...first] = npmCommand();
  execFileSync(npm, [...first, 'install', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: 'inherit',
  });
  mkdirSync(dirname(marker), { recursive: true });
  writeFileSync(marker, readFileSync(join(folder, 'package-lock.json'), 'utf8'));
}

function npmCommand() {
  return process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
}
