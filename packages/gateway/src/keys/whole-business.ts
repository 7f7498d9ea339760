import { ApiProblem } from '../http/api-problem.ts';
import type { CallerKey } from '../http/handler.ts';

/**
 * Throws 403 for a key that is bound to numbers where a call concerns all of them: part of an export would pass for
 * everything, and whoever is trusted with one number must not erase, stop or redirect what belongs to another.
 */
export function checkWholeBusiness(key: CallerKey): void {
  if (key.numbers.length === 0) return;
  throw new ApiProblem({
    status: 403,
    code: 'FORBIDDEN_NUMBER',
    title: { en: 'This key is not for all numbers', de: 'Dieser Schlüssel gilt nicht für alle Nummern' },
    detail: {
      en: 'This call concerns all numbers of the business; the API key is bound to some.',
      de: 'Dieser Aufruf betrifft alle Nummern des Unternehmens; der API-Schlüssel ist an einzelne gebunden.',
    },
    remedy: {
      en: 'Use a key with the same scope that is bound to no number.',
      de: 'Nehmen Sie einen Schlüssel mit demselben Recht, der an keine Nummer gebunden ist.',
    },
  });
}
