import type {
  TemplateCategoryDoubtEvent,
  TemplateCategoryEvent,
  TemplateComponentsEvent,
  TemplateQualityEvent,
  TemplateStatusEvent,
} from '@parley/core/cloud-api';
import type { Selectable } from 'kysely';
import { appendEvent } from '../events/append.ts';
import { refreshSoon } from '../health/refresh-soon.ts';
import type { Runtime } from '../runtime.ts';
import type { Tables, Tx } from '../store/index.ts';
import { GONE } from '../templates/catalogue.ts';
import { tellTemplate } from '../templates/store-templates.ts';
import { keepRaw, keepRawOnce } from './keep-raw.ts';
import { keepStanding } from './standing.ts';
import { templateNews } from './template-news.ts';

type TemplateChange = TemplateStatusEvent | TemplateCategoryEvent | TemplateQualityEvent;
type TemplateRow = Selectable<Tables['template']>;
type NewState = Pick<TemplateRow, 'status' | 'category' | 'definition'>;

/**
 * Meta changed what a template may do: the catalogue follows at once, and what Meta told before something that is
 * known already changes nothing. A template that the catalogue does not have is kept raw, and looked up soon.
 */
export async function receiveTemplateChange(tx: Tx, runtime: Runtime, item: TemplateChange): Promise<void> {
  const row = await tx
    .selectFrom('template')
    .selectAll()
    .where('account_id', '=', item.accountId)
    .where('name', '=', item.name)
    .where('language', '=', item.language)
    .executeTakeFirst();
  if (!row) {
    lookSoon(runtime, item);
    return keepRaw(tx, runtime, item, 'unaddressed');
  }
  if (!(await isLatest(tx, item))) return keepRaw(tx, runtime, item, 'superseded');
  const state = stateAfter(row, item);
  const now = runtime.now();
  const change = templateNews(item);
  if (state.status === row.status && state.category === row.category && state.definition === row.definition) {
    // A flag or an announcement: nothing has changed yet, and people should know what is coming.
    const kept = isKnown(row, item) ? undefined : await keepRawOnce(tx, runtime, item, 'outside');
    const more = { change: { ...change, rawItemId: kept?.id } };
    if (kept) await tellTemplate(tx, row.account_id, row.name, row.language, now, more);
    return;
  }
  await tx
    .updateTable('template')
    .set({ ...state, updated_at: now.getTime() })
    .where('id', '=', row.id)
    .execute();
  if (state.status !== GONE) return tellTemplate(tx, row.account_id, row.name, row.language, now, { change });
  const { account_id: accountId, name, language } = row;
  const template = { accountId, name, language, status: GONE };
  await appendEvent(tx, { type: 'template.updated', at: now, data: { template, change } });
}

/** The text or buttons of a template were changed: the variables may be others, so that the catalogue is read again soon. */
export async function receiveTemplateComponents(
  tx: Tx,
  runtime: Runtime,
  item: TemplateComponentsEvent,
): Promise<void> {
  lookSoon(runtime, item);
  await keepRaw(tx, runtime, item, 'outside');
}

/** Meta takes the template for another category than its own: nothing has changed yet, and people should know. */
export async function receiveCategoryDoubt(
  tx: Tx,
  runtime: Runtime,
  item: TemplateCategoryDoubtEvent,
): Promise<void> {
  const kept = await keepRawOnce(tx, runtime, item, 'outside');
  const { accountId, name, language, correctCategory } = item;
  const change = { correctCategory: correctCategory ?? null, rawItemId: kept?.id };
  if (kept) await tellTemplate(tx, accountId, name, language, runtime.now(), { change });
}

// Of an account that is not ours there is nothing to read.
function lookSoon(runtime: Runtime, { accountId }: { readonly accountId: string }): void {
  if (runtime.settings.numbers.some((number) => number.accountId === accountId)) refreshSoon(runtime);
}

// Meta says once more what the catalogue has already.
function isKnown({ status }: TemplateRow, item: TemplateChange): boolean {
  switch (item.kind) {
    case 'template_status':
      return item.status === status || statusAfter[item.status] === status;
    case 'template_category':
      return !item.upcoming;
    case 'template_quality':
      return true;
  }
}

// An announcement is about another moment than the category that is in force.
async function isLatest(tx: Tx, item: TemplateChange): Promise<boolean> {
  const { accountId, at, name, language, kind } = item;
  if (at === undefined || (kind === 'template_category' && item.upcoming)) return true;
  const topic = `${kind} ${name}/${language}`;
  return keepStanding(tx, { accountId, topic, fact: factOf(item), at });
}

function factOf(item: TemplateChange) {
  switch (item.kind) {
    case 'template_status':
      return item.status;
    case 'template_category':
      return item.category;
    case 'template_quality':
      return item.quality;
  }
}

// A flag is a warning, the template may still be sent; those that undo something leave it approved.
const statusAfter: Readonly<Record<string, string | undefined>> = {
  FLAGGED: undefined,
  REINSTATED: 'APPROVED',
  UNARCHIVED: 'APPROVED',
};

// Why a template was rejected stays until another state replaces it.
function withReason(definition: string, status: string, reason: string | undefined): string {
  const { rejectedReason: _, ...known } = JSON.parse(definition) as Readonly<Record<string, unknown>>;
  const isRejected = status === 'REJECTED' && reason !== undefined;
  return JSON.stringify(isRejected ? { ...known, rejectedReason: reason } : known);
}

const categories: ReadonlySet<string> = new Set(['marketing', 'utility', 'authentication']);

function stateAfter(row: TemplateRow, item: TemplateChange): NewState {
  const { status, category, definition } = row;
  switch (item.kind) {
    case 'template_status': {
      const next = Object.hasOwn(statusAfter, item.status) ? statusAfter[item.status] : item.status;
      return {
        status: next ?? status,
        category,
        definition: withReason(definition, next ?? status, item.reason),
      };
    }
    case 'template_category': {
      if (item.upcoming) return { status, category, definition };
      const next = item.category.toLowerCase();
      // What Meta calls otherwise counts as the strictest of the three.
      return { status, category: categories.has(next) ? next : 'marketing', definition };
    }
    case 'template_quality': {
      const known = JSON.parse(definition) as Readonly<Record<string, unknown>>;
      return { status, category, definition: JSON.stringify({ ...known, quality: item.quality }) };
    }
  }
}
