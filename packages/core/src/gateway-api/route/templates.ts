import * as z from 'zod';
import { LintReport, NewTemplate, SubmittedTemplate, TemplateEdit } from '../schema/new-template.ts';
import { listOf } from '../schema/primitives.ts';
import {
  Template,
  TemplatePolicy,
  TemplatePolicyPatch,
  TemplatePreview,
  TemplatePreviewRequest,
  TemplatesQuery,
} from '../schema/template.ts';
import type { Route } from './route.ts';

/** The template catalogue. */
export const templatesRoutes = {
  listTemplates: {
    method: 'GET',
    path: '/v1/templates',
    summary: 'The approved and other templates, with their decision for a contact if asked',
    scope: 'templates:read',
    query: TemplatesQuery,
    success: { status: 200, body: listOf(Template) },
    problems: [422],
  },
  getTemplate: {
    method: 'GET',
    path: '/v1/templates/{name}/{language}',
    summary: 'One template with the fields to fill',
    scope: 'templates:read',
    success: { status: 200, body: Template },
    problems: [404],
  },
  createTemplate: {
    method: 'POST',
    path: '/v1/templates',
    summary: 'Submit a template to Meta for review; what Meta would refuse is refused here, by field',
    scope: 'templates:write',
    body: NewTemplate,
    success: { status: 201, body: SubmittedTemplate },
    problems: [409, 422],
  },
  editTemplate: {
    method: 'PUT',
    path: '/v1/templates/{name}/{language}',
    summary: 'Replace what a template says; it is reviewed again',
    scope: 'templates:write',
    body: TemplateEdit,
    success: { status: 200, body: SubmittedTemplate },
    problems: [404, 422],
  },
  deleteTemplateLanguage: {
    method: 'DELETE',
    path: '/v1/templates/{name}/{language}',
    summary: 'Delete one language of a template',
    scope: 'templates:write',
    success: { status: 204 },
    problems: [404, 422],
  },
  deleteTemplate: {
    method: 'DELETE',
    path: '/v1/templates/{name}',
    summary: 'Delete a template in all its languages; Meta keeps an approved name for 30 days',
    scope: 'templates:write',
    success: { status: 204 },
    problems: [404, 422],
  },
  lintTemplate: {
    method: 'POST',
    path: '/v1/templates/lint',
    summary: 'Everything Meta would refuse a template for, or may, before it is submitted',
    scope: 'templates:read',
    body: NewTemplate,
    success: { status: 200, body: LintReport },
    problems: [422],
  },
  setTemplatePolicy: {
    method: 'PUT',
    path: '/v1/templates/{name}/{language}/policy',
    summary: "Set by a person: the template's legal kind and what it may be used for",
    scope: 'templates:write',
    body: TemplatePolicyPatch,
    success: { status: 200, body: TemplatePolicy },
    problems: [404, 422],
  },
  previewTemplate: {
    method: 'POST',
    path: '/v1/templates/preview',
    summary: 'The template as the customer will see it, with the faults of its variables',
    scope: 'templates:read',
    body: TemplatePreviewRequest,
    success: { status: 200, body: TemplatePreview },
    problems: [404, 422],
  },
  syncTemplates: {
    method: 'POST',
    path: '/v1/templates/sync',
    summary: 'Read the template catalogue from Meta now',
    scope: 'templates:write',
    success: { status: 200, body: z.object({ templates: z.number().int() }) },
    problems: [503],
  },
} as const satisfies Record<string, Route>;
