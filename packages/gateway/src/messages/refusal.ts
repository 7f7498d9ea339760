import type { Fault } from '@parley/core/gateway-api';
import type { Decision } from '@parley/core/policy';
import { describeFault } from '@parley/core/template';
import { ApiProblem } from '../http/api-problem.ts';
import { viewDecision } from '../policy/view-decision.ts';
import type { Plan } from './plan-send.ts';

const titles = { de: 'Die Nachricht wurde nicht gesendet', en: 'The message was not sent' };

/** A refusal as the problem that the caller gets: the decision's code and its words, and where the faults are. */
export function refusalProblem(
  { decision, about }: Extract<Plan, { outcome: 'refused' }>,
  language: 'de' | 'en',
): ApiProblem {
  const view = viewDecision(decision, language);
  const errors = faultsOf(decision, about ?? 'content', language);
  return new ApiProblem({
    status: 422,
    code: view.code,
    title: titles[language],
    detail: view.reason,
    ...(view.remedy === null ? {} : { remedy: view.remedy }),
    ...(errors.length > 0 ? { errors } : {}),
    decision: view,
  });
}

function faultsOf(decision: Decision, about: string, language: 'de' | 'en'): readonly Fault[] {
  return (decision.detail.faults ?? []).map((fault) => ({
    path: `${about}.variables.${fault.key}`,
    message: describeFault(fault, language),
  }));
}
