import type { BothLanguages, Language } from '../http/wording.ts';

/** Why a post did not arrive, as people read it. */
export const postProblems = {
  url: ({ en, de }: BothLanguages) => ({ en: `the URL ${en}`, de: `die URL ${de}` }),
  host: ({ en, de }: BothLanguages) => ({ en: `the host ${en}`, de: `der Host ${de}` }),
  answered: (status: number) => ({
    en: `the target answered ${status}`,
    de: `das Ziel hat mit ${status} geantwortet`,
  }),
  redirected: (status: number) => ({
    en: `the target answered ${status}, a redirect; none is followed: give the address that it leads to`,
    de: `das Ziel hat mit ${status} geantwortet, einer Weiterleitung; ihr wird nicht gefolgt: Geben Sie die Adresse an, zu der sie führt`,
  }),
  silent: (seconds: number) => ({
    en: `the target did not answer within ${seconds} seconds`,
    de: `das Ziel hat nicht innerhalb von ${seconds} Sekunden geantwortet`,
  }),
  unreachable: (code: string) => ({
    en: `the target could not be reached (${code})`,
    de: `das Ziel war nicht erreichbar (${code})`,
  }),
  expired: (days: number) => ({
    en: `the event is older than ${days} days and gone`,
    de: `das Ereignis ist älter als ${days} Tage und nicht mehr da`,
  }),
} as const;

/** A problem as it is stored: whoever reads it later may read another language. */
export function storeProblem(problem: BothLanguages): string {
  return JSON.stringify({ en: problem.en, de: problem.de });
}

/** A stored problem; null where there is none. */
export function readProblem(stored: string | null, language: Language): string | null {
  return stored === null ? null : (JSON.parse(stored) as BothLanguages)[language];
}
