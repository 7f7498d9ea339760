/** What can go wrong with a message on the gateway's side. */
export type GatewayErrorCode =
  | 'OUTCOME_UNKNOWN'
  | 'NOT_REACHED'
  | 'NOT_CONNECTED'
  | 'FILE_GONE'
  | 'FILE_NOT_UPLOADED'
  | 'GATEWAY_FAILED';

type Words = readonly [title: string, explanation: string, nextStep: string];

/** The gateway's own errors in words; those of the rules and of Meta have theirs in core. */
export const gatewayErrorWords: Readonly<Record<'de' | 'en', Readonly<Record<GatewayErrorCode, Words>>>> = {
  en: {
    OUTCOME_UNKNOWN: [
      'Unknown whether it was sent',
      'WhatsApp gave no usable answer, so the message may or may not have gone out.',
      'Wait for the status, or ask the customer; send it again only if a second copy does no harm.',
    ],
    NOT_REACHED: [
      'WhatsApp could not be reached',
      'For 24 hours no connection to WhatsApp could be made; nothing was sent.',
      'Check the network connection and the address of the Cloud API, then send it again.',
    ],
    NOT_CONNECTED: [
      'The number is not connected',
      'The business number of this message has no access token here any more; nothing was sent.',
      'Connect the number again, or send from another one.',
    ],
    FILE_GONE: [
      'The file is not there any more',
      'The content of a file of this message was removed before it could go; nothing was sent.',
      'Upload the file again and send the message with it.',
    ],
    FILE_NOT_UPLOADED: [
      'The file could not be brought to WhatsApp',
      'For 24 hours WhatsApp did not take the file of this message; nothing was sent.',
      'Check the network connection, then send the message again.',
    ],
    GATEWAY_FAILED: [
      'The message could not be written',
      'The gateway could not make a WhatsApp message of it; nothing was sent.',
      'Check the content, and for a template its variables, then send it again.',
    ],
  },
  de: {
    OUTCOME_UNKNOWN: [
      'Unklar, ob gesendet',
      'WhatsApp hat keine verwertbare Antwort gegeben; die Nachricht kann hinausgegangen sein oder nicht.',
      'Warten Sie auf den Status oder fragen Sie beim Kunden nach; senden Sie nur erneut, wenn ein Doppel nicht schadet.',
    ],
    NOT_REACHED: [
      'WhatsApp war nicht erreichbar',
      'Seit 24 Stunden kam keine Verbindung zu WhatsApp zustande; es wurde nichts gesendet.',
      'Prüfen Sie die Netzverbindung und die Adresse der Cloud API und senden Sie die Nachricht dann erneut.',
    ],
    NOT_CONNECTED: [
      'Die Nummer ist nicht verbunden',
      'Für die Geschäftsnummer dieser Nachricht gibt es hier kein Zugriffstoken mehr; es wurde nichts gesendet.',
      'Verbinden Sie die Nummer wieder oder senden Sie von einer anderen.',
    ],
    FILE_GONE: [
      'Die Datei ist nicht mehr da',
      'Der Inhalt einer Datei dieser Nachricht wurde entfernt, bevor sie hinausgehen konnte; es wurde nichts gesendet.',
      'Laden Sie die Datei noch einmal hoch und senden Sie die Nachricht damit.',
    ],
    FILE_NOT_UPLOADED: [
      'Die Datei ließ sich nicht zu WhatsApp bringen',
      'WhatsApp hat die Datei dieser Nachricht 24 Stunden lang nicht angenommen; es wurde nichts gesendet.',
      'Prüfen Sie die Netzverbindung und senden Sie die Nachricht dann erneut.',
    ],
    GATEWAY_FAILED: [
      'Die Nachricht ließ sich nicht schreiben',
      'Das Gateway konnte daraus keine WhatsApp-Nachricht machen; es wurde nichts gesendet.',
      'Prüfen Sie den Inhalt und bei einer Vorlage die Variablen und senden Sie sie dann erneut.',
    ],
  },
};

export function isGatewayErrorCode(code: string): code is GatewayErrorCode {
  return Object.hasOwn(gatewayErrorWords.en, code);
}
