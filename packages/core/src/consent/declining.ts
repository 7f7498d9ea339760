import { otherWords } from './keyword-lists.ts';
import { plainForms } from './plain-words.ts';

/** WhatsApp takes texts of up to 4096 characters. */
const MAX_LENGTH = 4096;

/** A No or a negation in the languages whose opt-out words count; without accents, with both spellings of an umlaut. */
const negations: ReadonlySet<string> = new Set(
  `nein nee noe noo nicht nichts nix nie niemals kein keine keinen keinem keiner keines
   no nope not never none nothing cannot cant dont doesnt didnt wont wouldnt isnt
   non pas jamais nunca nao niente niet geen nooit hayir degil nei nej ikke inte aldri aldrig`.split(/\s+/),
);

const question = /[?？¿؟]/u;

/**
 * Whether what somebody writes beside a one-time code speaks against agreeing by it: a No, a negation, or a question
 * without a Yes. Consent is a clear act (GDPR, art. 4(11)); that the code is known is none where the words say otherwise.
 */
export function speaksAgainst(text: string): boolean {
  const forms = plainForms(text, MAX_LENGTH).map((form) => form.match(/[\p{L}\p{N}]+/gu) ?? []);
  if (forms.some((words) => words.some((word) => negations.has(word)))) return true;
  const yes: readonly string[] = otherWords.yes;
  return question.test(text) && !forms.some((words) => words.some((word) => yes.includes(word)));
}
