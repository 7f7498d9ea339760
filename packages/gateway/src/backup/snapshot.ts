import { copyFile, link, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { databasePath } from '../store/database-path.ts';
import { DATABASE_FILE, MEDIA_FOLDER } from './manifest.ts';

/** All pages at once: in several steps a busy gateway would make the copy begin anew again and again. */
const ALL_PAGES = 2 ** 31 - 1;

/** Copies the database as it is at one moment, while a gateway goes on writing to it. */
export async function copyDatabase(dataDir: string, target: string): Promise<void> {
  const source = new DatabaseSync(databasePath(dataDir), { readOnly: true });
  const copyPath = join(target, DATABASE_FILE);
  try {
    source.exec('PRAGMA busy_timeout = 5000');
    await backup(source, copyPath, { rate: ALL_PAGES });
  } finally {
    source.close();
  }
  const copy = new DatabaseSync(copyPath);
  try {
    // One file that stands alone, without a log beside it.
    copy.exec('PRAGMA journal_mode = DELETE');
  } finally {
    copy.close();
  }
}

/**
 * Takes the shelved media as they are. They never change, only come and go: a second name for each costs nothing and
 * stays when the first is removed meanwhile.
 */
export async function takeMedia(dataDir: string, target: string): Promise<void> {
  const from = join(dataDir, MEDIA_FOLDER);
  for (const folder of await foldersOf(from)) {
    const into = join(target, MEDIA_FOLDER, folder);
    await mkdir(into, { recursive: true });
    for (const name of await readdir(join(from, folder)))
      await take(join(from, folder, name), join(into, name));
  }
}

// What is being received has no name yet, and is fetched again.
async function foldersOf(media: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(media, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() && entry.name !== 'incoming')
      .map(({ name }) => name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

async function take(path: string, target: string): Promise<void> {
  try {
    await link(path, target);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Erased between the list and now: then it does not belong into the backup either.
    if (code === 'ENOENT') return;
    await copyFile(path, target);
  }
}
