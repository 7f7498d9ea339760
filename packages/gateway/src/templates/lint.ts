import type { LintReport } from '@parley/core/gateway-api';
import {
  describeFinding,
  type LintFinding,
  lintTemplate,
  type Template,
  type TemplateDraft,
} from '@parley/core/template';
import { invalidFields } from '../http/api-problem.ts';
import type { Tx } from '../store/index.ts';
import { listTemplates } from './catalogue.ts';

type Finding = LintReport['findings'][number];

/** Everything that is wrong with a template, beside those that its account has already. */
export async function lintDraft(
  tx: Tx,
  accountId: string | undefined,
  draft: TemplateDraft,
  itself?: Template,
): Promise<readonly LintFinding[]> {
  const others = (await listTemplates(tx, { accountId })).map(({ definition }) => definition);
  return lintTemplate(
    draft,
    others.filter(({ id }) => id !== itself?.id),
  );
}

/** The findings with their sentences. */
export function viewFindings(findings: readonly LintFinding[], language: 'de' | 'en'): Finding[] {
  return findings.map((finding) => {
    const { path, code, level } = finding;
    return { path, code, level, message: describeFinding(finding, language) };
  });
}

/** Throws 422 that names every part that Meta would refuse. */
export function refuseFaults(findings: readonly LintFinding[]): void {
  const faults = findings.filter(({ level }) => level === 'error');
  if (faults.length === 0) return;
  throw invalidFields(
    faults.map((finding) => ({
      path: finding.path,
      message: { en: describeFinding(finding, 'en'), de: describeFinding(finding, 'de') },
    })),
  );
}
