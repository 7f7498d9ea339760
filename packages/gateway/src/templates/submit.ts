import {
  type CloudApi,
  type SubmittedTemplate,
  templateFromGraph,
  templateToGraph,
} from '@parley/core/cloud-api';
import type { SubmittedTemplate as SubmittedView } from '@parley/core/gateway-api';
import type { Template, TemplateDraft } from '@parley/core/template';
import { ApiProblem, invalidField } from '../http/api-problem.ts';
import type { Handlers } from '../http/handler.ts';
import { cloudApiWith } from '../numbers/cloud-api.ts';
import { metaProblem } from '../numbers/meta-problem.ts';
import type { Runtime } from '../runtime.ts';
import { findTemplate } from './catalogue.ts';
import { lintDraft, refuseFaults, viewFindings } from './lint.ts';
import { namedTemplate, templatesOfName } from './named-template.ts';
import { readDraft } from './read-draft.ts';
import { withSample } from './sample.ts';
import { markGone, storeTemplate } from './store-templates.ts';
import { viewTemplate } from './view.ts';

type Submitting =
  | 'createTemplate'
  | 'editTemplate'
  | 'deleteTemplate'
  | 'deleteTemplateLanguage'
  | 'lintTemplate';

/** The calls that change templates at Meta. What Meta would refuse is refused before it is asked. */
export function submitHandlers(runtime: Runtime): Pick<Handlers, Submitting> {
  return {
    async createTemplate({ body, key, language }) {
      const { accountId, api } = accountNamed(runtime, body.account);
      const draft = readDraft(body, body.name, body.language);
      const findings = await lintDraft(runtime.store.read, accountId, draft);
      refuseFaults(findings);
      const answer = await api.createTemplate(accountId, await withSample({ runtime, api, key }, draft));
      if (!answer.ok) throw metaProblem(answer, pathOf(answer.error?.subcode));
      const template = asListed(draft, answer.value);
      await runtime.store.write((tx) => storeTemplate(tx, runtime, accountId, template));
      runtime.log.info({ template: draft.name, language: draft.language }, 'template submitted');
      return view(runtime, accountId, draft, viewFindings(findings, language));
    },
    async editTemplate({ params, body, key, language }) {
      const known = await namedTemplate(runtime.store.read, params.name, params.language);
      const { accountId, definition } = known;
      const { api } = accountNamed(runtime, accountId);
      const draft = readDraft(body, definition.name, definition.language);
      refuseStateOf(definition, draft.category);
      const findings = await lintDraft(runtime.store.read, accountId, draft, definition);
      refuseFaults(findings);
      const answer = await api.editTemplate(definition.id, await withSample({ runtime, api, key }, draft));
      if (!answer.ok) throw metaProblem(answer, pathOf(answer.error?.subcode));
      const template = asListed(draft, { id: definition.id, status: 'PENDING' });
      await runtime.store.write((tx) => storeTemplate(tx, runtime, accountId, template));
      return view(runtime, accountId, draft, viewFindings(findings, language));
    },
    async deleteTemplateLanguage({ params }) {
      const { accountId, definition } = await namedTemplate(runtime.store.read, params.name, params.language);
      await remove(runtime, accountId, definition.name, definition);
      return undefined;
    },
    async deleteTemplate({ params }) {
      const [first] = await templatesOfName(runtime.store.read, params.name);
      await remove(runtime, first.accountId, first.definition.name);
      return undefined;
    },
    async lintTemplate({ body, language }) {
      const findings = await lintDraft(
        runtime.store.read,
        body.account,
        readDraft(body, body.name, body.language),
      );
      return {
        ok: findings.every(({ level }) => level === 'warning'),
        findings: viewFindings(findings, language),
      };
    },
  };
}

type Account = { readonly accountId: string; readonly api: CloudApi };

function accountNamed(runtime: Runtime, named: string | undefined): Account {
  const accounts = new Map(runtime.settings.numbers.map(({ accountId, token }) => [accountId, token]));
  const [only] = accounts.keys();
  const accountId = named ?? (accounts.size === 1 ? only : undefined);
  const token = accountId === undefined ? undefined : accounts.get(accountId);
  if (accountId !== undefined && token !== undefined) return { accountId, api: cloudApiWith(runtime, token) };
  throw invalidField('account', {
    en: `must be one of the connected accounts: ${[...accounts.keys()].join(', ')}`,
    de: `muss eines der verbundenen Konten sein: ${[...accounts.keys()].join(', ')}`,
  });
}

// Meta: only approved, rejected and paused templates can be edited, and the category of an approved one is fixed.
function refuseStateOf({ status, category }: Template, wanted: TemplateDraft['category']): void {
  if (!['APPROVED', 'REJECTED', 'PAUSED'].includes(status))
    throw new ApiProblem({
      status: 422,
      code: 'TEMPLATE_NOT_EDITABLE',
      title: { en: 'The template cannot be edited now', de: 'Die Vorlage lässt sich jetzt nicht bearbeiten' },
      detail: {
        en: `Its status is ${status}; Meta lets approved, rejected and paused templates be edited.`,
        de: `Ihr Status ist ${status}; Meta lässt genehmigte, abgelehnte und pausierte Vorlagen bearbeiten.`,
      },
      remedy: {
        en: 'Wait for the review, or submit the text under another name.',
        de: 'Warten Sie die Prüfung ab, oder reichen Sie den Text unter einem anderen Namen ein.',
      },
    });
  if (status === 'APPROVED' && category !== wanted)
    throw invalidField('category', {
      en: `must stay ${category}: the category of an approved template is fixed`,
      de: `muss ${category} bleiben: Die Kategorie einer genehmigten Vorlage steht fest`,
    });
}

async function remove(runtime: Runtime, accountId: string, name: string, one?: Template): Promise<void> {
  const { api } = accountNamed(runtime, accountId);
  const answer = await api.deleteTemplate(accountId, name, one?.id);
  if (!answer.ok) throw metaProblem(answer, 'name');
  await runtime.store.write((tx) => markGone(tx, accountId, name, one?.language, runtime.now()));
  runtime.log.info({ template: name, language: one?.language ?? 'all' }, 'template deleted');
}

// As the next sync will read it, so that it changes nothing.
function asListed(draft: TemplateDraft, { id, status, category }: SubmittedTemplate): Template {
  const graph = templateToGraph(draft);
  const template = templateFromGraph({ ...graph, id, status, category: category ?? graph.category });
  if (template) return template;
  throw new Error(`Template ${draft.name} was submitted as ${id}, and cannot be read back.`);
}

async function view(
  runtime: Runtime,
  accountId: string,
  { name, language }: TemplateDraft,
  findings: SubmittedView['findings'],
): Promise<SubmittedView> {
  const template = await findTemplate(runtime.store.read, accountId, name, language);
  if (template) return { ...viewTemplate(template), findings };
  throw new Error(`Template ${name} (${language}) is gone from the catalogue right after it was stored.`);
}

/** Which part Meta's subcodes are about: https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes */
const pathBySubcode: ReadonlyMap<number | undefined, string> = new Map([
  [2388047, 'header'],
  [2388072, 'body'],
  [2388073, 'footer'],
  [2388293, 'body.text'],
  [2388299, 'body.text'],
  [2388023, 'name'],
  [2388024, 'name'],
  [2388019, 'name'],
]);

function pathOf(subcode: number | undefined): string | undefined {
  return pathBySubcode.get(subcode);
}
