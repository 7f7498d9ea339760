import * as z from 'zod';
import { Recipient } from './contact.ts';
import { TemplateContent } from './content/template.ts';
import { Decision } from './decision.ts';
import { Id, Page } from './primitives.ts';

export const TemplatePolicy = z
  .object({
    legalKind: z.enum(['transactional', 'advertising', 'mixed']),
    caseReply: z.boolean(),
    contractNecessary: z.boolean(),
    consentRequest: z.boolean(),
  })
  .meta({ id: 'TemplatePolicy' });

export const TemplatePolicyPatch = z.strictObject(TemplatePolicy.partial().shape);

export const TemplateField = z
  .object({
    key: z.string(),
    label: z.string(),
    kind: z.string(),
    required: z.boolean(),
    limit: z.number().nullable(),
    example: z.string().nullable(),
  })
  .meta({ id: 'TemplateField' });

const ButtonView = z.object({ kind: z.string(), text: z.string(), url: z.string().nullable() });

const HeaderView = z.object({ kind: z.string(), text: z.string().nullable() }).nullable();

export const Template = z
  .object({
    id: Id,
    accountId: Id,
    name: z.string(),
    language: z.string(),
    category: z.enum(['marketing', 'utility', 'authentication']),
    status: z.string(),
    quality: z.string().nullable(),
    rejectedReason: z.string().nullable(),
    header: HeaderView,
    offer: z.object({ text: z.string(), expires: z.boolean() }).nullable(),
    body: z.string(),
    footer: z.string().nullable(),
    buttons: z.array(ButtonView),
    cards: z.array(z.object({ header: HeaderView, body: z.string(), buttons: z.array(ButtonView) })),
    fields: z.array(TemplateField),
    policy: TemplatePolicy,
    decision: Decision.optional(),
  })
  .meta({ id: 'Template' });

export const TemplatesQuery = z.strictObject({
  ...Page,
  allowedFor: z.string().min(1).max(200).optional().meta({
    description: 'A contact: its id, phone number or BSUID; every template then carries its decision.',
  }),
  from: Id.optional(),
  search: z.string().max(100).optional(),
});

export const TemplatePreviewRequest = z.strictObject({ template: TemplateContent, to: Recipient.optional() });

const ButtonPreview = ButtonView.extend({
  code: z.string().nullable().meta({ description: 'What a tap copies' }),
});

/** The template as the customer will see it, with every fault of its variables. */
export const TemplatePreview = z
  .object({
    header: z.string().nullable(),
    body: z.string(),
    footer: z.string().nullable(),
    buttons: z.array(ButtonPreview),
    offer: z.object({ text: z.string(), expiresAt: z.string().nullable() }).nullable(),
    cards: z.array(
      z.object({ header: z.string().nullable(), body: z.string(), buttons: z.array(ButtonPreview) }),
    ),
    faults: z.array(z.object({ key: z.string(), message: z.string() })),
  })
  .meta({ id: 'TemplatePreview' });
