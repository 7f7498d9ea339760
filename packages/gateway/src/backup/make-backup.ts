import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { create } from 'tar';
import { chainHead } from '../consent/chain.ts';
import { verifyChain } from '../consent/verify.ts';
import type { ReadSettings } from '../settings/read-settings.ts';
import { databasePath } from '../store/database-path.ts';
import type { Tables, Tx } from '../store/index.ts';
import { openReadOnly } from '../store/read-only.ts';
import { checksumOf, filesBelow } from './checksum.ts';
import { BackupFailed } from './failed.ts';
import { BACKUP_FORMAT, DATABASE_FILE, MANIFEST_FILE, type Manifest, SETTINGS_FILE } from './manifest.ts';
import { settingsSummary } from './settings-summary.ts';
import { copyDatabase, takeMedia } from './snapshot.ts';

/** Half-made backups begin with this; the next one removes what a crash has left. */
const STAGING = '.backup-';

/**
 * Writes everything that a gateway keeps into one archive, while it runs: the database as it is at one moment, the
 * media, and the settings without secrets. The secret key is not in it: without that key nobody can use the archive.
 */
export async function makeBackup(
  settings: ReadSettings,
  target: string,
  now: Date,
): Promise<{ readonly path: string; readonly manifest: Manifest; readonly bytes: number }> {
  const { dataDir } = settings;
  if (settings.databaseUrl !== undefined)
    throw new BackupFailed({
      en: 'The data are in PostgreSQL: back that up with its own tools (pg_dump), and the folder media of PARLEY_DATA_DIR beside it.',
      de: 'Die Daten liegen in PostgreSQL: Sichern Sie es mit seinen eigenen Werkzeugen (pg_dump), und dazu den Ordner media in PARLEY_DATA_DIR.',
    });
  const path = resolve(target);
  if (!existsSync(databasePath(dataDir)))
    throw new BackupFailed({
      en: `There is no database in ${dataDir}: set PARLEY_DATA_DIR to where the gateway keeps its data.`,
      de: `In ${dataDir} gibt es keine Datenbank: Setzen Sie PARLEY_DATA_DIR dorthin, wo das Gateway seine Daten hat.`,
    });
  if (existsSync(path))
    throw new BackupFailed({
      en: `${path} is there already: name a file that is not.`,
      de: `${path} gibt es schon: Nennen Sie eine Datei, die es noch nicht gibt.`,
    });
  await removeLeftovers(dataDir);
  const staging = await mkdtemp(join(dataDir, STAGING));
  try {
    await copyDatabase(dataDir, staging);
    await takeMedia(dataDir, staging);
    await writeFile(join(staging, SETTINGS_FILE), JSON.stringify(settingsSummary(settings), null, 2));
    const manifest = await describe(staging, now);
    await writeFile(join(staging, MANIFEST_FILE), JSON.stringify(manifest, null, 2));
    return { path, manifest, bytes: await pack(staging, path) };
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function describe(staging: string, now: Date): Promise<Manifest> {
  const copy = openReadOnly(join(staging, DATABASE_FILE));
  let known: Pick<Manifest, 'ledger' | 'rows'>;
  try {
    const [fault] = copy.faults();
    if (fault !== undefined)
      throw new BackupFailed({
        en: `The database is damaged (${fault}): restore the newest backup instead of making one.`,
        de: `Die Datenbank ist beschädigt (${fault}): Stellen Sie die neueste Sicherung wieder her, statt eine zu machen.`,
      });
    const head = await chainHead(copy.db);
    const { valid, rows: entries } = await verifyChain(copy.db, head);
    known = { ledger: { valid, entries, head }, rows: await countRows(copy.db) };
  } finally {
    await copy.close();
  }
  const names = await filesBelow(staging);
  const files: Manifest['files'] = [];
  for (const name of names) files.push(await checksumOf(staging, name));
  return { format: BACKUP_FORMAT, madeAt: now.toISOString(), ...known, files };
}

async function countRows(db: Tx): Promise<Manifest['rows']> {
  const count = async (table: keyof Tables & ('contact' | 'message' | 'event')) => {
    const row = await db
      .selectFrom(table)
      .select((select) => select.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return Number(row.count);
  };
  return { contacts: await count('contact'), messages: await count('message'), events: await count('event') };
}

// Under another name until it is whole: half an archive must not pass for one.
async function pack(staging: string, path: string): Promise<number> {
  await mkdir(dirname(path), { recursive: true });
  const part = `${path}.part`;
  try {
    // The manifest first: whoever looks into the archive finds at once what it is.
    const names = [MANIFEST_FILE, ...(await readdir(staging)).filter((name) => name !== MANIFEST_FILE)];
    await create({ file: part, cwd: staging, gzip: true, portable: true, strict: true, mode: 0o600 }, names);
    await chmod(part, 0o600);
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  return (await stat(path)).size;
}

async function removeLeftovers(dataDir: string): Promise<void> {
  for (const name of await readdir(dataDir))
    if (name.startsWith(STAGING)) await rm(join(dataDir, name), { recursive: true, force: true });
}
