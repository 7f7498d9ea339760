import type { Words } from './words.ts';

/** The bridge's own words in German. */
export const german: Words = {
  language: 'de',
  card: {
    windowOpen: (until) => `Freie Antworten möglich bis ${until}`,
    identityChanged: (date) =>
      `WhatsApp wurde für diese Nummer am ${date} neu eingerichtet: Vergewissern Sie sich, wer schreibt`,
    windowClosed: 'Keine freien Antworten: Jetzt erreicht nur eine genehmigte Vorlage den Kunden',
    consent: 'Einwilligung',
    noConsent: 'keine erfasst',
    assignedTo: (name) => `Übernommen von ${name}`,
    unassigned: 'Von niemandem übernommen',
    open: 'offen',
    resolved: 'erledigt',
    unknownCustomer: 'Kunde ohne Namen',
    summary: (name) => `WhatsApp-Gespräch mit ${name}`,
    take: 'Übernehmen',
    release: 'Freigeben',
    template: 'Vorlage…',
    resolve: 'Erledigt',
    reopen: 'Wieder öffnen',
  },
  purposes: {
    service: 'Service',
    utility: 'Vorgänge',
    authentication: 'Anmeldecodes',
    marketing: 'Werbung',
    all: 'alles',
  },
  consentStates: {
    none: 'keine',
    requested: 'angefragt',
    granted: 'erteilt, nicht bestätigt',
    confirmed: 'bestätigt',
    refused: 'abgelehnt',
    withdrawn: 'widerrufen',
    objected: 'widersprochen',
    provider_stop: 'in WhatsApp gestoppt',
    on_hold: 'ausgesetzt',
    unproven: 'nicht belegt',
  },
  edited: 'Der Kunde hat diese Nachricht geändert:',
  revoked: 'Der Kunde hat eine Nachricht gelöscht.',
  optedOut: (purpose) => `Der Kunde hat sich abgemeldet (${purpose}).`,
  optedIn: (purpose, state) => `Einwilligung geändert (${purpose}): ${state}.`,
  consentLapsed: 'Die Telefonnummer des Kunden hat sich geändert; frühere Einwilligungen gelten nicht mehr.',
  goesOnElsewhere:
    'Diese Person war doppelt bekannt; die Unterhaltung geht in einem anderen Thread weiter. Antworten hier kommen weiterhin an.',
  tasks: {
    due: (day) =>
      `Der Kunde muss bis zum ${day.split('-').reverse().join('.')} eine Antwort haben (ein Monat, Art. 12 DSGVO).`,
    settled: 'Geklärt',
  },
  automationRefused: (name, tool, reason) => `${name} (${tool}) wollte antworten; nicht gesendet: ${reason}`,
  kinds: { person: 'Person', automation: 'Automatik', ai: 'KI' },
  notSent: 'Nicht gesendet',
  whatNow: 'Nächster Schritt',
  yourText: 'Ihr Text',
  failed: 'Hat den Kunden nicht erreicht',
  unknown:
    'Es ist unbekannt, ob diese Nachricht den Kunden erreicht hat: WhatsApp hat nicht geantwortet. Fragen Sie den Kunden, oder senden Sie sie selbst noch einmal.',
  cancelled: 'Diese Nachricht wurde vor dem Senden abgebrochen.',
  held: {
    mention:
      'Sie erwähnt Kollegen, eine Gruppe oder einen Kanal und blieb deshalb intern. Schreiben Sie sie ohne die Erwähnung noch einmal, um sie zu senden.',
    files:
      'Dateien werden aus Slack nicht weitergegeben; von dieser Nachricht ging nichts hinaus. Senden Sie den Text allein.',
    empty: 'Sie enthält nichts, was WhatsApp anzeigen kann.',
    unknown:
      'Sie enthält etwas, das sich nicht getreu weitergeben lässt. Schreiben Sie sie als einfachen Text noch einmal.',
    tooLong: (length) =>
      `Sie hat ${length} Zeichen; WhatsApp nimmt 4096. Senden Sie sie in kürzeren Nachrichten.`,
    missed:
      'Parley war nicht mit Slack verbunden, als das geschrieben wurde. Schreiben Sie es noch einmal, wenn es noch passt.',
    notStaff:
      'Kunden antworten nur volle Mitglieder dieses Workspace; Bots, Gäste und Personen verbundener Workspaces nicht.',
  },
  droppedEmoji: (names) => `Ohne ${names} gesendet: WhatsApp kennt die eigenen Emoji dieses Workspace nicht.`,
  editedAfter:
    'Ihre Änderung wurde nicht weitergegeben: WhatsApp-Nachrichten lassen sich nicht ändern. Schreiben Sie eine Korrektur als neue Nachricht.',
  deletedAfter:
    'Der Kunde hat diese Nachricht weiterhin: WhatsApp-Nachrichten lassen sich von hier nicht löschen.',
  gatewaySlow:
    'Das Gateway ist gerade nicht erreichbar. Ihre Nachricht ist aufgehoben und geht von selbst hinaus, sobald es geht.',
  gatewayLost:
    'Nicht gesendet: Das Gateway war nicht erreichbar. Bitte schreiben Sie die Nachricht später noch einmal.',
  problem: (detail) => `Nicht gesendet: ${detail}`,
  notShown: 'Eine Nachricht konnte in Slack nicht angezeigt werden; sie liegt im Gateway.',
  actions: {
    alreadyTaken: (name) => `${name} war schneller: Das Gespräch ist schon übernommen.`,
    failed: (detail) => `Das hat nicht geklappt: ${detail}`,
    unreachable:
      'Das Gateway ist gerade nicht erreichbar; es wurde nichts geändert. Bitte versuchen Sie es noch einmal.',
    notStaff: 'Das können nur volle Mitglieder dieses Workspace.',
    unknownThread: 'Diese Karte gehört zu keinem Gespräch mehr. Nehmen Sie die neueste Karte des Kunden.',
    alertsOnly: 'Dieser Kanal zeigt Nachrichten nur an; von hier wird nichts gesendet.',
    noThread: 'Das geht nur mit einer Nachricht im Thread eines Gesprächs.',
  },
  modal: {
    title: 'Vorlage senden',
    loading: 'Die Vorlagen werden geladen…',
    choose: 'Vorlage',
    placeholder: 'Vorlage wählen',
    send: 'Senden',
    close: 'Abbrechen',
    preview: 'Vorschau',
    draft: 'Ihr Text, zum Kopieren:',
    allowed: 'erlaubt',
    none: 'Diesem Kunden darf jetzt keine Vorlage gesendet werden.',
    refusedOnes: 'Jetzt nicht erlaubt:',
    cut: (count) => `Weitere, nicht aufgeführt: ${count}.`,
    optional: 'freiwillig',
    required: 'Bitte ausfüllen.',
    mediaHint: 'Eine https-Adresse der Datei, oder media: und ihre Kennung',
    example: (example) => `Zum Beispiel: ${example}`,
    unreachable:
      'Das Gateway hat nicht geantwortet. Nichts ist verloren: Drücken Sie noch einmal Senden, es geht nicht doppelt hinaus.',
    alreadySent: 'Das wurde mit dem früheren Wortlaut schon gesendet; es ging nicht noch einmal hinaus.',
    failed: (detail) => `Die Vorlagen konnten nicht geladen werden: ${detail}`,
  },
};
