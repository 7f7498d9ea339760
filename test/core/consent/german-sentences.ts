import { fill, type Sentences, typed } from './sentence-plan.ts';

// Typed by hand, not read from the product's own list.
const words =
  'Stop, Stopp, Stoppen, Abmelden, Abmeldung, Austragen, Abbestellen, Infostop, keine Werbung, Werbung stoppen, Werbung aus, Newsletter abmelden, Widerruf, Widerrufe, ich widerrufe, Widerspruch';

const everyday = [
  ...fill(
    [
      'Wann kommt {thing}?',
      'Ich habe eine Frage zu {thing}.',
      '{hello}, wo ist {thing}?',
      '{hello}, können Sie mir sagen, was {thing} kostet?',
      'Ich möchte {thing} ändern, geht das?',
    ],
    {
      hello: ['Hallo', 'Guten Tag', 'Moin', 'Servus'],
      thing: [
        'meine Bestellung', 'das Paket', 'mein Termin', 'die Rechnung', 'der Tisch für zwei', 'mein Flug', 'das Zimmer',
        'die blaue Jacke', 'der Newsletter-Gutschein', 'das Angebot aus der Werbung', 'die Nachricht vom Montag',
        'mein Vertrag', 'der Kurs am Abend', 'die Lieferung',
      ],
    },
  ),
  ...fill(['{yes}, {more}', '{yes}! {more}', '{more}, {yes}'], {
    yes: ['Ja', 'Danke', 'Super', 'Alles klar', 'Nein'],
    more: ['passt mir gut', 'bis morgen', 'ich komme um drei', 'das Paket ist da', 'ich überlege es mir', 'rufen Sie mich an'],
  }),
  'ok', 'Danke!', 'Ja', '👍', '10 Uhr', 'Morgen', 'Anna Müller', 'Hauptstraße 5, 12345 Musterstadt', 'Größe 42',
]; // biome-ignore format: word lists read better in lines than in columns

const falseFriends = [
  'nicht stoppen', 'Bitte nicht stoppen', 'Nicht abmelden!', 'Bitte nicht abmelden, ich komme wieder',
  'Bitte nicht vom Newsletter abmelden', 'Bitte den Newsletter nicht abbestellen', 'Stopp mal, ich habe eine Frage',
  'Stop! Das war die falsche Adresse', 'Moment, stopp', 'Stoppuhr', 'Bushaltestelle Stop 12',
  'Können Sie meine Bestellung stoppen?', 'Bitte stoppen Sie die Lieferung', 'Bitte die Bestellung abbrechen',
  'Ich möchte den Termin stornieren', 'Storno', 'STORNO', 'Abbrechen', 'abbrechen bitte', 'Ende', 'Ende der Woche',
  'Am Ende war alles gut', 'Nein', 'Nein!', 'Nein, mein Paket fehlt', 'Nein danke', 'Stornieren', 'Kündigen',
  'Den Kurs abbestellen', 'Wie kann ich mich zum Kurs abmelden?', 'Bitte meinen Sohn vom Kurs abmelden',
  'Ich habe keine Nachricht bekommen', 'Ich habe noch keine Nachricht erhalten', 'Keine Ahnung', 'Kein Problem',
  'Kein Problem, schreiben Sie mir gern', 'Ich kann gerade nicht schreiben', 'Ich kann heute nicht mehr schreiben',
  'Schreiben Sie mir bitte noch einmal', 'Ich schreibe Ihnen morgen', 'Die Werbung war lustig', 'Tolle Werbung!',
  'Ich habe Ihre Werbung gesehen', 'Ist das Angebot noch gültig?', 'Wie kann ich eine Nachricht löschen?',
  'Können Sie mir Auskunft geben, wann Sie öffnen?', 'Ich hätte gern eine Auskunft', 'Wo finde ich die Auskunft?',
  'Das Foto können Sie löschen', 'Der Feuerlöscher ist leer', 'Stoppelbart', 'stoppelfeld', 'Austragungsort?',
  'Abmeldung vom Kindergarten, wie geht das?', 'Widerrufsbelehrung', 'Wie lange ist die Widerrufsfrist?',
  'Der Zug hat in Stoppenberg gehalten', 'Kann ich die Reservierung widerrufen?', 'unstoppbar', 'Nonstop nach Rom?',
  'Stop and go auf der A3', 'Ich steige an der Haltestelle aus', 'Bitte nicht löschen', 'Infos?', 'Mehr Infos bitte',
  'Ich möchte mich nicht abmelden', 'Stopp, ich will noch etwas fragen', 'Ich will mich zum Kurs abmelden', 'Ich melde mich morgen wieder', 'Melden Sie sich bitte',
  'Ich finde Ihre Nachricht nicht mehr', 'Mit meiner Zustimmung können Sie rechnen', 'Ich kann die Nachricht nicht mehr lesen',
]; // biome-ignore format: word lists read better in lines than in columns

const doubtful = [
  ...fill(
    [
      'Bitte keine {ads} mehr',
      'Ich möchte keine {ads} mehr bekommen',
      'Schicken Sie mir keine {ads}',
      'Ich will keine {ads} von Ihnen',
      'Bitte {ads} stoppen',
      'Stoppt bitte diese {ads}!',
    ],
    { ads: ['Werbung', 'Newsletter', 'Nachrichten', 'Angebote', 'Werbenachrichten', 'Promos', 'Mails'] },
  ),
  'Bitte abmelden', 'STOP bitte', 'Bitte mich abmelden', 'Alles abbestellen bitte', 'Bitte schreiben Sie mir nicht mehr',
  'Schreibt mir nie wieder', 'Hört auf, mir zu schreiben!', 'Hören Sie auf mit der Werbung', 'Lasst mich in Ruhe',
  'Nehmt mich aus dem Verteiler', 'Bitte streichen Sie mich aus Ihrem Verteiler', 'Melden Sie mich vom Newsletter ab',
  'Ich melde mich vom Newsletter ab', 'Hiermit widerspreche ich der Nutzung für Werbung', 'Ich kündige den Newsletter',
  'Ich widerrufe meine Einwilligung in Werbung', 'Der Newsletter nervt, bitte beenden', 'Keine Nachrichten mehr!',
  'Newsletter abbestellen geht nicht', 'wie kann ich den newsletter abbestellen?', 'keine werbung!!! stop jetzt',
  'STOP ich will nicht', 'Stopp, ich möchte das nicht', 'Stop! Kein Interesse', 'Hiermit widerrufe ich meine Einwilligung', 'Ich widerrufe meine Zustimmung.', 'Ich ziehe meine Einwilligung zurück',
  'Meine Einwilligung widerrufe ich hiermit', 'Ich nehme meine Zustimmung zurück', 'Ich möchte mich abmelden',
  'Ich moechte mich bitte wieder abmelden', 'ich will mich austragen', 'Melden Sie mich bitte ab', 'Bitte melden Sie mich ab',
  'Ich melde mich hiermit ab', 'ich will eure werbung nicht mehr bekommen', 'Ich möchte Ihre Nachrichten nicht mehr erhalten',
  'Wir wollen Ihren Newsletter nicht länger', 'Ich will nichts mehr von euch hören', 'Ich möchte nie wieder von Ihnen hören',
]; // biome-ignore format: word lists read better in lines than in columns

const rights = [
  'DSGVO', 'Auskunft', 'löschen', 'Löschen!', 'LOESCHEN', 'Bitte löschen Sie meine Daten', 'Löscht mein Konto',
  'Bitte alle meine Daten löschen', 'Loeschen Sie meine Telefonnummer', 'Auskunft nach Art. 15 DSGVO',
  'Ich verlange Auskunft über meine gespeicherten Daten', 'Welche Daten haben Sie über mich gespeichert?',
  'Ich bitte um eine Kopie: meine Daten', 'Datenauskunft bitte', 'Löschantrag', 'Löschung meiner Daten',
  'Hiermit mache ich von meinem Recht auf Auskunft nach Artikel 15 der DS-GVO Gebrauch und bitte um Antwort im Monat.',
]; // biome-ignore format: word lists read better in lines than in columns

/** German, at least 500 sentences. */
export const german: Sentences = {
  plain: words.split(', ').flatMap(typed),
  falseFriends,
  everyday,
  doubtful,
  rights,
};
