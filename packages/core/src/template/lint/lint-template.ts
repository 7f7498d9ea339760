import { countCharacters } from '../placeholder.ts';
import type { Template, TemplateCategory, TemplateDraft } from '../template.ts';
import { fault, type LintFinding } from './finding.ts';
import { templateLanguages } from './languages.ts';
import { lintAuthentication } from './lint-authentication.ts';
import { lintContent } from './lint-content.ts';
import { lintParts } from './lint-parts.ts';

const NAME_LIMIT = 512;

/** Meta: 250 templates in an account, 6,000 once the business is verified. */
export const TEMPLATE_CAP = 250;
const VERIFIED_TEMPLATE_CAP = 6000;

/** Meta, time to live in seconds: what each category may ask for; -1 is 30 days for the first two. */
const ttlSeconds: Readonly<Record<TemplateCategory, { readonly min: number; readonly max: number }>> = {
  authentication: { min: 30, max: 900 },
  utility: { min: 30, max: 43_200 },
  marketing: { min: 43_200, max: 2_592_000 },
};

/** Every finding, in the order of the form. `others` are the account's templates, for what must not be there twice. */
export function lintTemplate(draft: TemplateDraft, others: readonly Template[]): LintFinding[] {
  const { category, name, language } = draft;
  const isNameFit = /^[a-z0-9_]+$/.test(name) && countCharacters(name) <= NAME_LIMIT;
  return [
    ...(isNameFit ? [] : [fault('name', 'NAME_FORM', { bound: NAME_LIMIT })]),
    ...(templateLanguages.has(language) ? [] : [fault('language', 'LANGUAGE_UNKNOWN', { found: language })]),
    ...lintTtl(draft),
    ...(category === 'authentication'
      ? lintAuthentication(draft)
      : [...lintParts(draft), ...lintContent(draft)]),
    ...lintOthers(draft, others),
  ];
}

function lintTtl({ ttlSeconds: ttl, category }: TemplateDraft): LintFinding[] {
  if (ttl === undefined || (ttl === -1 && category !== 'marketing')) return [];
  const { min, max } = ttlSeconds[category];
  return ttl >= min && ttl <= max ? [] : [fault('ttlSeconds', 'TTL_RANGE', { found: `${min}–${max}` })];
}

function lintOthers(draft: TemplateDraft, others: readonly Template[]): LintFinding[] {
  const { name, language, category } = draft;
  const isSame = others.some((other) => other.name === name && other.language === language);
  const content = contentOf(draft);
  const copy =
    category === 'authentication' || isSame
      ? undefined
      : others.find((other) => other.language === language && contentOf(other) === content);
  return [
    ...(isSame ? [fault('name', 'DUPLICATE_NAME')] : []),
    ...(copy ? [fault('body.text', 'DUPLICATE_CONTENT', { found: copy.name })] : []),
    ...(others.length >= VERIFIED_TEMPLATE_CAP
      ? [fault('name', 'TEMPLATE_CAP', { bound: VERIFIED_TEMPLATE_CAP })]
      : []),
  ];
}

function contentOf({ components }: Pick<Template, 'components'>): string {
  return JSON.stringify([components.body.text.trim(), components.footer?.text.trim() ?? '']);
}
