import type { ConsentScope } from '@parley/core/consent';

type Language = 'de' | 'en';

const germanWord =
  /^(stopp|stoppen|ab|austragen|infostop|wid|keine|werbung|newsletter|ende|storno|nein|nicht|hilfe)/i;
const englishWord = /^(stop ?all|stop promotions|unsubscribe|opt ?out|revoke|remove|end$|cancel|quit|help)/i;

/** The language to answer in: the conversation's, else the word's own; STOP is both, so the business's decides. */
export function languageOfWord(word: string, conversation: string | null, business: Language): Language {
  const spoken = conversation?.slice(0, 2).toLowerCase();
  if (spoken === 'de' || spoken === 'en') return spoken;
  if (germanWord.test(word)) return 'de';
  return englishWord.test(word) ? 'en' : business;
}

/** What HELP is answered with where the business has no words of its own. */
export function helpAnswer(
  language: Language,
  { name, privacyUrl }: { readonly name: string; readonly privacyUrl: string | null },
): string {
  const sentences =
    language === 'de'
      ? [
          `Sie schreiben mit ${name}. Stellen Sie Ihre Frage einfach hier.`,
          'Mit STOP melden Sie sich von Benachrichtigungen und Werbung ab.',
          ...(privacyUrl === null ? [] : [`Datenschutz: ${privacyUrl}`]),
        ]
      : [
          `You are writing with ${name}. Just ask your question here.`,
          'Send STOP to end notifications and advertising.',
          ...(privacyUrl === null ? [] : [`Privacy: ${privacyUrl}`]),
        ];
  return sentences.join(' ');
}

/**
 * The one confirmation of an opt-out: what ends, that questions are still answered, and the way back where a word
 * is one (an objection ends only with a new double opt-in). No advertising, no question.
 */
export function optOutConfirmation(
  language: Language,
  what: { readonly action: 'withdraw' | 'object'; readonly scope: ConsentScope },
  businessName: string,
): string {
  const isAll = what.scope === 'all';
  const sentences =
    language === 'de'
      ? [
          `Sie erhalten keine ${isAll ? 'Benachrichtigungen und keine ' : ''}Werbung mehr von ${businessName}.`,
          'Fragen beantworten wir weiter.',
          'Mit START melden Sie sich wieder an.',
        ]
      : [
          `You will receive no more ${isAll ? 'notifications or ' : ''}advertising from ${businessName}.`,
          'We still answer your questions.',
          'Send START to opt in again.',
        ];
  return sentences.slice(0, what.action === 'object' ? 2 : 3).join(' ');
}
