import { defaultPolicy, type Template, type TemplatePolicy } from '@parley/core/template';
import type { Selectable } from 'kysely';
import type { Tables, Tx } from '../store/index.ts';
import { policyOf } from './policy.ts';

type TemplateRow = Selectable<Tables['template']>;

/** A template of the catalogue with the policy that a person has set, else the one its category gives. */
export type CataloguedTemplate = {
  readonly accountId: string;
  readonly definition: Template;
  readonly policy: TemplatePolicy;
};

/** The template by its exact name and language; undefined when the account's catalogue does not have it. */
export async function findTemplate(
  tx: Tx,
  accountId: string,
  name: string,
  language: string,
): Promise<CataloguedTemplate | undefined> {
  const row = await tx
    .selectFrom('template')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('name', '=', name)
    .where('language', '=', language)
    .executeTakeFirst();
  if (!row || row.status === GONE) return undefined;
  const definition = definitionOf(row);
  return { accountId, definition, policy: await policyOf(tx, accountId, definition) };
}

/** The status of a template that Meta no longer lists; its row stays for the messages that were sent with it. */
export const GONE = 'DELETED';

/** The definition with the status and category of its row, which webhooks may have changed since the last sync. */
function definitionOf(row: TemplateRow): Template {
  const definition: Template = JSON.parse(row.definition);
  return { ...definition, status: row.status, category: row.category as Template['category'] };
}

/** All templates that Meta lists, or those of an account or a name, by name and language. */
export async function listTemplates(
  tx: Tx,
  { accountId, name }: { readonly accountId?: string | undefined; readonly name?: string | undefined } = {},
): Promise<CataloguedTemplate[]> {
  let query = tx
    .selectFrom('template')
    .leftJoin('template_policy', (join) =>
      join
        .onRef('template_policy.account_id', '=', 'template.account_id')
        .onRef('template_policy.name', '=', 'template.name')
        .onRef('template_policy.language', '=', 'template.language'),
    )
    .selectAll('template')
    .select('template_policy.policy as set_policy')
    .where('template.status', '!=', GONE)
    .orderBy('template.name')
    .orderBy('template.language')
    .orderBy('template.account_id');
  if (accountId !== undefined) query = query.where('template.account_id', '=', accountId);
  if (name !== undefined) query = query.where('template.name', '=', name);
  return (await query.execute()).map(({ set_policy, ...row }) => {
    const definition = definitionOf(row);
    const policy = set_policy === null ? defaultPolicy(definition.category) : JSON.parse(set_policy);
    return { accountId: row.account_id, definition, policy };
  });
}
