import type { Purpose } from '../consent/index.ts';
import type { Facts, SendIntent } from './facts.ts';

/** Row 4: the stricter of Meta's category, our policy and the caller's claim. */
export function truePurpose(intent: SendIntent, facts: Facts): Purpose {
  // A question is about the purpose it asks for, whichever template carries it.
  if (intent.own === 'consent_request') return intent.purpose ?? 'marketing';
  if (!intent.template) return intent.purpose === 'marketing' ? 'marketing' : 'service';
  const template = facts.template;
  if (!template) return intent.purpose ?? 'utility';
  if (template.definition.category === 'authentication') return 'authentication';
  return advertises(facts) || intent.purpose === 'marketing' ? 'marketing' : 'utility';
}

/** Whether the template advertises, by Meta's category or by ours. */
export function advertises({ template }: Pick<Facts, 'template'>): boolean {
  if (!template) return false;
  return template.definition.category === 'marketing' || template.policy.legalKind !== 'transactional';
}
