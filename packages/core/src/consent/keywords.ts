import type { ConsentScope } from './event.ts';

/**
 * What a whole message says when it is one of the agreed words; nothing else is ever read into a text.
 * `offered` words count only after an offer: after a marketing template, or a message that named the word.
 */
export type KeywordAction =
  | { readonly kind: 'withdraw'; readonly scope: ConsentScope; readonly word: string }
  | { readonly kind: 'object'; readonly scope: 'marketing'; readonly word: string }
  | { readonly kind: 'start'; readonly word: string }
  | { readonly kind: 'yes'; readonly word: string }
  | { readonly kind: 'no'; readonly word: string }
  | { readonly kind: 'help'; readonly word: string };

// Consent reference, 3.2 and 3.4: a plain STOP word takes back everything; words about advertising only that.
const stopEverything = [
  // German
  'stop', 'stopp', 'stoppen', 'abmelden', 'abmeldung', 'austragen', 'abbestellen', 'infostop',
  'widerruf', 'widerrufe', 'ich widerrufe',
  // English
  'stopall', 'stop all', 'unsubscribe', 'optout', 'opt out', 'revoke', 'remove',
]; // biome-ignore format: word lists read better in lines than in columns
const stopMarketing = [
  'keine werbung',
  'werbung stoppen',
  'werbung aus',
  'newsletter abmelden',
  'stop promotions',
];
const objections = ['widerspruch', 'widerspruch gegen werbung'];
// CANCEL and END may be about a booking: they count only after an offer to leave.
const stopWhenOffered = ['end', 'cancel', 'quit', 'ende', 'abbrechen', 'storno', 'nein'];
const start = ['start', 'infostart', 'anmelden'];
const yes = ['ja', 'yes'];
const no = ['nein', 'nein danke', 'nein, danke', 'no', 'no thanks', 'no, thanks', 'no thank you'];
const help = ['hilfe', 'info', 'help'];

/** Longer messages are sentences, and sentences are never taken for a word. */
const MAX_WORDS = 3;

/** Reads a whole message as one of the agreed words, in German and English; undefined when it is none. */
export function readKeyword(text: string, offered = false): KeywordAction | undefined {
  const word = normalise(text);
  if (word === '' || word.split(' ').length > MAX_WORDS) return undefined;
  if (stopEverything.includes(word) || (offered && stopWhenOffered.includes(word)))
    return { kind: 'withdraw', scope: 'all', word: quote(text) };
  if (stopMarketing.includes(word)) return { kind: 'withdraw', scope: 'marketing', word: quote(text) };
  if (objections.includes(word)) return { kind: 'object', scope: 'marketing', word: quote(text) };
  if (start.includes(word)) return { kind: 'start', word: quote(text) };
  if (yes.includes(word)) return { kind: 'yes', word: quote(text) };
  if (help.includes(word)) return { kind: 'help', word: quote(text) };
  return undefined;
}

/** Reads a whole message as a No. It says something only right after our question for consent. */
export function readNo(text: string): Extract<KeywordAction, { kind: 'no' }> | undefined {
  return no.includes(normalise(text)) ? { kind: 'no', word: quote(text) } : undefined;
}

/** The payload of a button that means an opt-out; ours begin with this. */
export const OPT_OUT_PAYLOAD = 'optout:';

/** The payloads of the two answers to our question for consent, whatever stands on the buttons. */
export const CONSENT_ANSWERS = { yes: 'consent:yes', no: 'consent:no' } as const;

/** Reads a tapped button: payloads of our own, and buttons that are labelled with an agreed word. */
export function readTap(payload: string, label: string): KeywordAction | undefined {
  if (payload === CONSENT_ANSWERS.yes) return { kind: 'yes', word: quote(label) };
  if (payload === CONSENT_ANSWERS.no) return { kind: 'no', word: quote(label) };
  if (payload.startsWith(OPT_OUT_PAYLOAD)) {
    const scope = payload === `${OPT_OUT_PAYLOAD}all` ? 'all' : 'marketing';
    return { kind: 'withdraw', scope, word: quote(label) };
  }
  const read = readKeyword(payload) ?? readKeyword(label);
  // A button under a message is about that message's kind, advertising; only its words can say more.
  return read?.kind === 'withdraw' ? { ...read, scope: 'marketing' } : read;
}

// NFKC, without emoji, quotes and invisible characters, outer punctuation and case, hyphens as spaces; ß and umlauts in plain letters.
function normalise(text: string): string {
  return text
    .slice(0, 200)
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Variation_Selector}\p{Extended_Pictographic}"'„“”‚‘’«»‹›]/gu, '')
    .replace(/[\p{Pd}]+/gu, ' ')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/^[\s\p{P}\p{S}]+|[\s\p{P}\p{S}]+$/gu, '')
    .replace(/\s+/g, ' ');
}

function quote(text: string): string {
  return text.trim().slice(0, 60);
}
