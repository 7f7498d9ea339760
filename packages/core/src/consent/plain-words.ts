/** Nobody needs more than this for a few words; whoever writes more writes sentences. */
const MAX_LENGTH = 1000;

// Invisible characters, emoji with their joiners and colours, flags, keycaps and quotation marks.
const unsaid =
  /[\p{Cf}\p{Variation_Selector}\p{Extended_Pictographic}\p{Emoji_Modifier}\p{RI}\p{Me}"'`´„“”‚‘’«»‹›「」]/gu;

const edges = /^[\s\p{P}\p{S}]+|[\s\p{P}\p{S}]+$/gu;

// Whitespace that is not one space: most gaps are, and to put a space for each of them costs more than all the rest.
const gaps = /[^\S ]\s*| \s+/g;

// What has no accent to take off: the same letter is written in several ways where a keyboard lacks it.
const letters: Readonly<Record<string, readonly [long: string, short: string]>> = {
  ä: ['ae', 'a'],
  ö: ['oe', 'o'],
  ü: ['ue', 'u'],
  æ: ['ae', 'a'],
  ø: ['oe', 'o'],
  å: ['aa', 'a'],
  ß: ['ss', 'ss'],
  ł: ['l', 'l'],
  đ: ['d', 'd'],
  ı: ['i', 'i'],
};

/**
 * A text as words are compared: NFKC, without emoji, quotes and invisible characters, outer punctuation, case and
 * hyphens. Two forms where a letter may be written in two ways (ä as ae and as a); empty when nothing is said.
 */
export function plainForms(text: string, maxLength = MAX_LENGTH): readonly string[] {
  if (text.length > maxLength) return [];
  if (last.text !== text) last = { text, forms: formsOf(text) };
  return last.forms;
}

// One message is asked about by every list of words in turn, and to write it plainly costs more than all of them.
let last: { readonly text: string; readonly forms: readonly string[] } = { text: '', forms: [] };

function formsOf(text: string): readonly string[] {
  const said = text
    .normalize('NFKC')
    .replace(unsaid, '')
    .replace(/\p{Pd}+/gu, ' ')
    .toLowerCase()
    .normalize('NFC')
    .replace(edges, '')
    .replace(gaps, ' ');
  if (said === '') return [];
  const long = spell(said, 0);
  const short = spell(said, 1);
  return long === short ? [long] : [long, short];
}

function spell(text: string, form: 0 | 1): string {
  const spelled = text.replace(/[äöüæøåßłđı]/g, (letter) => letters[letter]?.[form] ?? letter);
  // What is left of accents: é, ñ, ç, ę, and the dot that a Turkish İ leaves behind.
  return spelled.normalize('NFD').replace(/\p{M}/gu, '');
}
