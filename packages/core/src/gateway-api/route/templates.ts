import * as z from 'zod';
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
