/** The languages that have opt-out words. */
export const keywordLanguages = [
  'de',
  'en',
  'fr',
  'es',
  'pt',
  'it',
  'nl',
  'pl',
  'tr',
  'no',
  'sv',
  'da',
] as const;
export type KeywordLanguage = (typeof keywordLanguages)[number];

/** What the agreed words of a language take back. */
export type OptOutList = {
  /** A plain STOP word: everything optional. */
  readonly everything: readonly string[];
  /** Takes back everything as well, and asks for silence: a confirmation would be one message too many. */
  readonly silently?: readonly string[];
  /** Words about advertising take back only that. */
  readonly marketing?: readonly string[];
  readonly objection?: readonly string[];
  /** CANCEL and ENDE may be about a booking or a call: they count only after an offer to leave. */
  readonly whenOffered?: readonly string[];
};

const nordic: OptOutList = { everything: ['stopp', 'unsub', 'avmeld', 'avsluta', 'frameld'] };

// The lists other than German and English are drafts that native speakers have to check.
/** The agreed words of every language, as they are written without accents. */
export const optOutLists: Readonly<Record<KeywordLanguage, OptOutList>> = {
  de: {
    everything: [
      'stop',
      'stopp',
      'stoppen',
      'abmelden',
      'abmeldung',
      'austragen',
      'abbestellen',
      'infostop',
      'widerruf',
      'widerrufe',
      'ich widerrufe',
    ],
    silently: ['nicht mehr schreiben'],
    marketing: ['keine werbung', 'werbung stoppen', 'werbung aus', 'newsletter abmelden'],
    objection: ['widerspruch', 'widerspruch gegen werbung'],
    whenOffered: ['ende', 'abbrechen', 'storno', 'nein'],
  },
  en: {
    everything: ['stop', 'stopall', 'stop all', 'unsubscribe', 'optout', 'opt out', 'revoke', 'remove'],
    marketing: ['stop promotions'],
    whenOffered: ['end', 'cancel', 'quit'],
  },
  fr: { everything: ['stop', 'arret', 'arrete', 'arreter', 'desabonner', 'desinscrire'] },
  es: { everything: ['parar', 'alto', 'baja', 'dar de baja'], whenOffered: ['cancelar'] },
  pt: { everything: ['parar', 'sair', 'descadastrar'] },
  it: { everything: ['stop', 'cancellami', 'disiscrivi'], whenOffered: ['basta'] },
  nl: { everything: ['stop', 'afmelden', 'uitschrijven'] },
  pl: { everything: ['stop', 'wypisz', 'rezygnuje'] },
  tr: { everything: ['dur', 'listeden cik'], whenOffered: ['iptal'] },
  no: nordic,
  sv: nordic,
  da: nordic,
};

/** Words that open, agree, refuse or ask for help. */
export const otherWords = {
  start: ['start', 'infostart', 'anmelden'],
  yes: ['ja', 'yes'],
  no: ['nein', 'nein danke', 'nein, danke', 'no', 'no thanks', 'no, thanks', 'no thank you'],
  help: ['hilfe', 'info', 'help'],
} as const;
