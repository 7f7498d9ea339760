import type { BusinessNumber } from '@parley/core/gateway-api';
import type { Checklist, ChecklistItem } from './checklist.ts';

type Remedies = Readonly<Record<ChecklistItem, string>>;

const english: Remedies = {
  code_verified:
    'Request a code with POST /v1/numbers/{id}/code (voice for a landline), then confirm it with /verify.',
  registered: 'Register the number with POST /v1/numbers/{id}/register and a PIN of six digits.',
  display_name:
    'Wait for Meta’s review of the display name, or ask for another one with PATCH displayName; an approved new name counts once the number is registered again.',
  sending: 'Meta limits what this number may send: see health.problems for the cause and its solution.',
  quality: 'Customers block or report messages of this number: send less, and only what people asked for.',
  profile: 'Fill in description, e-mail, line of business, and a website or an address with PATCH profile.',
  pin: 'Set a PIN for the two-step verification by registering the number with it.',
  official_account:
    'Apply for the official business account in the WhatsApp Manager: it needs a verified business, the two-step verification and a brand that the press writes about. Nothing is blocked without it.',
};

const german: Remedies = {
  code_verified:
    'Fordern Sie mit POST /v1/numbers/{id}/code einen Code an (bei einem Festnetzanschluss mit voice) und bestätigen Sie ihn mit /verify.',
  registered: 'Melden Sie die Nummer mit POST /v1/numbers/{id}/register und einer PIN aus sechs Ziffern an.',
  display_name:
    'Warten Sie Metas Prüfung des Anzeigenamens ab oder beantragen Sie mit PATCH displayName einen anderen; ein genehmigter neuer Name gilt, sobald die Nummer noch einmal angemeldet ist.',
  sending:
    'Meta schränkt ein, was diese Nummer senden darf: Ursache und Abhilfe stehen unter health.problems.',
  quality:
    'Kunden blockieren oder melden Nachrichten dieser Nummer: Senden Sie weniger, und nur, worum gebeten wurde.',
  profile: 'Ergänzen Sie Beschreibung, E-Mail, Branche sowie eine Website oder Anschrift mit PATCH profile.',
  pin: 'Setzen Sie eine PIN für die Verifizierung in zwei Schritten, indem Sie die Nummer damit anmelden.',
  official_account:
    'Beantragen Sie das offizielle Unternehmenskonto im WhatsApp Manager: Nötig sind ein verifiziertes Unternehmen, die Verifizierung in zwei Schritten und eine Marke, über die die Presse schreibt. Ohne es ist nichts gesperrt.',
};

/** The checklist with what to do about each open step. */
export function describeChecklist(
  checklist: Checklist,
  language: 'de' | 'en',
): NonNullable<BusinessNumber['checklist']> {
  const remedies = language === 'de' ? german : english;
  return checklist.map(({ item, done }) => ({ item, done, remedy: done ? null : remedies[item] }));
}
