import type { Template as TemplateView } from '@parley/core/gateway-api';
import { invalidField } from '../http/api-problem.ts';
import type { Call, CallerKey, Handlers } from '../http/handler.ts';
import { chooseNumber, mayUse } from '../numbers/choose-number.ts';
import type { Runtime } from '../runtime.ts';
import { decideTemplate, readAllowedFor } from './allowed-for.ts';
import { type CataloguedTemplate, listTemplates } from './catalogue.ts';
import { viewTemplate } from './view.ts';

/** GET /v1/templates: by name and language, searched and paged, each with its decision for a contact if asked. */
export async function listTemplatePage(
  runtime: Runtime,
  { query, key, language }: Call<'listTemplates'>,
): Promise<Awaited<ReturnType<Handlers['listTemplates']>>> {
  const tx = runtime.store.read;
  const from = query.from === undefined ? undefined : await chooseNumber(tx, key, query.from);
  const recipient = query.allowedFor === undefined ? undefined : await readAllowedFor(tx, query.allowedFor);
  const all = await listTemplates(tx, { accountId: from?.account_id });
  const found = all.filter((template) => isFound(template, query.search));
  const start = query.cursor === undefined ? 0 : startAfter(found, query.cursor);
  const page = found.slice(start, start + query.limit);
  const items: TemplateView[] = [];
  for (const template of page) {
    const view = viewTemplate(template);
    if (!recipient) {
      items.push(view);
      continue;
    }
    const numberId = from?.id ?? (await numberOf(runtime, key, template.accountId));
    items.push({
      ...view,
      decision: await decideTemplate(tx, runtime, template, { recipient, numberId, language }),
    });
  }
  const last = page.at(-1);
  return { items, cursor: last && start + page.length < found.length ? cursorOf(last) : null };
}

function isFound({ definition }: CataloguedTemplate, search: string | undefined): boolean {
  if (search === undefined || search.trim() === '') return true;
  const wanted = search.trim().toLowerCase();
  const text = `${definition.name} ${definition.language} ${definition.components.body.text}`;
  return text.toLowerCase().includes(wanted) || text.toLowerCase().includes(wanted.replace(/\s+/g, '_'));
}

// The first number of the account that the key may send from: consent is the business's, the window the number's.
async function numberOf(runtime: Runtime, key: CallerKey, accountId: string): Promise<string> {
  const numbers = await runtime.store.read
    .selectFrom('business_number')
    .select('id')
    .where('account_id', '=', accountId)
    .where('state', '=', 'connected')
    .orderBy('id')
    .execute();
  const number = numbers.find(({ id }) => mayUse(key, id));
  if (number) return number.id;
  throw invalidField('from', {
    en: `no connected number of account ${accountId} may be used with this key; name one`,
    de: `keine verbundene Nummer des Kontos ${accountId} darf mit diesem Schlüssel verwendet werden; nennen Sie eine`,
  });
}

function cursorOf({ accountId, definition }: CataloguedTemplate): string {
  return Buffer.from(JSON.stringify([definition.name, definition.language, accountId])).toString('base64url');
}

function startAfter(templates: readonly CataloguedTemplate[], cursor: string): number {
  const index = templates.findIndex((template) => cursorOf(template) === cursor);
  if (index < 0)
    throw invalidField('cursor', {
      en: 'is not a cursor of this list; start again without it',
      de: 'ist keine Fortsetzungsmarke dieser Liste; beginnen Sie ohne sie von vorn',
    });
  return index + 1;
}
