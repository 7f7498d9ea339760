import { randomInt } from 'node:crypto';
import { GraphError, graphErrorForFault } from '../graph/graph-error.ts';
import type { Sandbox } from '../sandbox.ts';
import { faultsOf } from '../shape/shape.ts';
import { countCreation, countEdit } from './account-limits.ts';
import { authenticationWords } from './authentication-text.ts';
import { checkComponents } from './check-components.ts';
import { type Creation, creationShape, editShape } from './creation-shape.ts';
import { forgetPause } from './pause.ts';
import {
  findTemplate,
  saveTemplate,
  type Template,
  type TemplateButton,
  type TemplateCategory,
  type TemplateComponent,
  type TemplateStatus,
} from './template.ts';
import { templateError } from './template-error.ts';

/** Takes a template for review; it stays PENDING until somebody reviews it. Part of a write. */
export function createTemplate(sandbox: Sandbox, body: unknown): Template {
  const { db } = sandbox;
  const [fault] = faultsOf(creationShape, body);
  if (fault) throw graphErrorForFault({ ...fault, kind: fault.kind === 'missing' ? 'missing' : 'type' });
  const creation = body as Creation;
  const category = creation.category.toUpperCase() as TemplateCategory;
  const format = creation.parameter_format?.toUpperCase() === 'NAMED' ? 'NAMED' : 'POSITIONAL';
  const components = creation.components as TemplateComponent[];
  checkTtl(creation.message_send_ttl_seconds, category);
  checkComponents(components, category, format);
  if (findTemplate(db, creation.name, creation.language)) {
    const message = `There is already a template ${creation.name} in ${creation.language}.`;
    throw templateError('duplicate', 'Content in this language already exists', message);
  }
  countCreation(sandbox, creation.name, creation.language);
  const template: Template = {
    id: String(randomInt(100_000_000_000_000, 281_000_000_000_000)),
    name: creation.name,
    language: creation.language,
    status: 'PENDING',
    category,
    parameter_format: format,
    components: asReadBack(components, category, creation.language),
    ...(creation.message_send_ttl_seconds !== undefined && {
      message_send_ttl_seconds: creation.message_send_ttl_seconds,
    }),
  };
  saveTemplate(db, template);
  return template;
}

const EDITABLE: readonly TemplateStatus[] = ['APPROVED', 'REJECTED', 'PAUSED'];

/** An edit replaces all components and sends the template to review again. Part of a write. */
export function editTemplate(sandbox: Sandbox, template: Template, body: unknown): Template {
  const [fault] = faultsOf(editShape, body);
  if (fault) throw graphErrorForFault({ ...fault, kind: 'type' });
  const edit = body as Partial<Creation>;
  if (Object.keys(edit).length === 0)
    throw new GraphError(100, { details: 'The parameter components is required.' });
  if (!EDITABLE.includes(template.status)) {
    const message = `Only approved, rejected and paused templates can be edited; this one is ${template.status}.`;
    throw templateError('invalidFormat', 'Template can not be edited', message);
  }
  const category = (edit.category?.toUpperCase() ?? template.category) as TemplateCategory;
  if (template.status === 'APPROVED' && category !== template.category) {
    throw templateError(
      'invalidFormat',
      'Category is fixed',
      'The category of an approved template can not be edited.',
    );
  }
  checkTtl(edit.message_send_ttl_seconds, category);
  const edits = countEdit(sandbox, template);
  const components = (edit.components ?? template.components) as TemplateComponent[];
  if (edit.components) checkComponents(components, category, template.parameter_format);
  const { rejected_reason: _, ...kept } = template;
  const edited: Template = {
    ...kept,
    category,
    status: 'PENDING',
    edits,
    ...(edit.message_send_ttl_seconds !== undefined && {
      message_send_ttl_seconds: edit.message_send_ttl_seconds,
    }),
    components: edit.components ? asReadBack(components, category, template.language) : components,
  };
  saveTemplate(sandbox.db, edited);
  forgetPause(sandbox.db, edited.id);
  return edited;
}

/** Seconds that each category may ask for; -1 is 30 days for all but marketing. */
const TTL: Record<TemplateCategory, { min: number; max: number }> = {
  AUTHENTICATION: { min: 30, max: 900 },
  UTILITY: { min: 30, max: 43_200 },
  MARKETING: { min: 43_200, max: 2_592_000 },
};

function checkTtl(ttl: number | undefined, category: TemplateCategory): void {
  if (ttl === undefined || (ttl === -1 && category !== 'MARKETING')) return;
  const { min, max } = TTL[category];
  if (ttl >= min && ttl <= max) return;
  const message = `message_send_ttl_seconds of ${category} must be from ${min} to ${max}.`;
  throw templateError('invalidFormat', 'Invalid time to live', message);
}

/** Meta writes the texts of an authentication template itself, and shows its code button as a URL button. */
function asReadBack(
  components: TemplateComponent[],
  category: TemplateCategory,
  language: string,
): TemplateComponent[] {
  const upper = components.map(
    (component): TemplateComponent => ({ ...component, type: component.type.toUpperCase() }),
  );
  if (category !== 'AUTHENTICATION') return upper;
  const words = authenticationWords(language);
  return upper.map((component) => {
    if (component.type === 'BODY') {
      return {
        ...component,
        text: words.code + (component.add_security_recommendation === true ? words.advice : ''),
        example: { body_text: [['123456']] },
      };
    }
    if (component.type === 'FOOTER' && component.code_expiration_minutes !== undefined) {
      return { ...component, text: words.expiry(Number(component.code_expiration_minutes)) };
    }
    if (component.type === 'BUTTONS')
      return { ...component, buttons: (component.buttons ?? []).map(asUrlButton) };
    return component;
  });
}

function asUrlButton(button: TemplateButton): TemplateButton {
  const label = button.text ?? 'Copy code';
  const query = `otp_type=${button.otp_type}&cta_display_name=${encodeURIComponent(label)}`;
  const url = `https://www.whatsapp.com/otp/code/?${query}&code=otp`;
  return { type: 'URL', text: label, url: `${url}{{1}}`, example: [`${url}123456`] };
}
