import type { Template } from '../template/template.ts';
import type { Caller } from './caller.ts';
import type { GraphResult } from './cloud-api.ts';
import { resultOf } from './graph-result.ts';
import { TemplatePage } from './response.ts';
import { templateFromGraph } from './template-from-graph.ts';

/** Templates in one answer. */
const TEMPLATES_PER_PAGE = 100;

/** An account holds 6,000 templates at most (Meta docs, Mar 2026); beyond this the cursor goes in circles. */
const TEMPLATE_PAGES = 100;

/** Without the list Graph leaves out the quality and why a template was rejected. */
const FIELDS = 'id,name,language,status,category,components,parameter_format,quality_score,rejected_reason';

/** All templates of an account (WABA), page by page, or a failure: never a part of them. */
export async function listTemplates(
  { url, get }: Caller,
  accountId: string,
): Promise<GraphResult<readonly Template[]>> {
  const templates: Template[] = [];
  let after: string | undefined;
  for (let page = 0; page < TEMPLATE_PAGES; page += 1) {
    const query = { limit: String(TEMPLATES_PER_PAGE), fields: FIELDS };
    const address = url(accountId, 'message_templates', after === undefined ? query : { ...query, after });
    const read = resultOf(await get(address), TemplatePage);
    if (!read.ok) return read;
    templates.push(...templatesIn(read.value.data));
    const next = read.value.paging?.next ? read.value.paging.cursors?.after : undefined;
    if (!next || next === after) return { ok: true, value: templates };
    after = next;
  }
  return endless(TEMPLATE_PAGES);
}

/** What of a list is a template. */
export function templatesIn(items: readonly unknown[]): readonly Template[] {
  return items.map(templateFromGraph).filter((template) => template !== undefined);
}

/** The list went on and on, so that not even a part of it can be relied on. */
export function endless(pages: number): GraphResult<never> {
  const message = `The list of templates did not end after ${pages} pages.`;
  return { ok: false, cause: { code: 'TOO_MANY_PAGES', message } };
}
