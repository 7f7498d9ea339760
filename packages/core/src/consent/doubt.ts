import {
  advertisingBeginnings,
  bookingBeginnings,
  endings,
  messagingBeginnings,
  negations,
  politeWords,
  reports,
  rightsMessages,
  rightsPairs,
  rightsWords,
  silence,
  stopWords,
} from './doubt-words.ts';
import { readKeyword } from './keywords.ts';
import { plainForms } from './plain-words.ts';

/** A sentence that may take something back: marketing rests until a person has read it. */
export type Doubt =
  | {
      readonly kind: 'opt_out';
      /** What it takes back, should it be one. */
      readonly action: 'withdraw' | 'object';
      readonly scope: 'all' | 'marketing';
      /** The person asked not to be written to. */
      readonly isSilent: boolean;
    }
  | { readonly kind: 'rights_request' };

/** Longer sentences tell stories, and almost every story has such words in it. */
const MAX_WORDS = 12;

/** WhatsApp takes texts of up to 4096 characters; a claim under the GDPR may be one of them. */
const MAX_LENGTH = 4096;

/** A claim under the GDPR is often a whole letter; a word pair further apart than this is a coincidence. */
const MAX_RIGHTS_WORDS = 60;

/** Reads whether a sentence may be an opt-out or claims a right; nothing is granted or taken back by it alone. */
export function readDoubt(text: string): Doubt | undefined {
  const forms = plainForms(text, MAX_LENGTH).map((plain) => {
    const form = withoutPunctuation(plain);
    return { form, words: form.split(' ') };
  });
  if (forms.some(({ form, words }) => claimsRight(form, words))) return { kind: 'rights_request' };
  for (const { form, words } of forms) {
    if (words.length <= MAX_WORDS && mayLeave(form, words)) return optOut(form, words);
  }
  return undefined;
}

function mayLeave(form: string, words: readonly string[]): boolean {
  if (words.some((word) => startsWithOne(word, bookingBeginnings))) return false;
  if (isPoliteKeyword(words)) return true;
  if (reports.some((report) => report.test(form)) && !words.some(isStop)) return false;
  if (endings.some((ending) => ending.test(form))) return true;
  if (words.some((word, index) => isStop(word) && isNegated(words, index))) return false;
  return words.some(isStop) && words.some((word) => startsWithOne(word, messagingBeginnings));
}

// "Bitte abmelden" is clear to a person, and still no agreed word.
function isPoliteKeyword(words: readonly string[]): boolean {
  const rest = words.filter((word) => !politeWords.has(word));
  if (rest.length === words.length || rest.length === 0) return false;
  const action = readKeyword(rest.join(' '));
  return action?.kind === 'withdraw' || action?.kind === 'object';
}

function isStop(word: string): boolean {
  return stopWords.has(word);
}

// "Nicht abmelden", "do not ever stop", "nicht vom Newsletter abmelden".
function isNegated(words: readonly string[], index: number): boolean {
  return words.slice(Math.max(0, index - 3), index).some((word) => negations.has(word));
}

function optOut(form: string, words: readonly string[]): Doubt {
  return {
    kind: 'opt_out',
    action: words.some((word) => word.startsWith('widerspr')) ? 'object' : 'withdraw',
    scope: words.some((word) => startsWithOne(word, advertisingBeginnings)) ? 'marketing' : 'all',
    isSilent: silence.test(form),
  };
}

function claimsRight(form: string, words: readonly string[]): boolean {
  if (words.some((word) => rightsWords.has(word)) || ` ${form} `.includes(' ds gvo ')) return true;
  if (rightsMessages.has(form)) return true;
  if (words.length > MAX_RIGHTS_WORDS) return false;
  return rightsPairs.some((pair) => pair.every((half) => half.test(form)));
}

function startsWithOne(word: string, beginnings: readonly string[]): boolean {
  return beginnings.some((beginning) => word.startsWith(beginning));
}

// What stands between words and is not one space.
const between = /[^\p{L}\p{N} ][^\p{L}\p{N}]*| [^\p{L}\p{N}]+/gu;

function withoutPunctuation(form: string): string {
  return form.replace(between, ' ').trim();
}
