import type { ConsentScope } from './event.ts';
import { type KeywordLanguage, keywordLanguages, optOutLists, otherWords } from './keyword-lists.ts';
import { plainForms } from './plain-words.ts';

/** What a whole message says when it is one of the agreed words; nothing else is ever read into a text. */
export type KeywordAction =
  | {
      readonly kind: 'withdraw';
      readonly scope: ConsentScope;
      readonly word: string;
      /** The person asked not to be written to: no confirmation either. */
      readonly silent?: true;
    }
  | { readonly kind: 'object'; readonly scope: 'marketing'; readonly word: string }
  | { readonly kind: 'start'; readonly word: string }
  | { readonly kind: 'yes'; readonly word: string }
  | { readonly kind: 'no'; readonly word: string }
  | { readonly kind: 'help'; readonly word: string };

export type KeywordReading = {
  /** Leaving was offered: after a marketing template, or a message that named the word. */
  readonly offered?: boolean;
  /**
   * The languages whose opt-out words count beside the German ones. All, when left out: a word that is heard and was
   * not meant costs a START, one that was meant and is not heard makes the next message unlawful.
   */
  readonly languages?: readonly KeywordLanguage[];
};

/** Longer messages are sentences, and sentences are never taken for a word. */
const MAX_WORDS = 3;

type Meaning =
  | Omit<Extract<KeywordAction, { kind: 'withdraw' }>, 'word'>
  | Omit<Extract<KeywordAction, { kind: 'object' }>, 'word'>;
type Entry = { readonly meaning: Meaning; readonly isGuarded: boolean };

const everything: Meaning = { kind: 'withdraw', scope: 'all' };
const silently: Meaning = { kind: 'withdraw', scope: 'all', silent: true };
const marketing: Meaning = { kind: 'withdraw', scope: 'marketing' };
const objection: Meaning = { kind: 'object', scope: 'marketing' };

const entries = new Map(keywordLanguages.map((language) => [language, entriesOf(language)]));

function entriesOf(language: KeywordLanguage): ReadonlyMap<string, Entry> {
  const list = optOutLists[language];
  const of = (words: readonly string[] | undefined, meaning: Meaning, isGuarded = false) =>
    (words ?? []).map((word): [string, Entry] => [word, { meaning, isGuarded }]);
  return new Map([
    ...of(list.everything, everything),
    ...of(list.silently, silently),
    ...of(list.marketing, marketing),
    ...of(list.objection, objection),
    ...of(list.whenOffered, everything, true),
  ]);
}

/** Reads a whole message as one of the agreed words; undefined when it is none. */
export function readKeyword(
  text: string,
  { offered = false, languages = keywordLanguages }: KeywordReading = {},
): KeywordAction | undefined {
  const forms = plainForms(text);
  if (forms.length === 0 || (forms[0] ?? '').split(' ').length > MAX_WORDS) return undefined;
  const word = quote(text);
  for (const language of new Set<KeywordLanguage>(['de', ...languages])) {
    const entry = first(forms, (form) => entries.get(language)?.get(once(form)));
    if (entry && (offered || !entry.isGuarded)) return { ...entry.meaning, word };
  }
  if (isOneOf(text, otherWords.start)) return { kind: 'start', word };
  if (isOneOf(text, otherWords.yes)) return { kind: 'yes', word };
  if (isOneOf(text, otherWords.help)) return { kind: 'help', word };
  return undefined;
}

/** Reads a whole message as a No. It says something only right after our question for consent. */
export function readNo(text: string): Extract<KeywordAction, { kind: 'no' }> | undefined {
  return isOneOf(text, otherWords.no) ? { kind: 'no', word: quote(text) } : undefined;
}

/** The payload of a button that means an opt-out; ours begin with this. */
export const OPT_OUT_PAYLOAD = 'optout:';

/** The payloads of the two answers to our question for consent, whatever stands on the buttons. */
export const CONSENT_ANSWERS = { yes: 'consent:yes', no: 'consent:no' } as const;

/** Reads a tapped button: payloads of our own, and buttons that are labelled with an agreed word. */
export function readTap(
  payload: string,
  label: string,
  reading: KeywordReading = {},
): KeywordAction | undefined {
  if (payload === CONSENT_ANSWERS.yes) return { kind: 'yes', word: quote(label) };
  if (payload === CONSENT_ANSWERS.no) return { kind: 'no', word: quote(label) };
  if (payload.startsWith(OPT_OUT_PAYLOAD)) {
    const scope = payload === `${OPT_OUT_PAYLOAD}all` ? 'all' : 'marketing';
    return { kind: 'withdraw', scope, word: quote(label) };
  }
  const read = readKeyword(payload, reading) ?? readKeyword(label, reading);
  // A button under a message is about that message's kind, advertising; only its words can say more.
  return read?.kind === 'withdraw' ? { ...read, scope: 'marketing' } : read;
}

// STOP STOP STOP is one word, said louder.
function once(form: string): string {
  const words = form.split(' ');
  return words.length <= MAX_WORDS && words.every((word) => word === words[0]) ? (words[0] ?? '') : form;
}

// Only the careful form: what may grant something is not guessed from a missing accent.
function isOneOf(text: string, words: readonly string[]): boolean {
  return words.includes(plainForms(text)[0] ?? '');
}

function first<Found>(
  forms: readonly string[],
  find: (form: string) => Found | undefined,
): Found | undefined {
  for (const form of forms) {
    const found = find(form);
    if (found !== undefined) return found;
  }
  return undefined;
}

function quote(text: string): string {
  return text.trim().slice(0, 60);
}
