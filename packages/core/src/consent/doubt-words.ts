// Everything here is written without accents and umlauts; both spellings of an umlaut are listed.

/** Words that end something. A message needs one of them and one about messages before anybody looks at it. */
export const stopWords: ReadonlySet<string> = new Set(
  `stop stopp stoppe stoppen stoppt stoppst gestoppt abmelden abmelde abgemeldet abmeldung austragen abbestellen
   abbestelle abbestellung kuendigen kundigen kuendige
   kundige beenden beende unterlassen unterlasse einstellen aufhoeren aufhoren widerruf widerrufe widerrufen
   widerspreche widersprechen widerspruch infostop unerwuenscht unerwunscht
   stops stopping unsubscribe unsubscribed optout revoke quit cease end ending cancel
   arret arrete arreter arretez desabonner desinscrire parar pare paren alto baja cancelar sair descadastrar
   cancellami disiscrivi basta afmelden uitschrijven wypisz rezygnuje dur iptal avmeld avsluta frameld`.split(
    /\s+/,
  ),
);

/** Words about messages and advertising, by their beginnings: German joins what it likes to them. */
export const messagingBeginnings: readonly string[] = [
  'werb', 'newsletter', 'nachricht', 'promo', 'angebot', 'mailing', 'verteiler', 'schreib', 'anschreib',
  'kontaktier', 'texte', 'sms', 'whatsapp', 'mails', 'emails', 'spam', 'infos', 'message', 'messaging', 'marketing',
  'advert', 'texting', 'ads', 'contacting', 'writing', 'offers', 'broadcast', 'mailing',
  'publicidad', 'publicite', 'pubblicita', 'publicidade', 'mensaje', 'mensage', 'messagg', 'bericht', 'reclame',
  'wiadomosc', 'reklam', 'mesaj',
]; // biome-ignore format: word lists read better in lines than in columns

/** Words of a booking or an order: what is to be stopped there is something else. */
export const bookingBeginnings: readonly string[] = [
  'termin', 'buchung', 'reservier', 'bestellung', 'lieferung', 'paket', 'sendung', 'tisch', 'zimmer', 'flug', 'reise',
  'ticket', 'auftrag', 'rechnung', 'haltestelle', 'kurs', 'appointment', 'booking', 'reservation', 'order', 'delivery',
  'parcel', 'package', 'table', 'room', 'flight', 'trip', 'invoice', 'bus', 'meeting',
]; // biome-ignore format: word lists read better in lines than in columns

/** Words that turn a stop word round: "nicht abmelden", "don't stop". */
export const negations: ReadonlySet<string> = new Set('nicht nie niemals not dont never'.split(' '));

/** Words that change nothing about a keyword beside them: "bitte abmelden", "unsubscribe me". */
export const politeWords: ReadonlySet<string> = new Set(
  'bitte danke mich uns sofort jetzt hiermit alles alle und please pls plz thanks thank you me us now all everything'.split(
    ' ',
  ),
);

// "No more of it" without a stop word. What is only reported ("I got no message") or about the person's own writing
// ("I can't write any more") is something else.
/** How people say in a sentence that messages are to end. */
export const endings: readonly RegExp[] = [
  /\bkeine[nr]?\b(?: \w+){0,2} (?:werb|newsletter|nachricht|promo|angebot|mailing|mails|emails|sms|infos|whatsapp)\w*(?: \w+)* mehr\b/,
  /\b(?:bitte|mochte|moechte|will|wollen|wunsche|wuensche|brauche)\b(?: \w+)* keine[nr]?\b(?: \w+){0,2} (?:werb|newsletter|nachricht|promo|angebot|mailing|mails|emails|sms|infos)/,
  /\b(?:schick|send)\w*(?: \w+){0,3} keine[nr]?\b(?: \w+){0,2} (?:werb|newsletter|nachricht|promo|angebot|mailing|mails|emails|sms|infos)/,
  /\bkeine[nr]? (?:weiteren? )?(?:werb|newsletter|nachricht|promo|mailing)\w*(?: \w+){0,2}$/,
  /\b(?:nicht|nie|niemals) (?:mehr|wieder|weiter)\b(?: \w+){0,3} (?:an|zu)?(?:schreib|kontaktier|texte|belaestig|belastig|schick|send)/,
  /\b(?:schreib|schreibt|schreiben|kontaktieren|schickt|schick|sendet) (?:sie )?(?:mir|mich|uns)(?: \w+){0,3} (?:nicht mehr|nie wieder|nichts mehr|nie mehr)\b/,
  /\b(?:hort|hoer|hoert|hor|horen|hoeren)\b(?: \w+){0,2} auf\b(?: \w+){0,4} (?:schreib|werb|nachricht|texte|mir zu)/,
  /\b(?:lass|lasst|lassen)\b(?: \w+){0,3} in ruhe\b/,
  /\b(?:melde|meldet|melden|tragt|trage|tragen|nehmt|nehmen|nimm)\b(?: \w+){0,6} (?:newsletter|verteiler|liste)\w*(?: \w+)* (?:ab|aus|runter|raus)\b/,
  /\b(?:melde|meldet|melden|tragt|trage|tragen|nehmt|nehmen|nimm) (?:sie )?(?:mich|uns)\b(?: \w+){0,4} (?:ab|aus|runter|raus)\b(?: \w+){0,3}(?: (?:newsletter|verteiler|liste|werb)\w*)/,
  /\b(?:loe?sch(?:e|en|t)|entfern(?:e|en|t)|streich(?:e|en|t)|delete|remove)\b(?: \w+){0,6} (?:newsletter|verteiler|mailing|list)\w*/,
  /\b(?:widerruf\w*|zieh\w*|nehm\w*|entzieh\w*)\b(?: \w+){0,4} (?:einwilligung|zustimmung|erlaubnis|einverstaendnis|einverstandnis)\b/,
  /\b(?:einwilligung|zustimmung|erlaubnis|einverstaendnis|einverstandnis)\b(?: \w+){0,4} (?:widerruf|zurueckzieh|zuruckzieh|zurueckgenommen|zuruckgenommen|zurueckgezogen|zuruckgezogen|entzieh)/,
  /\b(?:mochte|moechte|will|wollen|wuerde|wurde) (?:ich )?mich(?: (?!nicht\b|nie\b|niemals\b)\w+){0,3} (?:abmelden|austragen)$/,
  /^(?:bitte |hiermit )?(?:ich )?(?:melde|meldet|melden) (?:sie |ich )?mich(?: (?:bitte|hiermit|sofort|wieder|jetzt))* ab\b(?: \w+)?$/,
  /\b(?:mochte|moechte|will|wollen)\b(?: \w+){0,4} (?:werb|newsletter|nachricht|promo|angebot|mailing|mails|emails|sms|infos)\w*(?: \w+){0,3} (?:nicht|nie) (?:mehr|wieder|laenger|langer)\b/,
  /\b(?:mochte|moechte|will|wollen)\b(?: \w+){0,2} (?:nichts|nie) (?:mehr|wieder)\b(?: \w+)? von (?:euch|ihnen|dir)\b/,
  /^(?:stop|stopp)\b(?: \w+)? (?:ich (?:will|mochte|moechte) (?:das )?(?:nicht|nichts)|keine lust|kein interesse)\b/,
  /\bstop (?:sending|spamming|bothering|pestering) (?:me|us)\b/,
  /\b(?:withdraw|withdrawing|revoke|revoking|retract)\b(?: \w+){0,3} (?:consent|permission)\b/,
  /(?<!\b(?:dont|not|never) )\b(?:want|wish|like|id like) to (?:be )?(?:opt out|opted out|unsubscribe|unsubscribed)\b/,
  /\b(?:no|without) (?:more|further)(?: \w+)? (?:messages?|ads?|advert\w*|marketing|newsletters?|texts?|mails?|emails?|promo\w*|offers?|spam)\b/,
  /\b(?:dont|do not|never|no longer)(?: \w+){0,3} (?:send|text|message|contact|write|email|mail|spam|want|wish)\b(?: \w+){0,6} (?:messages?|ads?|advert\w*|marketing|newsletters?|texts|promo\w*|offers|spam|again|anymore|any more)\b/,
  /\b(?:leave me alone|take me off|get me off)\b/,
];

/** What tells that a sentence reports or asks, and takes nothing back. */
export const reports: readonly RegExp[] = [
  /\b(?:habe|hab|haben|hat)\b(?: \w+)* (?:bekommen|erhalten|gekriegt|gelesen|gefunden|gesehen)\b/,
  /\bich (?:kann|konnte|darf)\b(?: \w+)* (?:schreiben|senden|schicken)\b/,
  /\bi (?:cant|cannot|couldnt|could not|didnt|did not|havent|have not)\b/,
];

/** Words that claim a right under the GDPR by themselves. */
export const rightsWords: ReadonlySet<string> = new Set(
  `dsgvo gdpr datenauskunft selbstauskunft datenschutzauskunft datenloeschung datenloschung loeschantrag loschantrag
   betroffenenrecht betroffenenrechte auskunftsersuchen auskunftsanspruch loeschersuchen loschersuchen`.split(
    /\s+/,
  ),
);

/** Whole messages that claim a right. */
export const rightsMessages: ReadonlySet<string> = new Set([
  'loeschen', 'loschen', 'auskunft', 'alles loeschen', 'alles loschen', 'erase me', 'my data',
]); // biome-ignore format: word lists read better in lines than in columns

/** "Delete my data", in the order in which either language says it. */
export const rightsPairs: readonly (readonly [RegExp, RegExp])[] = [
  [
    /\b(?:loe?sch(?:e|en|t|ung)|vernichten|delete|erase|remove)\b/,
    /\b(?:daten|kontaktdaten|konto|kundenkonto|profil|telefonnummer|handynummer|nummer|data|account|profile|number)\b/,
  ],
  [/\bauskunft\b/, /\b(?:daten|gespeichert\w*|personenbezogen\w*)\b/],
  [
    /\bdaten\b.*\b(?:uber|ueber|von) (?:mich|mir)\b|\bmeine daten\b/,
    /\b(?:gespeichert|speichern|speichert|kopie|herausgabe)\b/,
  ],
  [/\bdata\b.*\babout me\b|\bmy (?:personal )?data\b/, /\b(?:have|hold|store|stored|copy|access|export)\b/],
];

/** Words about advertising: whoever names it takes back that, whoever does not takes back everything. */
export const advertisingBeginnings: readonly string[] = [
  'werb', 'newsletter', 'promo', 'angebot', 'mailing', 'verteiler', 'marketing', 'advert', 'ads', 'offers', 'spam',
  'publicid', 'publicite', 'pubblicita', 'reclame', 'reklam',
]; // biome-ignore format: word lists read better in lines than in columns

/** Who says this wants silence, and no confirmation either. */
export const silence =
  /\b(?:nicht|nie|nichts|niemals) (?:mehr|wieder)\b|\bin ruhe\b|\bleave me alone\b|\bnever (?:write|text|message|contact)\b/;
