import type { LintCode, LintFinding } from './finding.ts';

type Sentence = (finding: LintFinding) => string;

export const german: Readonly<Record<LintCode, Sentence>> = {
  NAME_FORM: ({ bound }) =>
    `Der Name darf nur Kleinbuchstaben, Ziffern und Unterstriche haben, höchstens ${bound}; ändern Sie ihn.`,
  LANGUAGE_UNKNOWN: ({ found }) =>
    `WhatsApp kennt keine Vorlagensprache „${found}“; nehmen Sie eine wie de oder en_US.`,
  LANGUAGE_MISMATCH: ({ found }) =>
    `Der Text klingt ${found === 'de' ? 'deutsch' : 'englisch'}, eingestellt ist eine andere Sprache; das lehnt Meta ab. Ändern Sie eines von beiden.`,
  TTL_RANGE: ({ found }) => `In dieser Kategorie muss die Zustellfrist ${found} Sekunden betragen.`,
  TEXT_MISSING: () => 'Der Text fehlt; schreiben Sie ihn, oder lassen Sie den Teil weg.',
  TEXT_TOO_LONG: ({ bound }) => `Der Text ist zu lang: höchstens ${bound} Zeichen; kürzen Sie ihn.`,
  BRACES: () =>
    'Eine Variable ist falsch geschrieben: auf beiden Seiten zwei Klammern und ein Name dazwischen, etwa {{1}}.',
  VARIABLE_NAME: ({ found }) =>
    `„${found}“ ist hier kein Name für eine Variable: Nehmen Sie durchgehend {{1}}, {{2}} oder durchgehend Namen aus Kleinbuchstaben, Ziffern und Unterstrichen.`,
  VARIABLE_ORDER: ({ found }) =>
    `Die Variablen müssen ab {{1}} lückenlos hochzählen; ${found} schließt nicht an.`,
  VARIABLE_AT_EDGE: () =>
    'Der Text darf nicht mit einer Variablen beginnen oder enden; setzen Sie Wörter darum.',
  VARIABLES_ADJACENT: () => 'Zwei Variablen stehen nebeneinander; setzen Sie ein Wort dazwischen.',
  VARIABLES_DENSE: ({ bound }) =>
    `Für ${bound} Variablen ist der Text kurz, Meta lehnt ihn womöglich ab; schreiben Sie mehr darum herum, oder nehmen Sie weniger.`,
  VARIABLE_NOT_ALLOWED: () => 'Hier ist keine Variable erlaubt; schreiben Sie festen Text.',
  TOO_MANY_VARIABLES: ({ bound }) =>
    `Hier ist höchstens ${bound} Variable erlaubt; entfernen Sie die anderen.`,
  EXAMPLE_MISSING: ({ found }) => `Meta prüft anhand von Beispielen; geben Sie eines für ${found} an.`,
  LINE_BREAKS: ({ bound }) =>
    bound
      ? `Höchstens ${bound} Zeilenumbrüche hintereinander sind erlaubt; entfernen Sie einige.`
      : 'Hier ist kein Zeilenumbruch erlaubt; entfernen Sie ihn.',
  FORMATTING: () => 'Kopfzeilen nehmen weder Emojis noch Formatierungszeichen; entfernen Sie sie.',
  TOO_MANY_BUTTONS: ({ bound, found }) =>
    found
      ? `Höchstens ${bound} Schaltflächen der Art ${found} sind erlaubt; entfernen Sie einige.`
      : `Höchstens ${bound} Schaltflächen sind erlaubt; entfernen Sie einige.`,
  BUTTONS_MIXED: () =>
    'Schnellantworten müssen zusammenstehen, vor oder nach allen anderen Schaltflächen; ordnen Sie sie um.',
  BUTTONS_ON_DESKTOP: () =>
    'WhatsApp am Computer zeigt vier oder mehr Schaltflächen oder eine Mischung mit Schnellantworten nicht an; nehmen Sie weniger, wenn das wichtig ist.',
  BUTTON_TWICE: ({ found }) => `Zwei Schaltflächen heißen „${found}“; geben Sie jeder eigene Wörter.`,
  BUTTON_CATEGORY: ({ found }) => `Eine Schaltfläche der Art ${found} passt nicht zu dieser Kategorie.`,
  URL_FORM: ({ bound }) =>
    `Die Adresse muss mit https:// oder http:// beginnen und höchstens ${bound} Zeichen haben.`,
  URL_VARIABLE: () => 'Eine Adresse darf eine Variable haben, ganz am Ende und nach dem Host.',
  URL_SHORTENED: () => 'Meta lehnt Kurzlinks und wa.me ab; geben Sie die eigentliche Adresse an.',
  PHONE_FORM: ({ bound }) =>
    `Die Telefonnummer muss aus Ziffern mit Landesvorwahl bestehen, höchstens ${bound} Zeichen.`,
  FLOW_MISSING: () => 'Benennen Sie den Flow auf genau eine Weise: flowId, flowName oder flowJson.',
  OFFER_CATEGORY: () => 'Zeitlich begrenzte Angebote gibt es nur in Marketing-Vorlagen.',
  OFFER_FOOTER: () => 'Eine Vorlage mit zeitlich begrenztem Angebot hat keine Fußzeile; entfernen Sie sie.',
  OFFER_CODE: () => 'Ein Angebot, das abläuft, braucht eine Schaltfläche, die seinen Code kopiert.',
  CARD_COUNT: ({ bound }) => `Ein Karussell hat 2 bis ${bound} Karten.`,
  CARDS_DIFFER: () =>
    'Alle Karten müssen Kopf, Text und Schaltflächen gleich haben; machen Sie diese wie die erste.',
  CARD_HEADER: () => 'Jede Karte braucht als Kopf ein Bild, ein Video oder ein Produkt.',
  CARD_WITH_HEADER: () => 'Eine Vorlage mit Karten hat selbst weder Kopf- noch Fußzeile; entfernen Sie sie.',
  AUTHENTICATION_TEXT: () => 'Den Text von Authentifizierungs-Vorlagen schreibt Meta; entfernen Sie diesen.',
  AUTHENTICATION_BUTTON: () =>
    'Eine Authentifizierungs-Vorlage hat eine Schaltfläche der Art otp, mit otpType COPY_CODE, ONE_TAP oder ZERO_TAP.',
  AUTHENTICATION_EXPIRY: ({ bound }) => `Der Code darf nach 1 bis ${bound} Minuten ablaufen.`,
  AUTHENTICATION_APPS: () =>
    'One-Tap und Zero-Tap brauchen ein bis fünf Apps mit Paketname und Signatur-Hash (11 Zeichen); Zero-Tap außerdem zeroTapTermsAccepted.',
  DUPLICATE_NAME: () =>
    'Es gibt in dieser Sprache schon eine Vorlage dieses Namens; bearbeiten Sie diese, oder wählen Sie einen anderen Namen.',
  DUPLICATE_CONTENT: ({ found }) =>
    `Die Vorlage „${found}“ sagt dasselbe; Meta lehnt Kopien ab. Ändern Sie den Text.`,
  TEMPLATE_CAP: ({ bound }) =>
    `Das Konto hat ${bound} Vorlagen, so viele, wie Meta erlaubt; löschen Sie zuerst einige.`,
  LOOKS_LIKE_MARKETING: ({ found }) =>
    `„${found}“ klingt nach Werbung: Meta genehmigt dies vermutlich als Marketing-Vorlage, und die braucht eine Einwilligung in Werbung.`,
  SENSITIVE_CONTENT: ({ found }) =>
    `„${found}“: Meta lehnt Vorlagen ab, die heikle Daten erfragen oder drohen; formulieren Sie um.`,
};
