import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { openSqlite, type Store, statement } from '../../../packages/gateway/src/store/index.ts';
import { storeContract } from '../../contracts/store-contract.ts';

function aFolder(): string {
  return mkdtempSync(join(tmpdir(), 'parley-store-'));
}

storeContract('SQLite', async () => {
  const folder = aFolder();
  const path = join(folder, 'gateway.db');
  let store: Store = await openSqlite(path);
  return {
    store,
    async reopen() {
      await store.close();
      store = await openSqlite(path);
      return store;
    },
    async dispose() {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
});

test('a second process is kept away from the same data, in words', async () => {
  const folder = aFolder();
  const path = join(folder, 'gateway.db');
  const store = await openSqlite(path);
  await expect(openSqlite(path)).rejects.toThrow('Another gateway is using the data');
  await store.close();
  await (await openSqlite(path)).close();
  rmSync(folder, { recursive: true });
});

test('what a piece of work brings about joins its commit, and is not touched when that work is undone', async () => {
  const folder = aFolder();
  const store = await openSqlite(join(folder, 'gateway.db'));
  const put = (key: string) =>
    store.write((tx) => tx.insertInto('setting').values({ key, value: '{}' }).execute());
  let commits = 0;
  const end = store.onCommit(() => (commits += 1));
  let next: Promise<unknown> = Promise.resolve();
  await store.write(async (tx) => {
    await tx.insertInto('setting').values({ key: 'first', value: '{}' }).execute();
    next = put('next');
  });
  await next;
  expect(commits).toBe(1);
  const undone = store.write(async (tx) => {
    await tx.insertInto('setting').values({ key: 'undone', value: '{}' }).execute();
    next = store.write((inner) =>
      inner.selectFrom('setting').select('key').where('key', '=', 'undone').execute(),
    );
    throw new Error('changed its mind');
  });
  await expect(undone).rejects.toThrow('changed its mind');
  expect(await next).toEqual([]);
  const rows = await store.read.selectFrom('setting').select('key').orderBy('key').execute();
  expect(rows.map((row) => row.key)).toEqual(['first', 'next']);
  end();
  await store.close();
  rmSync(folder, { recursive: true });
});

test('a query that is written once reads what is committed, whether a transaction is open or not', async () => {
  const folder = aFolder();
  const store = await openSqlite(join(folder, 'gateway.db'));
  const listKeys = statement((db) => db.selectFrom('setting').select('key').orderBy('key'));
  const keys = async () => (await listKeys.all(store.read, {})).map(({ key }) => key);
  const during: string[][] = [];
  const put = (key: string) =>
    store.write(async (tx) => {
      await tx.insertInto('setting').values({ key, value: '{}' }).execute();
      during.push(await keys());
    });
  await put('first');
  expect(await keys()).toEqual(['first']);
  await Promise.all([put('second'), put('third')]);
  expect(await keys()).toEqual(['first', 'second', 'third']);
  expect(during).toEqual([[], ['first'], ['first']]);
  const remove = statement((db, { key }: { key: string }) => db.deleteFrom('setting').where('key', '=', key));
  await expect(remove.change(store.read, { key: 'first' })).rejects.toThrow('readonly');
  expect(await keys()).toHaveLength(3);
  await store.close();
  rmSync(folder, { recursive: true });
});

test('only the owner may read the file', async () => {
  const folder = aFolder();
  const store = await openSqlite(join(folder, 'gateway.db'));
  expect(statSync(join(folder, 'gateway.db')).mode & 0o077).toBe(0);
  await store.close();
  rmSync(folder, { recursive: true });
});

test('what was acknowledged before a kill -9 is there afterwards', async () => {
  const folder = aFolder();
  const path = join(folder, 'gateway.db');
  const source = new URL('../../../packages/gateway/src/store/index.ts', import.meta.url).href;
  // Writes as fast as it can and says each number only once its write has resolved.
  const program = `
    import { openSqlite } from ${JSON.stringify(source)};
    const store = await openSqlite(${JSON.stringify(path)});
    for (let number = 0; ; number += 1) {
      await store.write((tx) => tx.insertInto('setting').values({ key: String(number), value: '{}' }).execute());
      process.stdout.write(number + '\\n');
    }`;
  const writer = spawn(
    process.execPath,
    [
      '--conditions=@parley/source',
      '--input-type=module',
      '--disable-warning=ExperimentalWarning',
      '--eval',
      program,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let said = '';
  writer.stdout.on('data', (chunk) => {
    said += chunk;
    if (said.split('\n').length > 100) writer.kill('SIGKILL');
  });
  await new Promise((resolve) => writer.once('close', resolve));
  const acknowledged = said.split('\n').slice(0, -1);
  expect(acknowledged.length).toBeGreaterThanOrEqual(100);
  const store = await openSqlite(path);
  const rows = await store.read.selectFrom('setting').select('key').execute();
  const kept = new Set(rows.map((row) => row.key));
  expect(acknowledged.filter((number) => !kept.has(number))).toEqual([]);
  await store.close();
  rmSync(folder, { recursive: true });
});
