import * as z from 'zod';
import type { Template } from '../template/template.ts';
import type { BlockCalls } from './block-calls.ts';
import type { Caller } from './caller.ts';
import type { GraphResult } from './cloud-api.ts';
import { resultOf } from './graph-result.ts';
import { endless, templatesIn } from './list-templates.ts';
import type { NumberCalls } from './number-calls.ts';
import type { QrCalls } from './qr-calls.ts';
import type { TemplateCalls } from './template-calls.ts';

/** 360dialog gives up to 1,000 templates in one answer. */
const TEMPLATES_PER_PAGE = 1000;

/** An account holds 6,000 templates at most (Meta docs, Mar 2026). */
const TEMPLATE_PAGES = 10;

const Page = z.object({ waba_templates: z.array(z.unknown()), total: z.int().nonnegative().nullish() });

// The templates of the number's account, in 360dialog's own list (docs.360dialog.com, template messages).
async function dialog360Templates({ url, get }: Caller): Promise<GraphResult<readonly Template[]>> {
  const templates: Template[] = [];
  for (let page = 0; page < TEMPLATE_PAGES; page += 1) {
    const offset = page * TEMPLATES_PER_PAGE;
    const query = { limit: String(TEMPLATES_PER_PAGE), offset: String(offset) };
    const read = resultOf(await get(url('', 'v1/configs/templates', query)), Page);
    if (!read.ok) return read;
    const { waba_templates: items, total } = read.value;
    templates.push(...templatesIn(items.map(withId)));
    const isLast = items.length < TEMPLATES_PER_PAGE || (total != null && offset + items.length >= total);
    if (isLast) return { ok: true, value: templates };
  }
  return endless(TEMPLATE_PAGES);
}

// 360dialog names a template by name and language and does not always pass Meta's id on.
function withId(item: unknown): unknown {
  if (typeof item !== 'object' || item === null || ('id' in item && item.id)) return item;
  const { external_id, name, language } = item as Readonly<Record<string, unknown>>;
  return { ...item, id: external_id ?? `${String(name)}.${String(language)}` };
}

const notOffered = {
  ok: false,
  cause: {
    code: 'NOT_OFFERED',
    message: '360dialog has no call for this; it is done in the 360dialog Hub.',
  },
} as const;

const refuse = async () => notOffered;

/** What 360dialog's Cloud API has no calls for: numbers are set up in its Hub. */
export const dialog360NumberCalls: NumberCalls = {
  getNumber: refuse,
  getProfile: refuse,
  changeProfile: refuse,
  requestName: refuse,
  requestCode: refuse,
  verifyCode: refuse,
  registerNumber: refuse,
  deregisterNumber: refuse,
};

/** 360dialog passes no block list on. */
export const dialog360BlockCalls: BlockCalls = {
  blockUsers: refuse,
  unblockUsers: refuse,
  listBlocked: refuse,
};

/** Short links are made in its Hub. */
export const dialog360QrCalls: QrCalls = { saveQrLink: refuse, listQrLinks: refuse, deleteQrLink: refuse };

/** Templates can be read; they are submitted, changed and deleted in 360dialog's Hub. */
export function dialog360TemplateCalls(caller: Caller): TemplateCalls {
  return {
    listTemplates: () => dialog360Templates(caller),
    createTemplate: refuse,
    editTemplate: refuse,
    deleteTemplate: refuse,
  };
}
