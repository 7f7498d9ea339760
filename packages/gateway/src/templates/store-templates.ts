import type { Template } from '@parley/core/template';
import type { Selectable } from 'kysely';
import { appendEvent } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';
import type { Tables, Tx } from '../store/index.ts';
import { findTemplate, GONE } from './catalogue.ts';
import { setUpPolicy } from './policy.ts';
import { viewTemplate } from './view.ts';

/**
 * Makes an account's catalogue what Meta listed; every difference is told as `template.updated`. What was stored while
 * the list was being read is newer than it, and stays.
 */
export async function storeTemplates(
  tx: Tx,
  runtime: Runtime,
  accountId: string,
  templates: readonly Template[],
  listedAt: Date,
): Promise<void> {
  const rows = await tx.selectFrom('template').selectAll().where('account_id', '=', accountId).execute();
  const known = new Map(rows.map((row) => [nameOf(row), row]));
  for (const template of templates) {
    const before = known.get(nameOf(template));
    known.delete(nameOf(template));
    if (before === undefined || before.updated_at <= listedAt.getTime())
      await storeBeside(tx, runtime, accountId, template, before);
  }
  for (const gone of known.values())
    if (gone.updated_at <= listedAt.getTime())
      await markGone(tx, accountId, gone.name, gone.language, runtime.now());
}

/** Puts one template into the catalogue, and tells it when it is new or different. */
export async function storeTemplate(
  tx: Tx,
  runtime: Runtime,
  accountId: string,
  template: Template,
): Promise<void> {
  const before = await tx
    .selectFrom('template')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('name', '=', template.name)
    .where('language', '=', template.language)
    .executeTakeFirst();
  await storeBeside(tx, runtime, accountId, template, before);
}

async function storeBeside(
  tx: Tx,
  runtime: Runtime,
  accountId: string,
  template: Template,
  before: Selectable<Tables['template']> | undefined,
): Promise<void> {
  const now = runtime.now();
  const row = {
    id: template.id,
    account_id: accountId,
    name: template.name,
    language: template.language,
    category: template.category,
    status: template.status,
    definition: JSON.stringify(template),
    updated_at: now.getTime(),
  };
  if (
    before &&
    before.definition === row.definition &&
    before.status === row.status &&
    before.category === row.category
  )
    return;
  // A template that was deleted and made again comes with another id under the same name.
  await tx
    .deleteFrom('template')
    .where((where) =>
      where.or([
        where('id', '=', row.id),
        where.and([
          where('account_id', '=', accountId),
          where('name', '=', row.name),
          where('language', '=', row.language),
        ]),
      ]),
    )
    .execute();
  await tx.insertInto('template').values(row).execute();
  if (!before) await setUpPolicy(tx, runtime, accountId, template);
  await tellTemplate(tx, accountId, template.name, template.language, now);
}

/** Takes a template out of the catalogue, in one language or all; its row stays for messages that were sent with it. */
export async function markGone(
  tx: Tx,
  accountId: string,
  name: string,
  language: string | undefined,
  at: Date,
): Promise<void> {
  let query = tx
    .updateTable('template')
    .set({ status: GONE, updated_at: at.getTime() })
    .where('account_id', '=', accountId)
    .where('name', '=', name)
    .where('status', '!=', GONE);
  if (language !== undefined) query = query.where('language', '=', language);
  for (const gone of await query.returning('language').execute())
    await appendEvent(tx, {
      type: 'template.updated',
      at,
      data: { template: { accountId, name, language: gone.language, status: GONE } },
    });
}

/** Tells `template.updated` with the template as it is now. */
export async function tellTemplate(
  tx: Tx,
  accountId: string,
  name: string,
  language: string,
  at: Date,
  more: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const template = await findTemplate(tx, accountId, name, language);
  if (!template) return;
  await appendEvent(tx, {
    type: 'template.updated',
    at,
    data: { ...more, template: viewTemplate(template) },
  });
}

function nameOf({ name, language }: { readonly name: string; readonly language: string }): string {
  return JSON.stringify([name, language]);
}
