import * as z from 'zod';
import type { Template, TemplateDraft } from '../template/template.ts';
import type { Caller } from './caller.ts';
import type { GraphResult } from './cloud-api.ts';
import { doneOf, resultOf } from './graph-result.ts';
import { listTemplates } from './list-templates.ts';
import { templateEdit, templateToGraph } from './template-to-graph.ts';

const TemplateCreated = z.object({
  id: z.union([z.string().min(1), z.int()]).transform(String),
  status: z.string().default('PENDING'),
  category: z.string().nullish(),
});

/** What Meta made of a template that was submitted; the category may be another than the one asked for. */
export type SubmittedTemplate = {
  readonly id: string;
  readonly status: string;
  readonly category?: string | null | undefined;
};

/** The calls about the templates of an account (WABA). */
export type TemplateCalls = {
  /** All templates of an account, or a failure: never a part of them. */
  listTemplates(accountId: string): Promise<GraphResult<readonly Template[]>>;
  createTemplate(accountId: string, draft: TemplateDraft): Promise<GraphResult<SubmittedTemplate>>;
  /** Replaces the components, and the category of one that is not approved; it is reviewed again. */
  editTemplate(templateId: string, draft: TemplateDraft): Promise<GraphResult<void>>;
  /** Deletes one language by its id, else all of the name; an approved name stays reserved for 30 days. */
  deleteTemplate(accountId: string, name: string, templateId?: string): Promise<GraphResult<void>>;
};

/** The calls about templates of one token. */
export function templateCalls(caller: Caller): TemplateCalls {
  const { url, post, delete: remove } = caller;
  return {
    listTemplates: (accountId) => listTemplates(caller, accountId),
    async createTemplate(accountId, draft) {
      const answer = await post(url(accountId, 'message_templates'), templateToGraph(draft));
      return resultOf(answer, TemplateCreated);
    },
    async editTemplate(templateId, draft) {
      return doneOf(await post(url(templateId), templateEdit(draft)));
    },
    async deleteTemplate(accountId, name, templateId) {
      const which = templateId === undefined ? { name } : { name, hsm_id: templateId };
      return doneOf(await remove(url(accountId, 'message_templates', which)));
    },
  };
}
