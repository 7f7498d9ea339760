// Docker can't run here: what can be told by reading is that nothing these files name is missing.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { commands } from '../../packages/gateway/src/cli/commands.ts';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const lines = (path: string) =>
  read(path)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));

// What a program reads: the variables that its sources name.
const sources = globSync('packages/*/src/**/*.ts', { cwd: root }).map(read).join('\n');
const isRead = (name: string) => new RegExp(`\\b${name}\\b`).test(sources);
const dockerfile = read('deploy/Dockerfile');
const commandFile = 'packages/gateway/dist/cli/parley.js';

// What npm's scripts start every program with: flags of Node, and how much the C library keeps.
const script = read('scripts/run.mjs');
const memoryFlags = [...script.matchAll(/'(--(?:max-semi-space-size|heap-growing-percent)=\d+)'/g)].map(
  ([, flag]) => flag ?? '',
);
const [, keptName = '', keptFactors = ''] = /(MALLOC_\w+): String\(([\d *]+)\)/.exec(script) ?? [];
const keptBytes = keptFactors.split('*').reduce((product, factor) => product * Number(factor), 1);
const sourceOf = (built: string) => built.replace('/dist/', '/src/').replace(/\.js$/, '.ts');

describe('The image', () => {
  const copies = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, from]) =>
    (from ?? '').split(' '),
  );
  const built = [...dockerfile.matchAll(/^COPY --from=build \/app\/(\S+) (\S+)$/gm)];

  test('copies only what is there', () => {
    expect(copies.length).toBeGreaterThan(8);
    expect(copies.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  test('has the manifest of every package, so that the lock file fits', () => {
    const { workspaces } = JSON.parse(read('package.json')) as { workspaces: string[] };
    expect(workspaces.filter((folder) => !copies.includes(`${folder}/package.json`))).toEqual([]);
  });

  test('builds and takes along every package that npm start runs', () => {
    const packages = ['core', 'gateway', 'sandbox', 'slack-bridge', 'salesforce-adapter'];
    expect(built.map(([, from, to]) => [from, to])).toEqual(
      packages.map((name) => [`packages/${name}/dist`, `packages/${name}/dist`]),
    );
    const [, projects = ''] = /tsc -b (.+)$/m.exec(dockerfile) ?? [];
    for (const project of projects.split(' '))
      expect(existsSync(join(root, project, 'tsconfig.json'))).toBe(true);
  });

  test('has what the sandbox serves beside its code', () => {
    const { files } = JSON.parse(read('packages/sandbox/package.json')) as { files: string[] };
    for (const name of files.filter((each) => each !== 'dist'))
      expect(dockerfile).toContain(`packages/sandbox/${name} `);
  });

  test('runs the command line as somebody without rights, says when it is well, and keeps data in one place', () => {
    expect(dockerfile).toContain(
      `ENTRYPOINT ${JSON.stringify(['node', ...memoryFlags, commandFile]).replaceAll(',', ', ')}`,
    );
    expect(memoryFlags).toHaveLength(2);
    expect(dockerfile).toContain(`${keptName}=${keptBytes}`);
    expect(existsSync(join(root, sourceOf(commandFile)))).toBe(true);
    const stages = dockerfile.split(/^FROM /m);
    expect(stages.at(-1)).toMatch(/^USER node$/m);
    expect(dockerfile).toContain('/healthz');
    expect(dockerfile).toMatch(/PARLEY_DATA_DIR=\/var\/lib\/parley\/data/);
    expect(dockerfile).toMatch(/^VOLUME \/var\/lib\/parley$/m);
  });

  test('takes the Node that the packages ask for, and no secret or data along', () => {
    const { engines } = JSON.parse(read('packages/gateway/package.json')) as { engines: { node: string } };
    const wanted = /\d+/.exec(engines.node)?.[0];
    for (const [, version] of dockerfile.matchAll(/^FROM node:(\d+)/gm)) expect(version).toBe(wanted);
    const ignored = lines('deploy/Dockerfile.dockerignore');
    for (const name of ['**/node_modules', '**/.env', 'data', '.git']) expect(ignored).toContain(name);
  });
});

describe('The compose file', () => {
  const compose = read('deploy/compose.yaml');

  test('names files that are there, and volumes that it declares', () => {
    expect(existsSync(join(root, 'deploy', '..', /dockerfile: (\S+)/.exec(compose)?.[1] ?? ''))).toBe(true);
    for (const [, path] of compose.matchAll(/- \.\/([^:]+):/g))
      expect(existsSync(join(root, 'deploy', path ?? ''))).toBe(true);
    const declared = compose.slice(compose.indexOf('\nvolumes:'));
    for (const [, volume] of compose.matchAll(/^ {6}- ([a-z-]+):\//gm))
      expect(declared).toContain(`\n  ${volume}:`);
  });

  test('lets the gateway write to its volume alone, and gives it time to end in order', () => {
    expect(compose).toContain('read_only: true');
    expect(compose).toContain('- parley:/var/lib/parley');
    expect(Number(/stop_grace_period: (\d+)s/.exec(compose)?.[1])).toBeGreaterThan(10);
  });

  test('leads the proxy to the ports that the programs listen on', () => {
    const caddyfile = read('deploy/Caddyfile');
    expect(caddyfile).toContain('reverse_proxy parley:8080');
    expect(read('packages/gateway/src/settings/read-settings.ts')).toContain('DEFAULT_PORT = 8080');
    expect(caddyfile).toContain('handle /slack/events {\n\t\treverse_proxy parley:3000');
    expect(read('packages/slack-bridge/src/http-server.ts')).toContain("'/slack/events'");
    expect(read('packages/slack-bridge/src/settings.ts')).toContain('.default(3000)');
  });
});

describe('The units', () => {
  test.each(['deploy/parley.service', 'deploy/parley-backup.service'])(
    '%s runs a command that there is',
    (path) => {
      const unit = read(path);
      const run = new RegExp(`/usr/bin/node (.*)${commandFile.replaceAll('.', '\\.')} (\\w+)`).exec(unit);
      expect(commands.map(({ name }) => name)).toContain(run?.[2]);
      expect(unit).toContain('NoNewPrivileges=yes');
      expect(unit).toContain('ProtectSystem=strict');
    },
  );

  test('start the gateway with as little memory as the scripts do', () => {
    const unit = read('deploy/parley.service');
    expect(unit).toContain(`ExecStart=/usr/bin/node ${memoryFlags.join(' ')} ${commandFile} start`);
    expect(unit).toContain(`Environment=${keptName}=${keptBytes}`);
  });

  test('end later than the supervisor does', () => {
    expect(Number(/TimeoutStopSec=(\d+)/.exec(read('deploy/parley.service'))?.[1])).toBeGreaterThan(10);
  });
});

describe('Every variable that is set', () => {
  const set = [
    ...lines('deploy/parley.env.example'),
    ...read('deploy/parley.env.example')
      .split('\n')
      .filter((line) => /^# [A-Z_]+=/.test(line))
      .map((line) => line.slice(2)),
    ...[...dockerfile.matchAll(/\b(PARLEY_[A-Z_]+)=/g)].map(([, name]) => `${name}=`),
    ...[...read('deploy/parley.service').matchAll(/^Environment=(\w+)=/gm)].map(([, name]) => `${name}=`),
    ...[...read('deploy/compose.yaml').matchAll(/^ {6}(PARLEY_PUBLIC_URL):/gm)].map(([, name]) => `${name}=`),
  ].map((line) => line.split('=')[0] ?? '');

  // The last is read by the C library.
  test.each([...new Set(set)].filter((name) => name !== keptName))('%s is read by a program', (name) => {
    expect(isRead(name)).toBe(true);
  });
});

test('The page for operators names every command', () => {
  const page = read('docs/operations.md');
  for (const { name, actions } of commands)
    for (const action of actions) {
      expect(page).toContain(`parley ${name}`);
      expect(page).toContain(action.name);
    }
});
