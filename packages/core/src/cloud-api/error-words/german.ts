import { germanSetup } from './setup-german.ts';
import { germanSurfaces } from './surfaces-german.ts';
import type { ErrorCatalogue } from './topic.ts';

export const german: ErrorCatalogue = {
  ...germanSurfaces,
  ...germanSetup,
  access: [
    'Kein Zugang bei Meta',
    'Meta hat unseren Zugang für diesen Aufruf nicht angenommen.',
    'Der Betreiber prüft den Zugangsschlüssel und seine Rechte.',
  ],
  account: [
    'Problem mit dem WhatsApp-Konto',
    'Meta lehnt das wegen des Zustands des Kontos oder der Nummer ab.',
    'Der Betreiber öffnet den WhatsApp-Manager und klärt, was dort steht.',
  ],
  payment: [
    'Zahlungsproblem bei Meta',
    'Meta sendet nichts Kostenpflichtiges, weil die Zahlungsart fehlt oder abgelehnt wurde.',
    'Der Betreiber klärt die Zahlungsart im WhatsApp-Manager; danach neu senden.',
  ],
  throttling: [
    'Zu viele Nachrichten',
    'Meta bremst das im Augenblick.',
    'Warten Sie etwas und senden Sie dann neu.',
  ],
  policy: [
    'Von Meta zurückgehalten',
    'Die Regeln von Meta verbieten diese Nachricht.',
    'Nicht noch einmal senden. Wenn es wichtig ist, nehmen Sie einen anderen Weg.',
  ],
  window: [
    'Die 24 Stunden sind vorbei',
    'Der Kunde hat zuletzt vor mehr als 24 Stunden geschrieben; Meta stellt deshalb nur Vorlagen zu.',
    'Wählen Sie eine genehmigte Vorlage.',
  ],
  opt_out: [
    'Der Kunde möchte das nicht',
    'Der Kunde hat solche Nachrichten abgestellt.',
    'Nicht noch einmal senden; nur der Kunde kann sie wieder einschalten.',
  ],
  recipient: [
    'Empfänger nicht erreichbar',
    'WhatsApp kann dieser Person diese Nachricht nicht zustellen.',
    'Prüfen Sie die Nummer mit dem Kunden oder nehmen Sie einen anderen Weg.',
  ],
  request: [
    'Meta hat die Nachricht nicht angenommen',
    'Etwas an der Nachricht ist nicht so, wie Meta es verlangt.',
    'Ändern Sie die Nachricht und senden Sie sie neu.',
  ],
  media: [
    'Meta konnte die Datei nicht verwenden',
    'Die Datei war nicht abrufbar, oder Art oder Größe sind nicht erlaubt.',
    'Prüfen Sie, ob sich der Link ohne Anmeldung öffnet und die Datei klein genug ist; dann neu senden.',
  ],
  template: [
    'Problem mit der Vorlage',
    'Meta hat die Vorlage so nicht angenommen.',
    'Prüfen Sie die Vorlage im WhatsApp-Manager oder wählen Sie eine andere.',
  ],
  service: [
    'Störung bei Meta',
    'Meta konnte die Nachricht im Augenblick nicht verarbeiten.',
    'Warten Sie einige Minuten und senden Sie dann neu.',
  ],
  other: [
    'Meta hat die Nachricht abgelehnt',
    'Meta meldet einen Fehler, den Parley noch nicht kennt.',
    'Schlagen Sie die Nummer des Fehlers im WhatsApp-Manager nach oder geben Sie sie dem Betreiber.',
  ],
  token: [
    'Zugangsschlüssel ungültig',
    'Der Zugangsschlüssel ist falsch, abgelaufen oder zurückgezogen.',
    'Der Betreiber setzt einen neuen Zugangsschlüssel; danach neu senden.',
  ],
  permission: [
    'Recht fehlt',
    'Dem Zugangsschlüssel fehlt ein Recht, das dieser Aufruf braucht.',
    'Der Betreiber erteilt whatsapp_business_messaging für dieses Konto; danach neu senden.',
  ],
  number_unknown: [
    'Geschäftsnummer unbekannt',
    'Meta kennt diese Geschäftsnummer nicht, oder sie wurde gelöscht.',
    'Der Betreiber prüft die Kennung der Nummer in den Einstellungen.',
  ],
  account_locked: [
    'Konto von Meta gesperrt',
    'Meta hat das Konto gesperrt, auf Dauer oder auf Zeit.',
    'Der Betreiber sieht im WhatsApp-Manager den Grund und beantragt eine Prüfung.',
  ],
  service_down: [
    'Störung bei Meta',
    'Meta meldet einen eigenen Fehler; ob diese Nachricht angenommen wurde, sagt allein ihr Status.',
    'Warten Sie einige Minuten. Senden Sie nur neu, wenn die Nachricht nicht als gesendet erscheint.',
  ],
  call_rate: [
    'Zu viele Aufrufe bei Meta',
    'Die Aufrufe des Kontos für diese Stunde sind aufgebraucht.',
    'Warten Sie; die Grenze löst sich innerhalb der Stunde.',
  ],
  bad_request: [
    'Meta hat die Nachricht nicht angenommen',
    'Ein Teil der Nachricht fehlt oder hat einen Wert, den Meta nicht erlaubt.',
    'Prüfen Sie, was Meta nennt, ändern Sie es und senden Sie eine neue Nachricht.',
  ],
  throughput: [
    'Zu schnell gesendet',
    'Diese Nummer hat die Zahl der Nachrichten je Sekunde erreicht, die Meta ihr erlaubt.',
    'Im Augenblick nichts zu tun: Parley sendet von selbst neu. Verteilen Sie große Kampagnen über mehr Zeit.',
  ],
  pair_rate: [
    'Zu viele Nachrichten an diese Person',
    'Meta erlaubt an dieselbe Person eine Nachricht in sechs Sekunden.',
    'Warten Sie eine Minute und senden Sie dann neu; fassen Sie mehrere Gedanken zusammen.',
  ],
  spam_rate: [
    'Nummer von Meta begrenzt',
    'Zu viele Menschen haben diese Nummer blockiert oder gemeldet; Meta begrenzt sie deshalb.',
    'Halten Sie Kampagnen an, sehen Sie im WhatsApp-Manager nach der Qualität und warten Sie.',
  ],
  direct_send: [
    'Senden ohne Vorlage nicht erlaubt',
    'Meta nimmt keine weiteren Nachrichten dieser Art ohne genehmigte Vorlage an.',
    'Wählen Sie eine genehmigte Vorlage.',
  ],
  maintenance: [
    'Nummer in Wartung',
    'Meta hebt gerade die Grenzen dieser Nummer an; das dauert etwa eine Minute. Die Nachricht ging nicht hinaus.',
    'Senden Sie sie in einigen Minuten neu.',
  ],
  blocked_by_business: [
    'Von Ihrem Unternehmen blockiert',
    'Diese Person steht auf der Liste derer, die Ihr Unternehmen in WhatsApp blockiert hat.',
    'War das ein Irrtum, nimmt der Betreiber sie von der Liste; danach neu senden.',
  ],
  experiment: [
    'Wegen eines Versuchs von Meta nicht zugestellt',
    'Meta nimmt einige Menschen von Werbung aus, um etwas zu messen. Es kostet nichts.',
    'Nicht noch einmal senden. Sobald der Kunde schreibt, können Sie wie gewohnt antworten.',
  ],
  country: [
    'Land nicht erlaubt',
    'Meta lässt dieses Konto nicht an Menschen in diesem Land schreiben.',
    'Erreichen Sie diese Person auf einem anderen Weg.',
  ],
  same_number: [
    'Empfänger ist der Absender',
    'Die Nachricht ging an die Geschäftsnummer, die sie sendet.',
    'Wählen Sie einen anderen Empfänger.',
  ],
  undeliverable: [
    'Nicht zustellbar',
    'Die Nummer ist nicht bei WhatsApp, oder die App ist zu alt, oder die Bedingungen sind nicht angenommen; Meta sagt nicht, was davon.',
    'Prüfen Sie die Nummer mit dem Kunden oder nehmen Sie einen anderen Weg.',
  ],
  allow_list: [
    'Nicht auf der Liste der Testnummer',
    'Eine Testnummer darf nur an Menschen auf ihrer Liste schreiben.',
    'Der Betreiber nimmt die Person in die Liste auf oder verwendet eine echte Nummer.',
  ],
  window_closed: [
    'Die 24 Stunden sind vorbei',
    'Der Kunde hat zuletzt vor mehr als 24 Stunden geschrieben; Meta stellt deshalb nur Vorlagen zu.',
    'Wählen Sie eine genehmigte Vorlage, oder warten Sie, bis der Kunde schreibt.',
  ],
  ecosystem: [
    'Von Meta zurückgehalten',
    'Meta begrenzt, wie viel Werbung ein Mensch von allen Unternehmen zusammen bekommt. Das ist keine Abmeldung.',
    'Warten Sie mindestens 24 Stunden; frühere Versuche machen es schlimmer.',
  ],
  opted_out: [
    'Werbung vom Kunden abgestellt',
    'Der Kunde hat Werbung dieses Unternehmens in WhatsApp abgestellt.',
    'Nicht noch einmal senden; nur der Kunde kann sie dort wieder einschalten.',
  ],
  phone_needed: [
    'Telefonnummer nötig',
    'Meta sendet diese Nachricht nur an eine Telefonnummer, und der Kunde verbirgt sie.',
    'Fragen Sie den Kunden nach der Nummer, oder senden Sie einen Code auf anderem Weg.',
  ],
  identity_changed: [
    'Die Identität des Kunden hat sich geändert',
    'Hinter der Nummer steht vielleicht ein anderer Mensch oder ein neues Telefon; Meta hat die Nachricht deshalb zurückgehalten.',
    'Vergewissern Sie sich, wer die Person ist, bevor Sie neu senden.',
  ],
  display_name: [
    'Anzeigename nicht genehmigt',
    'Meta hat den Namen, den Kunden zu dieser Nummer sehen, nicht genehmigt.',
    'Der Betreiber lässt den Anzeigenamen im WhatsApp-Manager genehmigen.',
  ],
  registration: [
    'Nummer nicht angemeldet',
    'Die Geschäftsnummer ist bei der Cloud API nicht angemeldet.',
    'Der Betreiber meldet die Nummer an; danach neu senden.',
  ],
  type_unsupported: [
    'Art der Nachricht nicht unterstützt',
    'Meta unterstützt diese Art von Nachricht hier nicht.',
    'Senden Sie sie als Text oder auf andere Art.',
  ],
  inbound_media: [
    'Datei des Kunden nicht verfügbar',
    'WhatsApp konnte die Datei des Kunden nicht abrufen.',
    'Bitten Sie den Kunden, sie noch einmal zu senden, kleiner, wenn sie groß war.',
  ],
  template_variables: [
    'Variablen passen nicht zur Vorlage',
    'Zahl, Art oder Form der Werte ist nicht so, wie die Vorlage es verlangt.',
    'Prüfen Sie die Werte: keine Zeilenumbrüche, keine Tabulatoren, höchstens vier Leerzeichen hintereinander. Wurde die Vorlage geändert, gleichen Sie sie ab.',
  ],
  template_missing: [
    'Vorlage nicht gefunden',
    'Meta hat keine genehmigte Vorlage dieses Namens in dieser Sprache.',
    'Gleichen Sie die Vorlagen ab und wählen Sie eine genehmigte.',
  ],
  template_too_long: [
    'Vorlage zu lang',
    'Mit den eingesetzten Werten ist der Text länger, als Meta erlaubt.',
    'Kürzen Sie die Werte.',
  ],
  template_policy: [
    'Vorlage verstößt gegen Metas Regeln',
    'Meta hat in der Vorlage etwas gefunden, das nicht erlaubt ist.',
    'Der Betreiber liest im WhatsApp-Manager den Grund und ändert die Vorlage.',
  ],
  template_paused: [
    'Vorlage angehalten',
    'Meta hat die Vorlage angehalten, weil Kunden sie schlecht bewertet haben oder sie nicht bereit ist.',
    'Wählen Sie eine andere Vorlage, oder verbessern Sie diese und lassen Sie sie freigeben.',
  ],
  template_disabled: [
    'Vorlage abgeschaltet',
    'Meta hat die Vorlage endgültig abgeschaltet.',
    'Wählen Sie eine andere Vorlage, oder legen Sie eine neue an.',
  ],
  template_syncing: [
    'Vorlage noch nicht bereit',
    'Meta verteilt die Vorlage noch; das dauert bis zu zehn Minuten.',
    'Warten Sie zehn Minuten und senden Sie dann neu.',
  ],
  flow_blocked: [
    'Flow gesperrt',
    'Meta hat den Flow hinter der Schaltfläche gesperrt.',
    'Der Betreiber berichtigt den Flow im WhatsApp-Manager.',
  ],
  flow_throttled: [
    'Flow gebremst',
    'Meta lässt mit diesem Flow nur zehn Nachrichten in der Stunde zu.',
    'Warten Sie eine Stunde und lassen Sie den Flow in Ordnung bringen.',
  ],
  marketing_only: [
    'Keine Werbevorlage',
    'Die Marketing Messages API sendet nur Werbevorlagen, und Meta zählt diese Vorlage nicht dazu.',
    'Lesen Sie die Vorlagen neu ein (POST /v1/templates/sync) und senden Sie die Nachricht noch einmal: Sie geht dann nach der Kategorie, die Meta jetzt führt.',
  ],
  marketing_elsewhere: [
    'Werbung geht hier einen anderen Weg',
    'Das Konto hat Werbevorlagen in der Cloud API abgeschaltet: Meta nimmt sie nur über seine Marketing Messages API an.',
    'Der Betreiber setzt für die Nummer "marketingVia": "marketing_messages" (PATCH /v1/numbers/{id}) oder schaltet Werbung im WhatsApp-Manager wieder ein. Senden Sie die Nachricht dann noch einmal.',
  ],
};
