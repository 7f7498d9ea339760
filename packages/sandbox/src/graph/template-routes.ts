import type { FastifyInstance } from 'fastify';
import type { Sandbox } from '../sandbox.ts';
import { reserveName } from '../templates/account-limits.ts';
import { createTemplate } from '../templates/create-template.ts';
import { forgetPause } from '../templates/pause.ts';
import { reviewTemplate, tellStatus } from '../templates/review-template.ts';
import {
  deleteTemplate,
  findTemplateById,
  listTemplates,
  type Template,
  templatesNamed,
} from '../templates/template.ts';
import { templateError } from '../templates/template-error.ts';
import { pickFields } from './fields.ts';
import { GraphError, unknownObject } from './graph-error.ts';
import { pageOf } from './paging.ts';
import { VERSION } from './version.ts';

/** Ids that one call may delete. */
const IDS_MAX = 100;

/** What the list shows when no fields are asked for. */
export const TEMPLATE_FIELDS = [
  'name',
  'parameter_format',
  'components',
  'language',
  'status',
  'category',
  'previous_category',
  'message_send_ttl_seconds',
  'id',
];

type ListQuery = Partial<
  Record<
    | 'name'
    | 'name_or_content'
    | 'content'
    | 'status'
    | 'language'
    | 'category'
    | 'quality_score'
    | 'fields'
    | 'limit'
    | 'after'
    | 'before',
    string
  >
>;

type Params = { Params: { version: string; id: string } };

/** Templates of the account: list, create, delete. */
export function templateRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  const { db, account } = sandbox;
  const path = `${VERSION}/:id/message_templates`;
  const own = (id: string, method: string): void => {
    if (id !== account.businessAccountId) throw unknownObject(id, method);
  };

  app.get<Params & { Querystring: ListQuery }>(path, (request) => {
    own(request.params.id, 'get');
    const { query } = request;
    const found = listTemplates(db).filter((template) => matches(template, query));
    const address = new URL(request.url, sandbox.origin());
    const page = pageOf(found, query, address);
    return { ...page, data: page.data.map((one) => pickFields(one, query.fields, TEMPLATE_FIELDS)) };
  });

  app.post<Params>(path, async (request) => {
    own(request.params.id, 'post');
    const template = await db.write(() => createTemplate(sandbox, request.body));
    sandbox.changes.tell({ kind: 'state' });
    return { id: template.id, status: template.status, category: template.category };
  });

  app.post<Params>(`${VERSION}/:id/unpause`, async ({ params: { id } }) => {
    const template = findTemplateById(db, id);
    if (!template) throw unknownObject(id, 'post');
    if (template.status !== 'PAUSED')
      throw templateError(
        'invalidFormat',
        'Template is not paused',
        'Only a paused template can be unpaused.',
      );
    await db.write(() => reviewTemplate(sandbox, template, { decision: 'unpause' }));
    return { success: true };
  });

  app.delete<Params & { Querystring: { name?: string; hsm_id?: string; hsm_ids?: string } }>(
    path,
    async (request) => {
      own(request.params.id, 'delete');
      const doomed = doomedBy(sandbox, request.query);
      await db.write(() => {
        for (const template of doomed) {
          deleteTemplate(db, template.id);
          forgetPause(db, template.id);
          reserveName(sandbox, template);
          tellStatus(sandbox, template, 'DELETED');
        }
      });
      sandbox.changes.tell({ kind: 'state' });
      return { success: true };
    },
  );
}

/** Lists come as `A,B` or `["A","B"]`. */
const wordsOf = (text: string): string[] =>
  text
    .replace(/[[\]"]/g, '')
    .split(',')
    .map((word) => word.trim().toUpperCase());

function matches(template: Template, query: ListQuery): boolean {
  const text = JSON.stringify(template.components).toLowerCase();
  const includes = (where: string, what: string | undefined) =>
    what === undefined || where.toLowerCase().includes(what.toLowerCase());
  return (
    includes(template.name, query.name) &&
    includes(text, query.content) &&
    includes(`${template.name} ${text}`, query.name_or_content) &&
    (query.status === undefined || wordsOf(query.status).includes(template.status)) &&
    (query.quality_score === undefined ||
      wordsOf(query.quality_score).includes(template.quality_score?.score ?? 'UNKNOWN')) &&
    (query.category === undefined || wordsOf(query.category).includes(template.category)) &&
    (query.language === undefined || wordsOf(query.language).includes(template.language.toUpperCase()))
  );
}

function doomedBy({ db }: Sandbox, query: { name?: string; hsm_id?: string; hsm_ids?: string }): Template[] {
  if (query.hsm_ids !== undefined) {
    const ids = wordsOf(query.hsm_ids);
    if (ids.length > IDS_MAX) throw new GraphError(100, { details: `hsm_ids may have ${IDS_MAX} ids.` });
    return ids.map((id) => deletable(findTemplateById(db, id), id));
  }
  const { name, hsm_id: id } = query;
  if (name === undefined) throw new GraphError(100, { details: 'The parameter name is required.' });
  const named = templatesNamed(db, name);
  if (id !== undefined)
    return [
      deletable(
        named.find((one) => one.id === id),
        id,
      ),
    ];
  if (named.length === 0) deletable(undefined, name);
  return named.map((one) => deletable(one, name));
}

function deletable(template: Template | undefined, asked: string): Template {
  if (!template) {
    throw new GraphError(100, { details: `Message template "${asked.slice(0, 80)}" was not found.` });
  }
  if (template.status === 'DISABLED') {
    throw templateError('invalidFormat', 'Template is disabled', 'A disabled template can not be deleted.');
  }
  return template;
}
