import type { SurfaceCatalogue } from './topic.ts';

export const germanSurfaces: SurfaceCatalogue = {
  group: [
    'Problem mit der Gruppe',
    'Meta hat dies mit der Gruppe oder mit jemandem darin nicht getan.',
    'Prüfen Sie im WhatsApp-Manager die Gruppe und wer darin ist.',
  ],
  calling: [
    'Anruf nicht möglich',
    'Meta hat den Anruf nicht verbunden oder nicht erlaubt: Anrufe sind aus, die Person ist nicht anrufbar, oder die Erlaubnis fehlt.',
    'Bitten Sie die Person um die Erlaubnis für Anrufe, oder schreiben Sie ihr.',
  ],
  flow_edit: [
    'Problem mit dem Flow',
    'Meta hat die Änderung des Flows nicht angenommen.',
    'Der Betreiber öffnet den Flow im WhatsApp-Manager und berichtigt, was dort steht.',
  ],
  username: [
    'Benutzername nicht verfügbar',
    'Meta gibt der Nummer diesen Benutzernamen nicht: Er ist vergeben, nicht erlaubt oder an eine andere Seite gebunden.',
    'Wählen Sie im WhatsApp-Manager einen anderen Benutzernamen.',
  ],
  payment_terms: [
    'Bedingungen für Zahlungen offen',
    'Niemand hat Metas Bedingungen für Zahlungen im Chat angenommen.',
    'Der Betreiber nimmt sie im WhatsApp-Manager an; danach neu senden.',
  ],
  insights: [
    'Keine Zahlen zu dieser Vorlage',
    'Meta hat zu der Vorlage keine Zahlen, oder das Zählen ist nicht eingeschaltet.',
    'Der Betreiber schaltet im WhatsApp-Manager die Auswertung der Vorlagen ein.',
  ],
  signup: [
    'Anmeldung nicht möglich',
    'Meta hat die Anfrage für eine Anmeldung nicht angenommen.',
    'Prüfen Sie die Anfrage; was schon angemeldet ist, muss nicht noch einmal angemeldet werden.',
  ],
  history: [
    'Verlauf nicht verfügbar',
    'Die früheren Nachrichten der Telefon-App sind nicht abrufbar: Die Zeit dafür ist um, oder der Inhaber hat abgelehnt.',
    'Nichts zu tun: Alles Neue kommt wie gewohnt an.',
  ],
  migration: [
    'Nummer lässt sich nicht umziehen',
    'Meta hat die Nummer nicht in dieses Konto übernommen.',
    'Der Betreiber sieht im WhatsApp-Manager nach, was fehlt, und versucht es noch einmal.',
  ],
  inbound_unavailable: [
    'Nachricht des Kunden nicht verfügbar',
    'WhatsApp konnte nicht weitergeben, was der Kunde gesendet hat.',
    'Bitten Sie den Kunden, es noch einmal zu senden, möglichst als Text.',
  ],
};
