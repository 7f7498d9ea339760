import type { LintReport, NewTemplate, PageOf, SubmittedTemplate, Template, TemplateEdit } from '../types.ts';
import type { Calls } from './calls.ts';

/** Templates. */
export function templateCalls({ call, get, post }: Calls) {
  const template = (name: string, language?: string) =>
    `/v1/templates/${[name, ...(language === undefined ? [] : [language])].map(encodeURIComponent).join('/')}`;
  return {
    listTemplates: (
      query: { allowedFor?: string; from?: string; search?: string; cursor?: string; limit?: number } = {},
    ) => get<PageOf<Template>>('/v1/templates', query),
    getTemplate: (name: string, language: string) => get<Template>(template(name, language)),
    createTemplate: (draft: NewTemplate) => post<SubmittedTemplate>('/v1/templates', draft),
    editTemplate: (name: string, language: string, edit: TemplateEdit) =>
      call<SubmittedTemplate>('PUT', template(name, language), { body: edit }),
    /** All languages, or one. */
    deleteTemplate: (name: string, language?: string) => call<undefined>('DELETE', template(name, language)),
    lintTemplate: (draft: NewTemplate) => post<LintReport>('/v1/templates/lint', draft),
  };
}
