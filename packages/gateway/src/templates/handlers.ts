import { resolveRecipient } from '../contacts/find.ts';
import type { Handlers } from '../http/handler.ts';
import type { Runtime } from '../runtime.ts';
import { listTemplatePage } from './list.ts';
import { namedTemplate } from './named-template.ts';
import { setPolicy } from './policy.ts';
import { viewPreview } from './preview.ts';
import { tellTemplate } from './store-templates.ts';
import { submitHandlers } from './submit.ts';
import { catalogueUnavailable, ensureCatalogue, syncTemplates } from './sync.ts';
import { viewTemplate } from './view.ts';

/** A failed sync is tried again by itself; asking more often than this only spends Meta's call limit. */
const SYNC_RETRY_SECONDS = 10;

/** The calls about templates. */
export function templateHandlers(
  runtime: Runtime,
): Pick<
  Handlers,
  | 'listTemplates'
  | 'getTemplate'
  | 'setTemplatePolicy'
  | 'previewTemplate'
  | 'syncTemplates'
  | 'createTemplate'
  | 'editTemplate'
  | 'deleteTemplate'
  | 'deleteTemplateLanguage'
  | 'lintTemplate'
> {
  return {
    async listTemplates(call) {
      await ensureCatalogue(runtime, call.language);
      return listTemplatePage(runtime, call);
    },
    async getTemplate({ params, language }) {
      await ensureCatalogue(runtime, language);
      return viewTemplate(await namedTemplate(runtime.store.read, params.name, params.language));
    },
    async setTemplatePolicy({ params, body, key }) {
      const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
      const at = runtime.now();
      return runtime.store.write(async (tx) => {
        const { accountId, definition, policy } = await namedTemplate(tx, params.name, params.language);
        const next = { ...policy, ...given };
        await setPolicy(tx, accountId, definition, next, { name: key.name, at });
        await tellTemplate(tx, accountId, definition.name, definition.language, at);
        return next;
      });
    },
    async previewTemplate({ body, language }) {
      await ensureCatalogue(runtime, language);
      const tx = runtime.store.read;
      const template = await namedTemplate(tx, body.template.name, body.template.language);
      if (body.to !== undefined) await resolveRecipient(tx, body.to, 'to');
      return viewPreview(template, body.template.variables, runtime.settings.allowedHosts, language);
    },
    async syncTemplates({ language }) {
      const { templates, failed } = await syncTemplates(runtime);
      if (failed.length > 0) throw catalogueUnavailable(language, SYNC_RETRY_SECONDS);
      return { templates };
    },
    ...submitHandlers(runtime),
  };
}
