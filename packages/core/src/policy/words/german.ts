import type { Catalogue, Phrasing, Words } from './sentence.ts';

const amOrNothing = (since: string | undefined) => (since ? ` am ${since}` : '');
const wordOrNothing = (word: string | undefined) => (word ? ` mit „${word}“` : '');
const named = ({ template }: Phrasing) => (template ? `Die Vorlage ${template}` : 'Die Vorlage');

const numberLimits = {
  daily: 'So viele verschiedene Menschen, wie Meta in 24 Stunden zulässt, sind schon angeschrieben.',
  spam: 'Meta nimmt von dieser Nummer vorerst nichts mehr an, weil zu viele sie gemeldet haben.',
  quality: 'Meta bewertet die Qualität dieser Nummer als schlecht; Werbung wartet, bis sie sich erholt.',
  account: 'Meta hat das Konto eingeschränkt: Es darf vorerst niemanden von sich aus anschreiben.',
  other: 'Diese Nummer hat ihre Grenze erreicht.',
} satisfies Record<NonNullable<Phrasing['limit']> | 'other', string>;

const notAddressable: Readonly<Record<NonNullable<Phrasing['trouble']> | 'unknown', Words>> = {
  unknown: {
    reason: 'Von dieser Person ist weder eine Telefonnummer noch eine WhatsApp-Kennung bekannt.',
    remedy: 'Tragen Sie eine Telefonnummer ein.',
  },
  undelivered: {
    reason: 'Die letzten drei Nachrichten an diese Person waren nicht zustellbar.',
    remedy: 'Prüfen Sie die Nummer; schreibt die Person selbst, ist sie wieder erreichbar.',
  },
  experiment: {
    reason: 'WhatsApp stellt dieser Person die Vorlage wegen eines eigenen Versuchs nicht zu.',
    remedy: 'Nutzen Sie für diese Person einen anderen Weg; andere Nachrichten bleiben möglich.',
  },
};

/** Die Sätze zu jedem Entscheidungscode. */
export const german: Catalogue = {
  SERVICE_REPLY: () => ({ reason: 'Antwort auf eine Nachricht der letzten 24 Stunden.', remedy: null }),
  SERVICE_REPLY_OPTED_OUT: () => ({
    reason:
      'Antwort auf eine Nachricht der letzten 24 Stunden; die Person hat sich abgemeldet: nur antworten, keine Werbung.',
    remedy: null,
  }),
  MINIMAL_REPLY: () => ({
    reason: 'Antwort auf eine neue Nachricht einer Person, deren Daten gelöscht wurden: nur das Nötigste.',
    remedy: null,
  }),
  CASE_REPLY: () => ({
    reason: 'Die eine Vorlage, die ein offenes Anliegen nach Ablauf der 24 Stunden beantworten darf.',
    remedy: null,
  }),
  CONSENT_REQUEST: () => ({ reason: 'Neutrale Frage nach der Einwilligung, ohne Werbung.', remedy: null }),
  UTILITY_BASIS: () => ({
    reason: 'Die Person hat diesen Benachrichtigungen zugestimmt, oder ein Vertrag verlangt sie.',
    remedy: null,
  }),
  AUTHENTICATION_REQUESTED: () => ({
    reason: 'Die Person hat diesen Code gerade angefordert.',
    remedy: null,
  }),
  MARKETING_CONSENT: () => ({ reason: 'Für Werbung liegt eine bestätigte Einwilligung vor.', remedy: null }),
  OPT_OUT_CONFIRMATION: () => ({ reason: 'Die eine Bestätigung einer Abmeldung.', remedy: null }),
  HELP_ANSWER: () => ({ reason: 'Antwort auf die Bitte um Hilfe.', remedy: null }),
  WINDOW_CLOSED: (told) => ({
    reason: windowClosed(told),
    remedy:
      'Wählen Sie eine genehmigte Vorlage, oder halten Sie die Nachricht zurück, bis der Kunde wieder schreibt.',
  }),
  NO_CONSENT: ({ caseReplyAt, shield }) =>
    shield
      ? {
          reason: `Die Person ist als ${shield === 'minor' ? 'minderjährig' : 'besonders schutzbedürftig'} vermerkt; Werbung geht nicht an sie.`,
          remedy: 'Senden Sie ihr keine Werbung; Antworten und nötige Mitteilungen bleiben möglich.',
        }
      : {
          reason: caseReplyAt
            ? `Die eine Vorlage, die dieses Anliegen beantworten darf, ging am ${caseReplyAt} schon hinaus; eine weitere Einwilligung liegt nicht vor.`
            : 'Für diese Nachricht fehlt eine nachweisbare Einwilligung.',
          remedy: caseReplyAt
            ? 'Warten Sie, bis der Kunde wieder schreibt; dann dürfen Sie ihm 24 Stunden lang frei antworten.'
            : 'Fragen Sie im Chat nach der Einwilligung, sobald die Person schreibt, und tragen Sie sie mit Nachweis ein.',
        },
  NO_REQUEST: () => ({
    reason: 'Niemand hat in den letzten 10 Minuten einen Code angefordert.',
    remedy:
      'Tragen Sie die Anforderung ein (Zweck authentication, Aktion request) und senden Sie den Code dann.',
  }),
  UNPROVEN: () => ({
    reason: 'Die importierte Einwilligung ist nicht belegt.',
    remedy: 'Lassen Sie die Person die Einwilligung in WhatsApp bestätigen.',
  }),
  PENDING_CONFIRMATION: ({ since }) => ({
    reason: `Die Bestätigung der Einwilligung steht noch aus${since ? ` (seit ${since})` : ''}.`,
    remedy: 'Warten Sie, bis die Person mit JA bestätigt.',
  }),
  WITHDRAWN: ({ since, word }) => ({
    reason: `Der Kunde hat sich${amOrNothing(since)}${wordOrNothing(word)} abgemeldet.`,
    remedy: 'Respektieren Sie das; nur die Person selbst kann sich wieder anmelden.',
  }),
  OBJECTED: ({ since }) => ({
    reason: `Der Kunde hat der Werbung${amOrNothing(since)} widersprochen.`,
    remedy:
      'Respektieren Sie das; nur eine neue ausdrückliche und bestätigte Einwilligung der Person hebt es auf.',
  }),
  STOP_ALL: ({ since, word }) => ({
    reason: `Der Kunde hat${amOrNothing(since)}${wordOrNothing(word)} alle Nachrichten abbestellt.`,
    remedy:
      'Antworten Sie erst, wenn die Person wieder schreibt; mit START meldet sie sich selbst wieder an.',
  }),
  PROVIDER_STOP: () => ({
    reason: 'Der Kunde hat Werbung in WhatsApp abgestellt; nur er kann sie dort wieder einschalten.',
    remedy: 'Senden Sie ihm keine Werbung; andere Nachrichten bleiben möglich.',
  }),
  ON_HOLD: () => ({
    reason:
      'Der Kunde hat sich vielleicht abgemeldet; bis das jemand geklärt hat, geht keine Werbung hinaus.',
    remedy: 'Lesen Sie seine letzte Nachricht und bestätigen oder verwerfen Sie die Abmeldung.',
  }),
  SUPPRESSED: ({ since }) => ({
    reason: `Die Daten dieser Person wurden${amOrNothing(since)} gelöscht; sie wird nicht mehr angeschrieben.`,
    remedy: 'Schreiben Sie ihr nicht; schreibt sie selbst, dürfen Sie ihr 24 Stunden lang antworten.',
  }),
  NOT_ADDRESSABLE: ({ trouble }) => notAddressable[trouble ?? 'unknown'],
  AUTH_NEEDS_PHONE: () => ({
    reason: 'Codes stellt WhatsApp nur an Telefonnummern zu, und diese Person zeigt ihre Nummer nicht.',
    remedy: 'Bitten Sie im Chat um die Telefonnummer.',
  }),
  TEMPLATE_NOT_FOUND: (phrasing) => ({
    reason: `${named(phrasing)} gibt es nicht.`,
    remedy: 'Prüfen Sie Name und Sprache; eine neue Vorlage erscheint nach dem Abgleich mit Meta.',
  }),
  TEMPLATE_NOT_APPROVED: (phrasing) => ({
    reason: `${named(phrasing)} ist von WhatsApp nicht genehmigt.`,
    remedy: 'Wählen Sie eine genehmigte Vorlage, oder warten Sie die Prüfung ab.',
  }),
  TEMPLATE_PAUSED: (phrasing) => ({
    reason: `${named(phrasing)} hat WhatsApp wegen schlechter Bewertungen pausiert.`,
    remedy: 'Wählen Sie eine andere Vorlage, oder warten Sie, bis die Pause endet.',
  }),
  TEMPLATE_VARIABLES: (phrasing) => ({
    reason: `${named(phrasing)} ist nicht richtig ausgefüllt: ${phrasing.faults.join(' ')}`.trim(),
    remedy: 'Füllen Sie die genannten Felder aus.',
  }),
  PROVIDER_REGION: () => ({
    reason: 'Werbevorlagen stellt WhatsApp derzeit nicht an Nummern in den USA zu.',
    remedy: 'Nutzen Sie für diese Person einen anderen Weg.',
  }),
  TAKEN_BY_PERSON: ({ by, since }) => ({
    reason: `${by ?? 'Ein Mensch'} führt dieses Gespräch${since ? ` seit ${since}` : ''}; automatische Antworten warten.`,
    remedy: 'Geben Sie das Gespräch frei oder schließen Sie es ab, dann antwortet die Automatik wieder.',
  }),
  AI_DISCLOSURE_MISSING: ({ disclosure }) => ({
    reason: 'Die erste Antwort einer KI muss sagen, dass eine KI schreibt.',
    remedy: `Nehmen Sie diesen Satz in die Nachricht auf: „${disclosure ?? ''}“`,
  }),
  KILL_SWITCH: () => ({
    reason: 'Der Versand ist angehalten.',
    remedy: 'Heben Sie den Halt beim Betrieb oder bei der Nummer auf, wenn der Grund behoben ist.',
  }),
  SCHEDULED: ({ until }) => ({
    reason: `Die Nachricht geht${until ? ` am ${until}` : ' später'} hinaus.`,
    remedy: null,
  }),
  HELD_UNTIL_REPLY: ({ until }) => ({
    reason: `Die Nachricht wartet, bis der Kunde wieder schreibt${until ? `, längstens bis ${until}` : ''}; die 24 Stunden sind vorbei.`,
    remedy: null,
  }),
  QUIET_HOURS: ({ until }) => ({
    reason: `Es ist Ruhezeit; die Nachricht geht danach hinaus${until ? ` (${until})` : ''}.`,
    remedy: null,
  }),
  FREQUENCY_CAP: ({ until }) => ({
    reason: `Diese Person hat für jetzt genug Nachrichten dieser Art erhalten; die nächste geht${until ? ` am ${until}` : ' später'} hinaus.`,
    remedy: null,
  }),
  PAIR_LIMIT: ({ until }) => ({
    reason: `An diese Person gehen gerade zu viele Nachrichten; es geht gleich weiter${until ? ` (${until})` : ''}.`,
    remedy: null,
  }),
  NUMBER_LIMIT: ({ limit, until }) => ({
    reason: `${numberLimits[limit ?? 'other']} Die Nachricht geht hinaus, sobald Meta es zulässt${until ? `, frühestens am ${until}` : ''}.`,
    remedy: null,
  }),
  ECOSYSTEM: ({ until }) => ({
    reason: `Meta stellt dieser Person gerade keine Werbung zu; der nächste Versuch folgt${until ? ` am ${until}` : ' später'}.`,
    remedy: null,
  }),
};

function windowClosed({ since, plannedFor }: Phrasing): string {
  if (plannedFor)
    return `Zum geplanten Zeitpunkt (${plannedFor}) sind die 24 Stunden seit der letzten Nachricht des Kunden vorbei; freie Texte lässt WhatsApp dann nicht mehr zu.`;
  return since
    ? `Die letzte Nachricht des Kunden (${since}) ist über 24 Stunden alt; freie Texte lässt WhatsApp danach nicht mehr zu.`
    : 'In den letzten 24 Stunden kam keine Nachricht des Kunden; freie Texte lässt WhatsApp nur innerhalb von 24 Stunden danach zu.';
}
