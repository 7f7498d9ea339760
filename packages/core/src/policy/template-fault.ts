import type { Purpose } from '../consent/index.ts';
import { checkVariables } from '../template/index.ts';
import type { BlockedCode } from './codes.ts';
import type { DecisionDetail } from './decision.ts';
import type { Facts, SendIntent } from './facts.ts';

/** Row 8, and the one region where Meta delivers no advertising. */
export function templateFault(
  intent: SendIntent,
  facts: Facts,
  purpose: Purpose,
): { readonly code: BlockedCode; readonly detail: DecisionDetail } | undefined {
  if (!intent.template || !facts.template) return undefined;
  const { definition } = facts.template;
  const template = templateName(intent.template);
  // Meta has paused marketing templates to United States numbers since April 2025 (131049).
  if (definition.category === 'marketing' && purpose === 'marketing' && facts.recipient.country === 'US')
    return { code: 'PROVIDER_REGION', detail: { template } };
  if (definition.status === 'PAUSED') return { code: 'TEMPLATE_PAUSED', detail: { template } };
  if (definition.status !== 'APPROVED') return { code: 'TEMPLATE_NOT_APPROVED', detail: { template } };
  const check = checkVariables(definition, intent.template.variables, facts.allowedHosts);
  return check.ok ? undefined : { code: 'TEMPLATE_VARIABLES', detail: { template, faults: check.faults } };
}

/** A template as people name it. */
export function templateName(template: NonNullable<SendIntent['template']>): string {
  return `${template.name} (${template.language})`;
}
