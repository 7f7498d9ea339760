import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { extract } from 'tar';
import { chainHead } from '../consent/chain.ts';
import { verifyChain } from '../consent/verify.ts';
import { fitsSecretKey } from '../secrets/secret-key.ts';
import { secretsFrom } from '../secrets/secrets.ts';
import { migrationsFor } from '../store/migrations.ts';
import { openReadOnly, type ReadOnly } from '../store/read-only.ts';
import { checksumOf, filesBelow } from './checksum.ts';
import { BackupFailed } from './failed.ts';
import { DATABASE_FILE, MANIFEST_FILE, Manifest, MEDIA_FOLDER } from './manifest.ts';
import { type PutAtRest, putAtRest } from './put-at-rest.ts';

const STAGING = '.restoring-';

/** The operator may have put it there beforehand; everything else would be overwritten. */
const MAY_BE_THERE: ReadonlySet<string> = new Set(['secret.key']);

/**
 * Puts the data of an archive into an empty data dir. Everything is checked before anything takes effect: each file's
 * checksum, that the secret key fits, the database, and the hash chain of the consent ledger.
 */
export async function restoreBackup(
  file: string,
  {
    dataDir,
    secretKey,
    now,
  }: { readonly dataDir: string; readonly secretKey: string | undefined; readonly now: Date },
): Promise<{ readonly manifest: Manifest; readonly atRest: PutAtRest }> {
  const path = resolve(file);
  if (!existsSync(path))
    throw new BackupFailed({ en: `There is no file ${path}.`, de: `Eine Datei ${path} gibt es nicht.` });
  await checkEmpty(dataDir);
  if (secretKey === undefined)
    throw new BackupFailed({
      en: 'Set PARLEY_SECRET_KEY to the key that the data were written with: it is not in the backup.',
      de: 'Setzen Sie PARLEY_SECRET_KEY auf den Schlüssel, mit dem die Daten geschrieben wurden: Er ist nicht in der Sicherung.',
    });
  const staging = await mkdtemp(join(dataDir, STAGING));
  try {
    await unpack(path, staging);
    const manifest = await checkFiles(path, staging);
    await checkDatabase(staging, manifest, secretKey);
    const atRest = putAtRest(join(staging, DATABASE_FILE), now);
    await takeEffect(staging, dataDir);
    return { manifest, atRest };
  } finally {
    // An archive that breaks off is still being written when we hear of it.
    await rm(staging, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}

async function checkEmpty(dataDir: string): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const names = await readdir(dataDir);
  // An earlier restore was cut off before it took effect.
  for (const name of names)
    if (name.startsWith(STAGING)) await rm(join(dataDir, name), { recursive: true, force: true });
  const found = names.filter((name) => !MAY_BE_THERE.has(name) && !name.startsWith(STAGING));
  if (found.length === 0) return;
  throw new BackupFailed({
    en: `${dataDir} is not empty (${found.slice(0, 3).join(', ')}): restore into an empty PARLEY_DATA_DIR; nothing is overwritten.`,
    de: `${dataDir} ist nicht leer (${found.slice(0, 3).join(', ')}): Stellen Sie in ein leeres PARLEY_DATA_DIR wieder her; überschrieben wird nichts.`,
  });
}

async function unpack(path: string, staging: string): Promise<void> {
  try {
    await extract({
      file: path,
      cwd: staging,
      strict: true,
      // Nothing but files and folders: a link could lead out of here.
      filter: (_name, entry) => !('type' in entry) || entry.type === 'File' || entry.type === 'Directory',
    });
  } catch (cause) {
    throw notWhole(path, cause);
  }
}

async function checkFiles(path: string, staging: string): Promise<Manifest> {
  let manifest: Manifest;
  try {
    manifest = Manifest.parse(JSON.parse(await readFile(join(staging, MANIFEST_FILE), 'utf8')));
  } catch (cause) {
    throw new BackupFailed(
      {
        en: `${path} is no backup that this version of Parley reads.`,
        de: `${path} ist keine Sicherung, die diese Version von Parley liest.`,
      },
      cause,
    );
  }
  const found = new Set((await filesBelow(staging)).filter((name) => name !== MANIFEST_FILE));
  for (const expected of manifest.files) {
    if (!found.delete(expected.name)) throw notWhole(path);
    const { bytes, sha256 } = await checksumOf(staging, expected.name);
    if (bytes !== expected.bytes || sha256 !== expected.sha256) throw notWhole(path);
  }
  if (found.size > 0) throw notWhole(path);
  return manifest;
}

async function checkDatabase(staging: string, manifest: Manifest, secretKey: string): Promise<void> {
  const opened = openReadOnly(join(staging, DATABASE_FILE));
  try {
    if (opened.faults().length > 0)
      throw new BackupFailed({
        en: 'The database in the backup is damaged.',
        de: 'Die Datenbank in der Sicherung ist beschädigt.',
      });
    await checkVersion(opened);
    if ((await fitsSecretKey(opened.db, secretsFrom(secretKey))) === false)
      throw new BackupFailed({
        en: 'The secret key does not fit the backup: set PARLEY_SECRET_KEY to the key that its data were written with.',
        de: 'Der geheime Schlüssel passt nicht zur Sicherung: Setzen Sie PARLEY_SECRET_KEY auf den Schlüssel, mit dem ihre Daten geschrieben wurden.',
      });
    const head = await chainHead(opened.db);
    const { valid } = await verifyChain(opened.db, head);
    if (!valid || head !== manifest.ledger.head)
      throw new BackupFailed({
        en: 'The consent ledger in the backup does not hold: its hash chain is broken. Take an older backup.',
        de: 'Das Einwilligungsbuch in der Sicherung stimmt nicht: Seine Hash-Kette ist gebrochen. Nehmen Sie eine ältere Sicherung.',
      });
  } finally {
    await opened.close();
  }
}

async function checkVersion({ db }: ReadOnly): Promise<void> {
  const known = new Set(Object.keys(migrationsFor('sqlite')));
  const rows = await db
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .execute();
  if (rows.every(({ name }) => known.has(name))) return;
  throw new BackupFailed({
    en: 'The backup was made by a newer version of Parley: install that version, then restore.',
    de: 'Die Sicherung stammt von einer neueren Version von Parley: Installieren Sie diese, dann stellen Sie wieder her.',
  });
}

// The database last: a gateway that is started too early finds none, instead of one without its media.
async function takeEffect(staging: string, dataDir: string): Promise<void> {
  const media = join(staging, MEDIA_FOLDER);
  if (existsSync(media)) await rename(media, join(dataDir, MEDIA_FOLDER));
  await chmod(join(staging, DATABASE_FILE), 0o600);
  await rename(join(staging, DATABASE_FILE), join(dataDir, DATABASE_FILE));
}

function notWhole(path: string, cause?: unknown): BackupFailed {
  return new BackupFailed(
    {
      en: `${path} is not whole: a file in it is missing, changed or not ours. Take another copy of it; nothing was restored.`,
      de: `${path} ist nicht unversehrt: Eine Datei darin fehlt, ist verändert oder nicht von uns. Nehmen Sie eine andere Kopie; nichts wurde wiederhergestellt.`,
    },
    cause,
  );
}
