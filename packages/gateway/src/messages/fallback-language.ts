import type { Tx } from '../store/index.ts';
import { inAvailableLanguage } from '../templates/available-language.ts';
import type { IfWindowClosed } from './plan-send.ts';

/** The fallback for a closed window, its template in a language that exists where the caller allows another. */
export async function fallbackInAvailableLanguage(
  tx: Tx,
  accountId: string,
  fallback: IfWindowClosed,
): Promise<IfWindowClosed> {
  if (fallback.then !== 'template') return fallback;
  return { then: 'template', template: await inAvailableLanguage(tx, accountId, fallback.template) };
}
