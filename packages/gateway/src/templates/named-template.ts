import { notFound } from '../http/api-problem.ts';
import type { Tx } from '../store/index.ts';
import { type CataloguedTemplate, listTemplates } from './catalogue.ts';

/** Paths name no account; where two accounts have a template of the same name, the first one's is meant. */
export async function namedTemplate(tx: Tx, name = '', language = ''): Promise<CataloguedTemplate> {
  const template = (await listTemplates(tx, { name })).find(
    ({ definition }) => definition.language === language,
  );
  if (template) return template;
  throw notFound('template', `${name} (${language})`);
}

/** All languages of a name, of the first account that has it. */
export async function templatesOfName(
  tx: Tx,
  name = '',
): Promise<readonly [CataloguedTemplate, ...CataloguedTemplate[]]> {
  const [first, ...others] = await listTemplates(tx, { name });
  if (first) return [first, ...others.filter(({ accountId }) => accountId === first.accountId)];
  throw notFound('template', name);
}
