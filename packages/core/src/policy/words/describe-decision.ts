import { describeFault } from '../../template/index.ts';
import type { Decision } from '../decision.ts';
import { english } from './english.ts';
import { german } from './german.ts';
import type { Words } from './sentence.ts';

export type WordsLanguage = 'de' | 'en';

const catalogues = { de: german, en: english };

/**
 * The decision in words: the same sentence in every tool. Moments are told in the business's time zone, by default
 * Europe/Berlin, where the product starts.
 */
export function describeDecision(decision: Decision, language: WordsLanguage): Words {
  const { detail } = decision;
  const { timeZone = 'Europe/Berlin' } = detail;
  const spell = (moment: Date | undefined) => (moment ? spellMoment(moment, language, timeZone) : undefined);
  return catalogues[language][decision.code]({
    since: spell(detail.since),
    until: spell(decision.verdict === 'deferred' ? decision.until : undefined),
    plannedFor: spell(detail.plannedFor),
    caseReplyAt: spell(detail.caseReplyAt),
    word: detail.word,
    by: detail.by,
    template: detail.template,
    faults: (detail.faults ?? []).map((fault) => describeFault(fault, language)),
    disclosure: detail.disclosure,
    limit: detail.limit,
    trouble: detail.trouble,
    shield: detail.shield,
  });
}

// Formatters are slow to make and there are few: two languages, and the time zones in use.
const formatters = new Map<string, Intl.DateTimeFormat>();

/** A moment as a person reads it, in a time zone. */
export function spellMoment(moment: Date, language: WordsLanguage, timeZone: string): string {
  const key = `${language} ${timeZone}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', {
      timeZone,
      dateStyle: 'medium',
      timeStyle: 'short',
    });
    formatters.set(key, formatter);
  }
  return formatter.format(moment);
}
