import type { Language } from './wording.ts';

// The schemas are core's and speak English; here is what their own rules say in German, by the words they say it in.
const german: Readonly<Record<string, string>> = {
  'is required': 'fehlt und ist erforderlich',
  'must be lower-case letters, digits, dots, dashes or underscores':
    'muss aus Kleinbuchstaben, Ziffern, Punkten, Binde- oder Unterstrichen bestehen',
  'must be an http or https URL': 'muss eine URL mit http oder https sein',
  'must be visible ASCII without blanks': 'muss aus sichtbaren ASCII-Zeichen ohne Leerzeichen bestehen',
  'must be an https address': 'muss eine https-Adresse sein',
  'must be an IANA time zone such as Europe/Berlin': 'muss eine IANA-Zeitzone sein, etwa Europe/Berlin',
  'must be German or English, such as de or en_US': 'muss Deutsch oder Englisch sein, etwa de oder en_US',
  'must not be only spaces': 'darf nicht nur aus Leerzeichen bestehen',
  'every button needs its own id': 'jede Schaltfläche braucht eine eigene id',
  'every button needs its own title': 'jede Schaltfläche braucht eine eigene Beschriftung',
  'every row needs its own id, over all sections':
    'jede Zeile braucht eine eigene id, über alle Abschnitte hinweg',
  'is required when there is more than one section':
    'fehlt und ist erforderlich, wenn es mehr als einen Abschnitt gibt',
  'give exactly one of link and mediaId': 'geben Sie genau eines von link und mediaId an',
  'give exactly one of flowId and flowName': 'geben Sie genau eines von flowId und flowName an',
  'goes with flowAction navigate only: with data_exchange the endpoint of the flow gives it':
    'gehört nur zu flowAction navigate: Bei data_exchange gibt es der Endpunkt des Flows',
  'must not contain emoji': 'darf keine Emojis enthalten',
  'must have a field at least; leave it out otherwise':
    'muss mindestens ein Feld haben; lassen Sie es sonst weg',
  'must be an https link that Meta can reach': 'muss ein https-Link sein, den Meta erreichen kann',
  'must be a web address that begins with https:// or http://':
    'muss eine Webadresse sein, die mit https:// oder http:// beginnt',
  'must be one emoji, or empty to take it back': 'muss ein Emoji sein, oder leer, um es zurückzunehmen',
  'must be the digits of a WhatsApp number, without +':
    'muss aus den Ziffern einer WhatsApp-Nummer bestehen, ohne +',
  'must be a day, written YYYY-MM-DD': 'muss ein Tag sein, geschrieben JJJJ-MM-TT',
  'the gateway sets the recipient: give it as "to" of the request, and remove it here':
    'den Empfänger setzt das Gateway: Geben Sie ihn als "to" der Anfrage an und entfernen Sie ihn hier',
  'messages to groups cannot be sent; remove it':
    'Nachrichten an Gruppen lassen sich nicht senden; entfernen Sie es',
  'the gateway sets the callback data, to know the message again; remove it':
    'diese Angabe setzt das Gateway, um die Nachricht wiederzuerkennen; entfernen Sie sie',
  'Direct Send goes around the 24-hour window and the approved templates; remove it':
    'Direct Send umgeht das 24-Stunden-Fenster und die genehmigten Vorlagen; entfernen Sie es',
  'must be "individual": messages to groups cannot be sent':
    'muss "individual" sein: Nachrichten an Gruppen lassen sich nicht senden',
  'send a template with content.type "template": its approval and its variables are checked there':
    'senden Sie eine Vorlage mit content.type "template": Dort werden Genehmigung und Variablen geprüft',
  'messages to groups cannot be sent, and pins exist in groups only':
    'Nachrichten an Gruppen lassen sich nicht senden, und Anheften gibt es nur in Gruppen',
  'must be a message type of the Cloud API, such as "interactive"':
    'muss ein Nachrichtentyp der Cloud API sein, etwa "interactive"',
  '"all" goes only with withdraw, object and restore; name one purpose':
    '"all" geht nur mit withdraw, object und restore; nennen Sie einen Zweck',
  'is required for request, grant and confirm: say how the person agreed':
    'ist bei request, grant und confirm erforderlich: Sagen Sie, wie die Person zugestimmt hat',
  'is required for request, grant and confirm: say where the person agreed':
    'ist bei request, grant und confirm erforderlich: Sagen Sie, wo die Person zugestimmt hat',
  'is what Meta itself says, in its webhooks; only a withdrawal may name it here':
    'sagt nur Meta selbst, in seinen Webhooks; hier darf es nur ein Widerruf nennen',
  'must be a time such as 20:00, from 00:00 to 23:59':
    'muss eine Uhrzeit wie 20:00 sein, von 00:00 bis 23:59',
  'must name each purpose once': 'muss jeden Zweck einmal nennen',
  'must be a SHA-256 of 64 hexadecimal digits in lower case':
    'muss ein SHA-256 aus 64 hexadezimalen Ziffern in Kleinbuchstaben sein',
  '"all" goes only with withdraw and object; name one purpose':
    '"all" geht nur mit withdraw und object; nennen Sie einen Zweck',
  'goes instead of header, offer, body, footer, buttons and cards; give one of the two':
    'steht anstelle von header, offer, body, footer, buttons und cards; geben Sie eines von beiden an',
  'must be lower-case letters, digits and dashes':
    'muss aus Kleinbuchstaben, Ziffern und Bindestrichen bestehen',
  'must be an e-mail address': 'muss eine E-Mail-Adresse sein',
  "must be one of Meta's words in capitals, such as RETAIL or PROF_SERVICES":
    'muss eines von Metas Wörtern in Großbuchstaben sein, etwa RETAIL oder PROF_SERVICES',
  'must be a language code, such as de or en_US': 'muss ein Sprachcode sein, etwa de oder en_US',
  'must be the six digits of the code': 'muss aus den sechs Ziffern des Codes bestehen',
  'must be six digits: the PIN of the two-step verification, or the one it gets':
    'muss aus sechs Ziffern bestehen: der PIN der Verifizierung in zwei Schritten, oder der künftigen',
  'must be a country of two capital letters, such as DE':
    'muss ein Land aus zwei Großbuchstaben sein, etwa DE',
};

// Those that name a number or a list.
const patterns: readonly (readonly [RegExp, string])[] = [
  [/^must be one of (.+) or tools:\{tool\}$/, 'muss eines von $1 oder tools:{tool} sein'],
  [
    /^may have (\d+) rows in all; there are (\d+) \(over all sections\)$/,
    'darf insgesamt $1 Zeilen haben; es sind $2 (über alle Abschnitte)',
  ],
  [/^may have (\d+) bytes of JSON at most$/, 'darf höchstens $1 Bytes JSON haben'],
];

/** What a rule of a schema says, in the caller's language. */
export function schemaWords(message: string, language: Language): string {
  if (language === 'en') return message;
  const found = german[message];
  if (found !== undefined) return found;
  for (const [pattern, words] of patterns) if (pattern.test(message)) return message.replace(pattern, words);
  // Better a sentence in the other language than none.
  return message;
}
