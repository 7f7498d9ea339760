import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { create, extract } from 'tar';
import { customers } from '../../support/customers.ts';
import { eventually } from '../../support/eventually.ts';
import { startTestGateway, type TestGateway, testValues } from '../../support/gateway.ts';
import { type GraphStandIn, startGraphStandIn } from '../../support/graph-stand-in.ts';
import { cleanEnvironment } from '../../support/processes.ts';
import { run } from '../cli/command-line.ts';
import { messages, text } from '../intake/webhooks.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

let folder: string;
let graph: GraphStandIn;
let gateway: TestGateway;
let archive: string;
/** What was acknowledged before the backup began, and how many people agreed to something by then. */
let acknowledged: readonly string[];
/** A file that was there before, too. */
let mediaId: string;
const PDF = Buffer.from('%PDF-1.4 a bill');

/** The command line as a process of its own, as an operator runs it beside the gateway. */
async function parley(args: readonly string[], env: Record<string, string>) {
  const child = spawn(
    process.execPath,
    [
      '--conditions=@parley/source',
      '--disable-warning=ExperimentalWarning',
      join(root, 'packages/gateway/src/cli/parley.ts'),
      ...args,
    ],
    { cwd: folder, env: { ...cleanEnvironment(), ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let out = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      out += chunk;
    });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, out };
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-backup-'));
  archive = join(folder, 'parley.tar.gz');
  graph = await startGraphStandIn();
  // At the usual pace most of what is accepted here would still wait when the tests begin.
  graph.number = { ...graph.number, throughput: { level: 'HIGH' } };
  gateway = await startTestGateway({ graphUrl: graph.url });
  const acked: string[] = [];
  let isLoading = true;
  let count = 0;
  // Webhooks, sends and consent at once, as fast as they are answered, until the backup is there.
  const load = async () => {
    while (isLoading) {
      const serial = ++count;
      const from = `4915117${String(serial % 200).padStart(6, '0')}`;
      const wamid = `wamid.LOAD${serial}`;
      const answer = await gateway.webhook(
        messages([text(`Nachricht ${serial}`, { from, wamid, at: new Date() })]),
      );
      if (answer.status === 200) acked.push(wamid);
      await gateway.call('POST', '/v1/messages', {
        body: { to: `+${from}`, content: { type: 'text', text: `Antwort ${serial}` } },
      });
      const consent = {
        contact: `+${from}`,
        purpose: 'utility',
        action: 'grant',
        method: 'paper',
        source: 'Messe',
      };
      await gateway.call('POST', '/v1/consent', { body: consent });
    }
  };
  const loading = Promise.all([load(), load(), load(), load()]);
  await eventually(() => acked.length > 100, 'the gateway is busy');
  const { body } = await gateway.call('POST', '/v1/media', {
    rawBody: PDF,
    headers: { 'content-type': 'application/pdf' },
  });
  mediaId = body.id;
  acknowledged = [...acked];
  const made = await parley(['backup', archive], { PARLEY_DATA_DIR: gateway.dataDir });
  const during = acked.length - acknowledged.length;
  isLoading = false;
  await loading;
  await eventually(async () => (await unfinished(gateway)).length === 0, 'everything has gone');
  expect(made).toEqual({ code: 0, out: expect.stringContaining('the hash chain holds') });
  // Else nothing would be proven: the gateway went on taking in what came.
  expect(during).toBeGreaterThan(0);
}, 60_000);
afterAll(async () => {
  await gateway.close();
  await graph.close();
  rmSync(folder, { recursive: true, force: true });
});

const restore = (dataDir: string, from = archive, secretKey: string = testValues.secretKey) =>
  run(['restore', from], { PARLEY_DATA_DIR: dataDir, PARLEY_SECRET_KEY: secretKey });
const emptyDir = () => mkdtempSync(join(folder, 'data-'));
/** The same archive with one of its files changed. */
async function tampered(change: (unpacked: string) => void): Promise<string> {
  const unpacked = mkdtempSync(join(folder, 'unpacked-'));
  await extract({ file: archive, cwd: unpacked });
  change(unpacked);
  const path = join(unpacked, '..', `changed-${Math.random()}.tar.gz`);
  await create({ file: path, cwd: unpacked, gzip: true }, readdirSync(unpacked));
  return path;
}

const unfinished = ({ runtime }: TestGateway) =>
  runtime.store.read
    .selectFrom('message')
    .select('id')
    .where('status', 'in', ['queued', 'sending'])
    .execute();

describe('A backup made under load', () => {
  test('restores with a valid ledger and every webhook that was acknowledged before it', async () => {
    const dataDir = emptyDir();
    const restored = await restore(dataDir);
    expect([restored.code, restored.err]).toEqual([0, '']);
    const second = await startTestGateway({ dataDir, graphUrl: graph.url });
    try {
      const rows = await second.runtime.store.read.selectFrom('message').select('wamid').execute();
      const known = new Set(rows.map(({ wamid }) => wamid));
      expect(acknowledged.filter((wamid) => !known.has(wamid))).toEqual([]);
      const { items } = (
        await second.call('GET', `/v1/contacts?identity=${encodeURIComponent('+4915117000001')}`)
      ).body;
      const { chain } = (await second.call('GET', `/v1/contacts/${items[0].id}/consent`)).body;
      expect(chain).toMatchObject({ valid: true, head: expect.any(String) });
      const content = await second.call('GET', `/v1/media/${mediaId}/content`);
      expect([content.status, content.body]).toEqual([200, PDF.toString()]);
    } finally {
      await second.stop();
    }
  });

  test('sends nothing by itself once restored: what was about to go is unknown, and a person resumes', async () => {
    const dataDir = emptyDir();
    const before = graph.received.length;
    expect((await restore(dataDir)).out).toContain('parley business resume');
    const second = await startTestGateway({ dataDir, graphUrl: graph.url });
    try {
      expect(await unfinished(second)).toEqual([]);
      const { phone } = await customers(second).writes('+4915112345691');
      const body = { to: phone, content: { type: 'text', text: 'Guten Tag' } };
      expect((await second.call('POST', '/v1/messages', { body })).body.code).toBe('KILL_SWITCH');
      const env = { PARLEY_URL: second.url, PARLEY_API_KEY: testValues.apiKey };
      expect((await run(['business', 'resume'], env)).out).toContain('Messages are sent.');
      expect((await second.call('POST', '/v1/messages', { body })).status).toBe(202);
      await eventually(() => graph.received.length === before + 1, 'that one message has gone, and no other');
    } finally {
      await second.stop();
    }
  });

  test('is one file that nobody else reads, with checksums and without secrets', async () => {
    expect(statSync(archive).mode & 0o777).toBe(0o600);
    const unpacked = mkdtempSync(join(folder, 'look-'));
    await extract({ file: archive, cwd: unpacked });
    expect(readdirSync(unpacked).sort()).toEqual(['manifest.json', 'media', 'parley.db', 'settings.json']);
    const manifest = JSON.parse(readFileSync(join(unpacked, 'manifest.json'), 'utf8'));
    const sha256 = createHash('sha256')
      .update(readFileSync(join(unpacked, 'parley.db')))
      .digest('hex');
    expect(manifest.files).toContainEqual({
      name: 'parley.db',
      sha256,
      bytes: statSync(join(unpacked, 'parley.db')).size,
    });
    const settings = readFileSync(join(unpacked, 'settings.json'), 'utf8');
    expect(JSON.parse(settings).numbers).toEqual([
      { id: testValues.numberId, accountId: testValues.accountId },
    ]);
    for (const secret of [
      testValues.accessToken,
      testValues.appSecret,
      testValues.secretKey,
      testValues.apiKey,
    ])
      for (const name of ['settings.json', 'parley.db'])
        expect(readFileSync(join(unpacked, name), 'latin1').includes(secret)).toBe(false);
    expect(readdirSync(gateway.dataDir).filter((name) => name.startsWith('.backup-'))).toEqual([]);
  });

  test('is not written over another file, and needs a database', async () => {
    const env = { PARLEY_DATA_DIR: gateway.dataDir };
    expect(await run(['backup', archive], env)).toMatchObject({
      code: 1,
      err: expect.stringContaining('is there already'),
    });
    const other = await run(['backup', join(folder, 'x.tar.gz')], { PARLEY_DATA_DIR: emptyDir() });
    expect(other).toMatchObject({ code: 1, err: expect.stringContaining('PARLEY_DATA_DIR') });
  });
});

describe('A restore is refused, and leaves nothing behind,', () => {
  const refusals: readonly [string, () => Promise<{ dir: string; from?: string; key?: string }>, RegExp][] = [
    [
      'into a data dir that is not empty',
      async () => {
        const dir = emptyDir();
        writeFileSync(join(dir, 'parley.db'), 'somebody’s data');
        return { dir };
      },
      /is not empty \(parley\.db\)/,
    ],
    [
      'with a secret key that does not fit',
      async () => ({ dir: emptyDir(), key: 'x'.repeat(40) }),
      /secret key does not fit/,
    ],
    [
      'of a file that is not there',
      async () => ({ dir: emptyDir(), from: join(folder, 'no.tar.gz') }),
      /There is no file/,
    ],
    [
      'of a file that is no archive',
      async () => {
        const from = join(folder, 'text.tar.gz');
        writeFileSync(from, 'no archive at all');
        return { dir: emptyDir(), from };
      },
      /is not whole|is no backup/,
    ],
    [
      'of half an archive',
      async () => {
        const from = join(folder, 'half.tar.gz');
        writeFileSync(from, readFileSync(archive).subarray(0, Math.floor(statSync(archive).size / 2)));
        return { dir: emptyDir(), from };
      },
      /is not whole/,
    ],
    [
      'of an archive in which a file was changed',
      async () => ({
        dir: emptyDir(),
        from: await tampered((at) => writeFileSync(join(at, 'settings.json'), '{}')),
      }),
      /is not whole/,
    ],
    [
      'of an archive that a file was added to',
      async () => ({
        dir: emptyDir(),
        from: await tampered((at) => writeFileSync(join(at, 'more.txt'), '')),
      }),
      /is not whole/,
    ],
    [
      'of an archive that a file is missing from',
      async () => ({
        dir: emptyDir(),
        from: await tampered((at) => rmSync(join(at, 'media'), { recursive: true })),
      }),
      /is not whole/,
    ],
    [
      'of an archive of another format',
      async () => ({
        dir: emptyDir(),
        from: await tampered((at) => {
          const path = join(at, 'manifest.json');
          writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), format: 99 }));
        }),
      }),
      /no backup that this version of Parley reads/,
    ],
    [
      'of an archive whose ledger was changed, whoever has corrected the checksum',
      async () => ({ dir: emptyDir(), from: await tampered(forgeLedger) }),
      /ledger in the backup does not hold/,
    ],
  ];

  test.each(refusals)('%s', async (_case, prepare, words) => {
    const { dir, from = archive, key } = await prepare();
    const before = readdirSync(dir);
    const refused = await restore(dir, from, key);
    expect([refused.code, refused.out]).toEqual([1, '']);
    expect(refused.err).toMatch(words);
    expect(readdirSync(dir)).toEqual(before);
  });

  test('without a secret key', async () => {
    const refused = await run(['restore', archive, '--language', 'de'], { PARLEY_DATA_DIR: emptyDir() });
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('PARLEY_SECRET_KEY') });
    expect(existsSync(archive)).toBe(true);
  });
});

// Somebody who knows the format: the rows, the file's checksum and its length all fit, only the chain does not.
function forgeLedger(at: string): void {
  const path = join(at, 'parley.db');
  const db = new DatabaseSync(path);
  db.exec("update consent_event set source = 'Laden' where seq = (select min(seq) from consent_event)");
  db.close();
  const manifestPath = join(at, 'manifest.json');
  const manifest = JSON.parse(readFileSync(manifestPath, 'utf8'));
  const bytes = readFileSync(path);
  const entry = {
    name: 'parley.db',
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
  const files = manifest.files.map((known: { name: string }) => (known.name === 'parley.db' ? entry : known));
  writeFileSync(manifestPath, JSON.stringify({ ...manifest, files }));
}

test('Data in PostgreSQL are backed up with its own tools, and that is said', async () => {
  const env = { PARLEY_DATA_DIR: emptyDir(), PARLEY_DATABASE_URL: 'postgres://parley@127.0.0.1:9/parley' };
  const refused = await run(['backup', join(folder, 'p.tar.gz')], env);
  expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('pg_dump') });
});
