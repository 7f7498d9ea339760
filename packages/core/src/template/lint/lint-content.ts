import type { TemplateDraft } from '../template.ts';
import { type LintFinding, warning } from './finding.ts';

// Meta approves a utility template with these as marketing (since 2025-04-09). What counts is not published; these
// are the words of its own samples, in the two languages that we can judge.
const promotion =
  /\b(rabatt|gutschein|angebot|sonderpreis|aktion|sale|schlussverkauf|gratis|geschenkt|jetzt kaufen|jetzt bestellen|nur heute|discount|voucher|coupon|promo(tion)?|offer|special price|buy now|order now|shop now|limited time|for free|free gift|\d+ ?% (off|rabatt|günstiger))\b/iu;

// Meta's policy: never ask in full for what opens an account or a wallet, never threaten.
const sensitive =
  /\b(kreditkartennummer|kartenprüfnummer|kontonummer|pin eingeben|ihre pin|passwort|personalausweisnummer|steuer-id|sozialversicherungsnummer|credit card number|card number|cvv|cvc|bank account number|your pin|password|passport number|social security number|id number|inkasso|haftbefehl|debt collect\w*|arrest warrant|legal action)\b/iu;

const german =
  /\b(der|die|das|und|ist|nicht|ihre?n?|sie|wir|für|mit|am|um|hallo|guten tag|bestellung|termin)\b/giu;
const english = /\b(the|and|is|not|your|you|we|for|with|on|at|hello|order|appointment|has|been)\b/giu;

/** A text must speak clearly for the other language before it is called the wrong one. */
const CLEAR_WORDS = 4;

/** What Meta's reviewers look at: promotion in a utility template, the wrong language, what must not be asked for. */
export function lintContent(draft: TemplateDraft): LintFinding[] {
  const { components, cards, category, language } = draft;
  const header = components.header?.format === 'text' ? components.header.text : '';
  const texts: [path: string, text: string][] = [
    ['header.text', header],
    ['body.text', components.body.text],
    ['footer.text', components.footer?.text ?? ''],
    ...components.buttons.map(({ text }, index): [string, string] => [`buttons[${index}].text`, text]),
    ...cards.map(({ body }, index): [string, string] => [`cards[${index}].body.text`, body.text]),
  ];
  return [
    ...texts.flatMap(([path, text]) => {
      const sold = category === 'utility' ? promotion.exec(text)?.[0] : undefined;
      const asked = sensitive.exec(text)?.[0];
      return [
        ...(sold === undefined ? [] : [warning(path, 'LOOKS_LIKE_MARKETING', { found: sold })]),
        ...(asked === undefined ? [] : [warning(path, 'SENSITIVE_CONTENT', { found: asked })]),
      ];
    }),
    ...spokenLanguage(components.body.text, language),
  ];
}

function spokenLanguage(text: string, language: string): LintFinding[] {
  const [de, en] = [count(text, german), count(text, english)];
  if (/^de(_|$)/.test(language) && en - de >= CLEAR_WORDS) return [isOtherLanguage('en')];
  if (/^en(_|$)/.test(language) && de - en >= CLEAR_WORDS) return [isOtherLanguage('de')];
  return [];
}

function isOtherLanguage(found: 'de' | 'en'): LintFinding {
  return warning('language', 'LANGUAGE_MISMATCH', { found });
}

function count(text: string, words: RegExp): number {
  return text.match(words)?.length ?? 0;
}
