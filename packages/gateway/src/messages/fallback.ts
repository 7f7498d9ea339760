import { checkVariables, describeFault, type VariableProblem } from '@parley/core/template';
import { invalidFields } from '../http/api-problem.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { inAvailableLanguage } from '../templates/available-language.ts';
import { findTemplate } from '../templates/catalogue.ts';
import type { IfWindowClosed } from './plan-send.ts';

/**
 * The fallback for a closed window, its template in a language that exists where the caller allows another. Throws 422
 * that names each link in it that leads inside: it is to be told now, not when the window has closed.
 */
export async function readFallback(
  tx: Tx,
  runtime: Runtime,
  accountId: string,
  fallback: IfWindowClosed,
): Promise<IfWindowClosed> {
  if (fallback.then !== 'template') return fallback;
  const template = await inAvailableLanguage(tx, accountId, fallback.template);
  await checkLinks(tx, runtime, accountId, template);
  return { then: 'template', template };
}

type Template = Extract<IfWindowClosed, { then: 'template' }>['template'];

const ofLinks: ReadonlySet<VariableProblem> = new Set<VariableProblem>(['not_https', 'private_host']);

// Its other values are judged when it is needed: most fallbacks never go.
async function checkLinks(tx: Tx, runtime: Runtime, accountId: string, template: Template): Promise<void> {
  const found = await findTemplate(tx, accountId, template.name, template.language);
  const { allowedHosts } = runtime.settings;
  const check = found && checkVariables(found.definition, template.variables ?? {}, allowedHosts);
  const faults = !check || check.ok ? [] : check.faults.filter(({ problem }) => ofLinks.has(problem));
  if (faults.length === 0) return;
  throw invalidFields(
    faults.map((fault) => ({
      path: `ifWindowClosed.template.variables.${fault.key}`,
      message: { en: describeFault(fault, 'en'), de: describeFault(fault, 'de') },
    })),
  );
}
