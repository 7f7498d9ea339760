import { inLanguage, type Language } from '../http/wording.ts';
import type { AlertCode, AlertValues } from './alert.ts';

/** How moments are written for the people of the business. */
export type Clock = (moment: number) => string;

export type AlertWords = { readonly title: string; readonly detail: string; readonly remedy: string };

type Catalogue = {
  readonly [Code in AlertCode]: (values: AlertValues[Code], at: Clock) => Record<Language, AlertWords>;
};

const catalogue: Catalogue = {
  TOKEN_EXPIRING: ({ number, until }, at) => ({
    en: {
      title: 'The access token ends soon',
      detail: `The access token of ${number} ends on ${at(until)}. After that nothing can be sent.`,
      remedy:
        'Make a new token for the system user in Meta Business Settings, and give it to the gateway: parley numbers token. No restart is needed.',
    },
    de: {
      title: 'Das Zugriffstoken läuft bald ab',
      detail: `Das Zugriffstoken von ${number} läuft am ${at(until)} ab. Danach kann nichts mehr gesendet werden.`,
      remedy:
        'Legen Sie in den Meta-Unternehmenseinstellungen ein neues Token für den Systemnutzer an und geben Sie es dem Gateway: parley numbers token. Ein Neustart ist nicht nötig.',
    },
  }),
  TOKEN_INVALID: ({ number }) => ({
    en: {
      title: 'Meta refuses the access token',
      detail: `The access token of ${number} has ended or was withdrawn: nothing can be sent from it.`,
      remedy:
        'Make a new token for the system user in Meta Business Settings, and give it to the gateway: parley numbers token.',
    },
    de: {
      title: 'Meta lehnt das Zugriffstoken ab',
      detail: `Das Zugriffstoken von ${number} ist abgelaufen oder wurde entzogen: Von dieser Nummer kann nichts gesendet werden.`,
      remedy:
        'Legen Sie in den Meta-Unternehmenseinstellungen ein neues Token für den Systemnutzer an und geben Sie es dem Gateway: parley numbers token.',
    },
  }),
  STATUSES_MISSING: ({ number, since }, at) => ({
    en: {
      title: 'No news of sent messages',
      detail: `Meta has accepted messages from ${number} since ${at(since)}, but no status has come for any of them. Customers’ messages may be missing too.`,
      remedy:
        'Check that the webhook of the Meta app leads to this gateway and that "messages" is subscribed; parley doctor looks at both.',
    },
    de: {
      title: 'Keine Nachricht über Gesendetes',
      detail: `Meta hat seit ${at(since)} Nachrichten von ${number} angenommen, aber zu keiner ist ein Status gekommen. Auch Nachrichten von Kunden fehlen vielleicht.`,
      remedy:
        'Prüfen Sie, ob der Webhook der Meta-App zu diesem Gateway führt und „messages“ abonniert ist; parley doctor sieht beides nach.',
    },
  }),
  WEBHOOKS_SILENT: ({ number, hour }, at) => ({
    en: {
      title: 'Unusually quiet',
      detail: `In the hour from ${at(hour)} nothing came for ${number}; in the weeks before, this hour always had something.`,
      remedy:
        'Write to the number yourself. If the message does not arrive, check the webhook with parley doctor; on a holiday nothing needs to be done.',
    },
    de: {
      title: 'Ungewöhnlich still',
      detail: `In der Stunde ab ${at(hour)} kam nichts für ${number}; in den Wochen davor kam in dieser Stunde immer etwas.`,
      remedy:
        'Schreiben Sie der Nummer selbst. Kommt die Nachricht nicht an, prüfen Sie den Webhook mit parley doctor; an einem Feiertag ist nichts zu tun.',
    },
  }),
  QUALITY_FELL: ({ number, quality }) => ({
    en: {
      title: 'The quality of the number fell',
      detail: `Meta rates ${number} as ${quality}: people block or report it. Meta may limit how much it may send.`,
      remedy:
        'Stop marketing from this number for some days, and look at which template people reacted to: GET /v1/templates shows each one’s state.',
    },
    de: {
      title: 'Die Qualität der Nummer ist gesunken',
      detail: `Meta bewertet ${number} mit ${quality}: Menschen blockieren oder melden sie. Meta begrenzt vielleicht bald, wie viel sie senden darf.`,
      remedy:
        'Senden Sie einige Tage keine Werbung von dieser Nummer, und sehen Sie nach, welche Vorlage gestört hat: GET /v1/templates zeigt den Stand jeder Vorlage.',
    },
  }),
  ACCOUNT_RESTRICTED: ({ number, reason }) => ({
    en: {
      title: 'Meta restricts the account',
      detail: `Meta does not let ${number} send as usual${reason === '' ? '.' : `: ${reason}`}`,
      remedy: 'Open the account in WhatsApp Manager, do what it asks for, and ask for a review there.',
    },
    de: {
      title: 'Meta schränkt das Konto ein',
      detail: `Meta lässt ${number} nicht wie gewohnt senden${reason === '' ? '.' : `: ${reason}`}`,
      remedy:
        'Öffnen Sie das Konto im WhatsApp-Manager, erledigen Sie, was dort steht, und beantragen Sie dort eine Prüfung.',
    },
  }),
  DELIVERIES_DEAD: ({ target, count }) => ({
    en: {
      title: 'Events were given up',
      detail: `${target} did not take its events: ${givenUp(count).en}.`,
      remedy:
        'Repair the target, then send its events again with POST /v1/subscriptions/{id}/replay; or delete a subscription that nobody needs.',
    },
    de: {
      title: 'Ereignisse wurden aufgegeben',
      detail: `${target} hat seine Ereignisse nicht angenommen: ${givenUp(count).de}.`,
      remedy:
        'Bringen Sie das Ziel in Ordnung und senden Sie die Ereignisse mit POST /v1/subscriptions/{id}/replay noch einmal; oder löschen Sie ein Abonnement, das niemand braucht.',
    },
  }),
  SUBSCRIPTION_DOWN: ({ target, since, problem }, at) => ({
    en: {
      title: 'A target is down',
      detail: `${target} has not taken events since ${at(since)} (${inLanguage(problem, 'en')}). They wait, and nothing is lost for 30 days.`,
      remedy: 'Start the target, or delete the subscription that nobody needs any more.',
    },
    de: {
      title: 'Ein Ziel ist nicht erreichbar',
      detail: `${target} nimmt seit ${at(since)} keine Ereignisse an (${inLanguage(problem, 'de')}). Sie warten; 30 Tage lang geht nichts verloren.`,
      remedy: 'Starten Sie das Ziel, oder löschen Sie das Abonnement, das niemand mehr braucht.',
    },
  }),
  FORWARDING_DOWN: ({ number, target, since, problem }, at) => ({
    en: {
      title: 'Webhooks are not passed on',
      detail: `${target} has not taken the webhooks of ${number} since ${at(since)} (${inLanguage(problem, 'en')}). They wait for 7 days.`,
      remedy:
        'Start the tool behind "forwardTo" or correct the address, or end it with null: PATCH /v1/numbers/{id}.',
    },
    de: {
      title: 'Webhooks werden nicht weitergereicht',
      detail: `${target} nimmt die Webhooks von ${number} seit ${at(since)} nicht an (${inLanguage(problem, 'de')}). Sie warten 7 Tage lang.`,
      remedy:
        'Starten Sie das Werkzeug hinter „forwardTo“ oder berichtigen Sie die Adresse, oder beenden Sie es mit null: PATCH /v1/numbers/{id}.',
    },
  }),
  OUTCOMES_WAITING: ({ count, target, since, problem }, at) => ({
    en: {
      title: 'Answers are not taken by who waits for them',
      detail: `${count === 1 ? 'An outcome' : `${count} outcomes`} (onReply) could not be told since ${at(since)}, at first to ${target} (${inLanguage(problem, 'en')}). They are told again for 30 days.`,
      remedy: 'Start the tool at that address; a workflow that waits for an answer stands still meanwhile.',
    },
    de: {
      title: 'Antworten erreichen nicht, wer auf sie wartet',
      detail: `Seit ${at(since)} ${count === 1 ? 'ließ sich ein Ausgang' : `ließen sich ${count} Ausgänge`} (onReply) nicht mitteilen, zuerst an ${target} (${inLanguage(problem, 'de')}). Es wird 30 Tage lang wieder versucht.`,
      remedy:
        'Starten Sie das Werkzeug unter dieser Adresse; ein Ablauf, der auf eine Antwort wartet, steht so lange still.',
    },
  }),
  DISK_LOW: ({ freeMb }) => ({
    en: {
      title: 'The disk is nearly full',
      detail: `${freeMb} MB are left where the data lie. When it is full, webhooks and sends are refused.`,
      remedy: 'Make room, or move PARLEY_DATA_DIR to a larger disk.',
    },
    de: {
      title: 'Der Datenträger ist fast voll',
      detail: `Wo die Daten liegen, sind noch ${freeMb} MB frei. Ist er voll, werden Webhooks und Sendungen abgelehnt.`,
      remedy: 'Schaffen Sie Platz, oder legen Sie PARLEY_DATA_DIR auf einen größeren Datenträger.',
    },
  }),
  LEDGER_BROKEN: () => ({
    en: {
      title: 'The consent ledger was changed',
      detail:
        'The hash chain of the consent ledger does not hold: an entry was changed, removed or slipped in.',
      remedy:
        'Stop the gateway, keep the data as they are for an examination, and restore the newest backup whose ledger is valid: parley restore checks it.',
    },
    de: {
      title: 'Das Einwilligungsbuch wurde verändert',
      detail:
        'Die Hash-Kette des Einwilligungsbuchs stimmt nicht: Ein Eintrag wurde geändert, entfernt oder eingeschoben.',
      remedy:
        'Halten Sie das Gateway an, bewahren Sie die Daten für eine Untersuchung auf, und stellen Sie die neueste Sicherung mit gültigem Buch wieder her: parley restore prüft es.',
    },
  }),
  ERASURE_OVERDUE: ({ at: moment, tools }, at) => ({
    en: {
      title: 'An erasure is not complete',
      detail: `A person was erased on ${at(moment)}, but ${tools} has not reported its part as done. The law gives one month.`,
      remedy:
        'Start the tool so that it does its part, or erase there by hand and report it: POST /v1/erasures/{id}/done/{tool}.',
    },
    de: {
      title: 'Eine Löschung ist nicht vollständig',
      detail: `Am ${at(moment)} wurde eine Person gelöscht, aber ${tools} hat seinen Teil nicht gemeldet. Das Gesetz gibt einen Monat.`,
      remedy:
        'Starten Sie das Werkzeug, damit es seinen Teil tut, oder löschen Sie dort von Hand und melden Sie es: POST /v1/erasures/{id}/done/{tool}.',
    },
  }),
  RIGHTS_REQUEST_DUE: ({ due }, at) => ({
    en: {
      title: 'A claim under the GDPR waits for its answer',
      detail: `A customer has claimed a right (access, erasure, objection), and must have an answer by ${at(due)}.`,
      remedy:
        'Answer the customer, then close the task: GET /v1/tasks?kind=rights_request&state=open shows it, POST /v1/tasks/{id}/answer closes it.',
    },
    de: {
      title: 'Eine Anfrage nach der DSGVO wartet auf Antwort',
      detail: `Ein Kunde hat ein Recht geltend gemacht (Auskunft, Löschung, Widerspruch) und muss bis ${at(due)} eine Antwort haben.`,
      remedy:
        'Antworten Sie dem Kunden und schließen Sie die Aufgabe: GET /v1/tasks?kind=rights_request&state=open zeigt sie, POST /v1/tasks/{id}/answer schließt sie.',
    },
  }),
  WEBHOOK_NOT_UNDERSTOOD: ({ field, reason, rawItemId }) => ({
    en: {
      title: 'Parley does not understand what Meta sends',
      detail: `In the webhook field "${field}" something came that ${notUnderstood[reason].en}. Nothing is lost: it is kept raw for 30 days, the newest as ${rawItemId}.`,
      remedy: `Read it with GET /v1/raw-items/${rawItemId}, and update Parley: a newer version may know it. This ends by itself when nothing of it has come for 7 days.`,
    },
    de: {
      title: 'Parley versteht nicht, was Meta sendet',
      detail: `Im Webhook-Feld „${field}“ kam etwas, das ${notUnderstood[reason].de}. Verloren ist nichts: Es ist 30 Tage roh aufgehoben, das Neueste als ${rawItemId}.`,
      remedy: `Lesen Sie es mit GET /v1/raw-items/${rawItemId}, und aktualisieren Sie Parley: Eine neuere Version kennt es vielleicht. Die Meldung endet von selbst, wenn 7 Tage lang nichts davon kam.`,
    },
  }),
  NUMBER_SECURITY: ({ number, event, at: moment }, at) => ({
    en: {
      title: 'The PIN of the number',
      detail: `Meta reports for ${number} on ${at(moment)}: ${securityEvents[event]?.en ?? event}.`,
      remedy:
        'If that was nobody of yours, see at once in Meta Business Settings who has access to the account, and set a new PIN in WhatsApp Manager. Otherwise nothing needs to be done.',
    },
    de: {
      title: 'Die PIN der Nummer',
      detail: `Meta meldet zu ${number} am ${at(moment)}: ${securityEvents[event]?.de ?? event}.`,
      remedy:
        'War das niemand von Ihnen, sehen Sie gleich in den Meta-Unternehmenseinstellungen nach, wer Zugriff auf das Konto hat, und setzen Sie im WhatsApp-Manager eine neue PIN. Sonst ist nichts zu tun.',
    },
  }),
  META_WARNS: ({ account, type, description }) => ({
    en: {
      title: 'Meta warns the account',
      detail: `Meta warns account ${account}${type === '' ? '' : ` (${type})`}${description === '' ? '.' : `: ${description}`}`,
      remedy: 'Open the account in WhatsApp Manager and do what it asks for there.',
    },
    de: {
      title: 'Meta warnt das Konto',
      detail: `Meta warnt das Konto ${account}${type === '' ? '' : ` (${type})`}${description === '' ? '.' : `: ${description}`}`,
      remedy: 'Öffnen Sie das Konto im WhatsApp-Manager und erledigen Sie, was dort steht.',
    },
  }),
};

const notUnderstood = {
  unknown: { en: 'this version does not know', de: 'diese Version nicht kennt' },
  unreadable: {
    en: 'is not of the form that Meta documents',
    de: 'nicht die Form hat, die Meta beschreibt',
  },
  failed: {
    en: 'could not be processed, by a fault of Parley’s own',
    de: 'nicht verarbeitet werden konnte, durch einen Fehler von Parley selbst',
  },
} as const;

const securityEvents: Readonly<Record<string, Record<Language, string>>> = {
  PIN_CHANGED: { en: 'the PIN was changed', de: 'Die PIN wurde geändert' },
  PIN_RESET_REQUEST: {
    en: 'somebody asked to take the PIN off',
    de: 'Jemand hat beantragt, die PIN aufzuheben',
  },
  PIN_REQUEST_SUCCESS: { en: 'the PIN was taken off', de: 'Die PIN wurde aufgehoben' },
};

/** What an alert says, and what to do about it. */
export function alertWords<Code extends AlertCode>(
  code: Code,
  values: AlertValues[Code],
  { language, timeZone }: { readonly language: Language; readonly timeZone: string },
): AlertWords {
  const format = new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone,
  });
  return catalogue[code](values, (moment) => format.format(moment))[language];
}

function givenUp(count: number): { readonly en: string; readonly de: string } {
  if (count === 0) return { en: 'the subscription has ended', de: 'das Abonnement ist beendet' };
  if (count === 1) return { en: 'one was given up', de: 'eines wurde aufgegeben' };
  return { en: `${count} were given up`, de: `${count} wurden aufgegeben` };
}
