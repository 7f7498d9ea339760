import { existsSync, statSync } from 'node:fs';
import { viewAlert } from '../../alerts/view.ts';
import { readBusiness } from '../../business/business.ts';
import { chainHead } from '../../consent/chain.ts';
import { verifyChain } from '../../consent/verify.ts';
import { readCredentials, withCredentials } from '../../credentials/stored.ts';
import type { Language } from '../../http/wording.ts';
import { fitsSecretKey } from '../../secrets/secret-key.ts';
import { type Secrets, secretsFrom } from '../../secrets/secrets.ts';
import type { Settings } from '../../settings/settings.ts';
import { databasePath } from '../../store/database-path.ts';
import type { Tx } from '../../store/index.ts';
import { lookIntoPostgres, openReadOnly } from '../../store/read-only.ts';
import type { DatabaseFact, TemplateFact } from '../facts.ts';
import { problemOf } from './reach.ts';

export type DatabasePlace = { readonly dataDir: string; readonly databaseUrl?: string };

/** PostgreSQL's code for a table that is not there. */
const NO_TABLE = '42P01';

/** Looks into the database; a gateway may be running on it. */
export async function lookAtDatabase(
  { dataDir, databaseUrl }: DatabasePlace,
  secretKey: string | undefined,
  language: Language,
): Promise<DatabaseFact> {
  if (databaseUrl !== undefined) return lookAtPostgres(databaseUrl, secretKey, language);
  const path = databasePath(dataDir);
  if (!existsSync(path)) return { kind: 'missing' };
  try {
    const opened = openReadOnly(path);
    try {
      const faults = opened.faults();
      if (faults.length > 0) return { kind: 'damaged', problem: faults.join('; ') };
      const secrets = secretKey === undefined ? undefined : secretsFrom(secretKey);
      return {
        kind: 'whole',
        bytes: statSync(path).size,
        ...(await readWhole(opened.db, secrets, language)),
      };
    } finally {
      await opened.close();
    }
  } catch (error) {
    const problem = error instanceof Error ? error.message : problemOf(error);
    return { kind: /not a database|malformed/.test(problem) ? 'damaged' : 'unreadable', problem };
  }
}

async function lookAtPostgres(
  url: string,
  secretKey: string | undefined,
  language: Language,
): Promise<DatabaseFact> {
  const opened = lookIntoPostgres(url);
  try {
    const secrets = secretKey === undefined ? undefined : secretsFrom(secretKey);
    return { kind: 'whole', bytes: await opened.size(), ...(await readWhole(opened.db, secrets, language)) };
  } catch (error) {
    if ((error as { code?: string }).code === NO_TABLE) return { kind: 'missing' };
    // Its words may quote the address, which has the password in it.
    return { kind: 'unreadable', problem: problemOf(error).replaceAll(url, 'PARLEY_DATABASE_URL') };
  } finally {
    await opened.close();
  }
}

/** The settings with the credentials that a gateway was given since; as they are written where none can be read. */
export async function credentialsInForce(settings: Settings): Promise<Settings> {
  const { databaseUrl, dataDir, secretKey } = settings;
  const path = databasePath(dataDir);
  if (secretKey === '' || (databaseUrl === undefined && !existsSync(path))) return settings;
  const secrets = secretsFrom(secretKey);
  try {
    const opened = databaseUrl === undefined ? openReadOnly(path) : lookIntoPostgres(databaseUrl);
    try {
      return withCredentials(settings, await readCredentials(opened.db, secrets), secrets);
    } finally {
      await opened.close();
    }
  } catch {
    // A damaged database or a wrong key: the checks of the database say so.
    return settings;
  }
}

async function readWhole(db: Tx, secrets: Secrets | undefined, language: Language) {
  const { valid, rows: entries } = await verifyChain(db, await chainHead(db));
  const business = await readBusiness(db);
  const rows = await db.selectFrom('alert').selectAll().where('cleared_at', 'is', null).execute();
  return {
    fitsKey: secrets && (await fitsSecretKey(db, secrets)),
    ledger: { valid, entries },
    language: business.language,
    templates: await readTemplates(db),
    alerts: rows.map((row) => viewAlert(row, { language, timeZone: business.timeZone })),
  };
}

async function readTemplates(db: Tx): Promise<readonly TemplateFact[]> {
  const rows = await db
    .selectFrom('template')
    .leftJoin('template_policy', (join) =>
      join
        .onRef('template_policy.account_id', '=', 'template.account_id')
        .onRef('template_policy.name', '=', 'template.name')
        .onRef('template_policy.language', '=', 'template.language'),
    )
    .select([
      'template.name',
      'template.language',
      'template.category',
      'template.status',
      'template_policy.policy',
    ])
    .orderBy('template.name')
    .execute();
  return rows.map(({ name, language, category, status, policy }) => ({
    name,
    language,
    category: category.toUpperCase(),
    status: status.toUpperCase(),
    hasPolicy: policy !== null,
  }));
}
