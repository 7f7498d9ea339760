import { createHash } from 'node:crypto';
import type { ConsentText } from '@parley/core/gateway-api';
import type { Selectable } from 'kysely';
import { invalidField, notFound } from '../http/api-problem.ts';
import type { Call } from '../http/handler.ts';
import type { Runtime } from '../runtime.ts';
import type { Tables, Tx } from '../store/index.ts';
import { instantOf } from '../store/instant.ts';
import { textIsKept } from './problems.ts';
import { isSameLanguage } from './spoken-language.ts';

type TextRow = Selectable<Tables['consent_text']>;

/** The text of a version: in that language whatever the country, or the only one there is. */
export async function findText(
  tx: Tx,
  version: string | undefined,
  language: string | undefined,
): Promise<TextRow | undefined> {
  if (version === undefined) return undefined;
  const rows = await tx.selectFrom('consent_text').selectAll().where('version', '=', version).execute();
  if (language === undefined) return rows.length === 1 ? rows[0] : undefined;
  return (
    rows.find((row) => row.language === language) ??
    rows.find((row) => isSameLanguage(row.language, language))
  );
}

/** The text that people are shown today in a language: the newest that is not retired. */
export async function currentText(tx: Tx, language: string): Promise<TextRow | undefined> {
  const rows = await tx
    .selectFrom('consent_text')
    .selectAll()
    .where('retired_at', 'is', null)
    .orderBy('created_at', 'desc')
    .orderBy('version', 'desc')
    .execute();
  return rows.find((row) => isSameLanguage(row.language, language));
}

/** Whether the business keeps its texts here: then a version that is not among them proves nothing. */
export async function keepsTexts(tx: Tx): Promise<boolean> {
  return (await tx.selectFrom('consent_text').select('version').limit(1).executeTakeFirst()) !== undefined;
}

/** Keeps a text. The same one again changes nothing; another one under the same name is 409: proofs rest on the first. */
export async function keepText(
  runtime: Runtime,
  { params, body, language }: Call<'putConsentText'>,
): Promise<ConsentText> {
  const version = named(params.version, 'version', /^\S.{0,99}$/u);
  const spoken = named(params.language, 'language', /^[a-zA-Z]{2,3}([_-][a-zA-Z0-9]{2,8})?$/);
  const sha256 = createHash('sha256').update(body.text).digest('hex');
  return runtime.store.write(async (tx) => {
    const at = runtime.now().getTime();
    await tx
      .insertInto('consent_text')
      .values({ version, language: spoken, text: body.text, sha256, created_at: at })
      .onConflict((conflict) => conflict.columns(['version', 'language']).doNothing())
      .execute();
    const row = await existing(tx, version, spoken);
    if (row.sha256 !== sha256) throw textIsKept(version, spoken, language);
    return viewText(row);
  });
}

/** The one text of that version and language; 404 when there is none. */
export async function readText(tx: Tx, params: Readonly<Record<string, string>>): Promise<ConsentText> {
  return viewText(await existing(tx, params.version ?? '', params.language ?? ''));
}

/** Notes that a text is not shown any more; the moment of the first time stays. */
export async function retireText(
  runtime: Runtime,
  params: Readonly<Record<string, string>>,
): Promise<ConsentText> {
  return runtime.store.write(async (tx) => {
    await tx
      .updateTable('consent_text')
      .set({ retired_at: runtime.now().getTime() })
      .where('version', '=', params.version ?? '')
      .where('language', '=', params.language ?? '')
      .where('retired_at', 'is', null)
      .execute();
    return readText(tx, params);
  });
}

/** A page of the texts, by version and language. */
export async function listTexts(
  tx: Tx,
  { cursor, limit, version }: Call<'listConsentTexts'>['query'],
): Promise<{ readonly items: ConsentText[]; readonly cursor: string | null }> {
  const start = cursor === undefined ? 0 : Number(/^\d{1,9}$/.test(cursor) ? cursor : Number.NaN);
  if (Number.isNaN(start))
    throw invalidField('cursor', {
      en: 'is not a cursor of this list; use one from an answer',
      de: 'ist keine Fortsetzungsmarke dieser Liste; nehmen Sie eine aus einer Antwort',
    });
  let query = tx.selectFrom('consent_text').selectAll();
  if (version !== undefined) query = query.where('version', '=', version);
  const rows = await query
    .orderBy('version')
    .orderBy('language')
    .offset(start)
    .limit(limit + 1)
    .execute();
  const isMore = rows.length > limit;
  return { items: rows.slice(0, limit).map(viewText), cursor: isMore ? String(start + limit) : null };
}

async function existing(tx: Tx, version: string, language: string): Promise<TextRow> {
  const row = await tx
    .selectFrom('consent_text')
    .selectAll()
    .where('version', '=', version)
    .where('language', '=', language)
    .executeTakeFirst();
  if (!row) throw notFound('text', `${version}/${language}`);
  return row;
}

function named(value = '', path: string, form: RegExp): string {
  if (form.test(value)) return value;
  throw invalidField(
    path,
    path === 'language'
      ? {
          en: 'must be a language such as de or en_US',
          de: 'muss eine Sprache sein, etwa de oder en_US',
        }
      : {
          en: 'must have 1 to 100 characters and not begin with a space',
          de: 'muss 1 bis 100 Zeichen haben und darf nicht mit einem Leerzeichen beginnen',
        },
  );
}

function viewText(row: TextRow): ConsentText {
  return {
    version: row.version,
    language: row.language,
    text: row.text,
    sha256: row.sha256,
    createdAt: instantOf(row.created_at),
    retiredAt: instantOf(row.retired_at),
  };
}
