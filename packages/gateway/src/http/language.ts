import { readBusiness } from '../business/business.ts';
import type { Tx } from '../store/index.ts';

/** The language of an answer's words: the first of ours that the caller accepts, else the business's. */
export async function languageOf(tx: Tx, acceptLanguage: string | undefined): Promise<'de' | 'en'> {
  return readAcceptLanguage(acceptLanguage) ?? (await readBusiness(tx)).language;
}

/** As `languageOf`, also while the store cannot be read. */
export async function languageForProblem(tx: Tx, acceptLanguage: string | undefined): Promise<'de' | 'en'> {
  // The problem to tell may be that very failure, which is logged where it is found.
  return languageOf(tx, acceptLanguage).catch(() => 'en' as const);
}

/** Reads `Accept-Language` with its q-values; undefined when neither German nor English is asked for. */
export function readAcceptLanguage(header: string | undefined): 'de' | 'en' | undefined {
  if (!header) return undefined;
  let best: { readonly language: 'de' | 'en'; readonly q: number } | undefined;
  for (const part of header.slice(0, 500).split(',')) {
    const [range = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    const [language] = range.split('-');
    if (language !== 'de' && language !== 'en') continue;
    const q = qualityOf(parameters);
    if (q > 0 && (!best || q > best.q)) best = { language, q };
  }
  return best?.language;
}

function qualityOf(parameters: readonly string[]): number {
  const text = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  const q = text === undefined ? 1 : Number(text);
  return Number.isFinite(q) ? q : 0;
}
