import type { Template } from '@parley/core/template';
import { appendEvent } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { findTemplate, GONE } from './catalogue.ts';
import { setUpPolicy } from './policy.ts';
import { viewTemplate } from './view.ts';

/** Makes an account's catalogue what Meta lists now; every difference is told as `template.updated`. */
export async function storeTemplates(
  tx: Tx,
  runtime: Runtime,
  accountId: string,
  templates: readonly Template[],
): Promise<void> {
  const now = runtime.now();
  const rows = await tx.selectFrom('template').selectAll().where('account_id', '=', accountId).execute();
  const known = new Map(rows.map((row) => [nameOf(row), row]));
  for (const template of templates) {
    const before = known.get(nameOf(template));
    known.delete(nameOf(template));
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
      continue;
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
  for (const gone of known.values()) await markGone(tx, accountId, gone, now);
}

async function markGone(
  tx: Tx,
  accountId: string,
  row: { readonly id: string; readonly name: string; readonly language: string; readonly status: string },
  now: Date,
): Promise<void> {
  if (row.status === GONE) return;
  await tx.updateTable('template').set({ status: GONE }).where('id', '=', row.id).execute();
  const { name, language } = row;
  await appendEvent(tx, {
    type: 'template.updated',
    at: now,
    data: { template: { accountId, name, language, status: GONE } },
  });
}

/** Tells `template.updated` with the template as it is now. */
export async function tellTemplate(
  tx: Tx,
  accountId: string,
  name: string,
  language: string,
  at: Date,
): Promise<void> {
  const template = await findTemplate(tx, accountId, name, language);
  if (!template) return;
  await appendEvent(tx, { type: 'template.updated', at, data: { template: viewTemplate(template) } });
}

function nameOf({ name, language }: { readonly name: string; readonly language: string }): string {
  return JSON.stringify([name, language]);
}
