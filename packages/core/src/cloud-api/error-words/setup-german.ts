import type { SetupCatalogue } from './topic.ts';

export const germanSetup: SetupCatalogue = {
  pin_mismatch: [
    'Die PIN gehört nicht zur Nummer',
    'Die Nummer hat für ihre Verifizierung in zwei Schritten eine andere PIN.',
    'Geben Sie die PIN ein, die bei der Anmeldung der Nummer gesetzt wurde, oder setzen Sie sie im WhatsApp Manager zurück.',
  ],
  number_unverified: [
    'Die Nummer muss zuerst bestätigt werden',
    'Meta meldet eine Nummer erst an, wenn bewiesen ist, dass sie Ihnen gehört.',
    'Fordern Sie einen Code per SMS oder Anruf an, bestätigen Sie ihn, und melden Sie die Nummer dann an.',
  ],
  pin_locked: [
    'Zu viele PINs probiert',
    'Meta nimmt für diese Nummer im Augenblick keine PIN an.',
    'Warten Sie eine Stunde und versuchen Sie es dann mit der richtigen PIN.',
  ],
  registration_wait: [
    'Zu oft angemeldet',
    'Eine Nummer lässt sich in 72 Stunden 10-mal an- und abmelden, und nicht gleich nach einer Abmeldung.',
    'Warten Sie, bis Meta sie wieder annimmt: fünf Minuten nach einer Abmeldung, sonst bis zu 72 Stunden.',
  ],
  code_not_sent: [
    'Es wurde kein Code gesendet',
    'Meta sendet dieser Nummer jetzt keinen Code: Sie ist schon bestätigt, oder es wurden zu viele Codes angefordert.',
    'Ist die Nummer bestätigt, melden Sie sie an. Sonst warten Sie einige Stunden und fordern noch einmal einen Code an.',
  ],
  code_wrong: [
    'Der Code wurde nicht angenommen',
    'Der Code ist falsch, verbraucht oder zu alt.',
    'Prüfen Sie die Ziffern. Gelingt es weiterhin nicht, fordern Sie einen neuen Code an.',
  ],
  block_refused: [
    'Nicht alle konnten blockiert werden',
    'Meta blockiert nur Personen, die in den letzten 24 Stunden geschrieben haben.',
    'Sehen Sie nach, bei wem es warum nicht ging; die anderen sind erledigt.',
  ],
  block_list_full: [
    'Die Sperrliste ist voll',
    'Eine Nummer kann 64.000 Personen blockieren.',
    'Heben Sie zuerst eine Blockierung auf.',
  ],
  template_cap: [
    'Es passen keine weiteren Vorlagen',
    'Das WhatsApp-Konto hat so viele Vorlagen, wie Meta erlaubt.',
    'Löschen Sie Vorlagen, die niemand verwendet, oder lassen Sie das Unternehmen verifizieren: Dann passen 6.000.',
  ],
  template_form: [
    'Meta nimmt die Vorlage nicht an',
    'Die Form der Vorlage verletzt eine der Regeln von Meta.',
    'Ändern Sie den genannten Teil und reichen Sie die Vorlage noch einmal ein.',
  ],
};
