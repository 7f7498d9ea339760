import type { BothLanguages } from '../http/wording.ts';

/** Why a file has no content, or not yet. */
export type MediaProblem =
  | 'EXPIRED'
  | 'GONE'
  | 'TOO_LARGE'
  | 'FOREIGN_HOST'
  | 'CORRUPT'
  | 'STORE_FULL'
  | 'NOT_CONNECTED'
  | 'NOT_REACHED'
  | 'REFUSED'
  | 'RETENTION';

type Words = { readonly explanation: BothLanguages; readonly nextStep: BothLanguages };

const askAgain: BothLanguages = {
  en: 'Ask the customer to send the file again.',
  de: 'Bitten Sie den Kunden, die Datei noch einmal zu senden.',
};
const nothingToDo: BothLanguages = {
  en: 'Nothing: it is tried again by itself, for as long as WhatsApp keeps the file (7 days).',
  de: 'Nichts: Es wird von selbst wieder versucht, solange WhatsApp die Datei behält (7 Tage).',
};

/** The problems of files in words. */
export const mediaWords: Readonly<Record<MediaProblem, Words>> = {
  EXPIRED: {
    explanation: {
      en: 'WhatsApp keeps a file for 7 days, and it could not be fetched in that time.',
      de: 'WhatsApp behält eine Datei 7 Tage, und in dieser Zeit ließ sie sich nicht holen.',
    },
    nextStep: askAgain,
  },
  GONE: {
    explanation: {
      en: 'WhatsApp does not have the file any more.',
      de: 'WhatsApp hat die Datei nicht mehr.',
    },
    nextStep: askAgain,
  },
  TOO_LARGE: {
    explanation: {
      en: 'The file is larger than 100 MB.',
      de: 'Die Datei ist größer als 100 MB.',
    },
    nextStep: {
      en: 'Ask the customer for a smaller one, or for another way.',
      de: 'Bitten Sie den Kunden um eine kleinere Datei oder um einen anderen Weg.',
    },
  },
  FOREIGN_HOST: {
    explanation: {
      en: 'WhatsApp names an address for the file that is not one of its own, so it is not fetched: the access token would go there.',
      de: 'WhatsApp nennt für die Datei eine Adresse, die keine eigene ist; sie wird nicht geholt, weil das Zugriffstoken mitginge.',
    },
    nextStep: {
      en: 'Check WHATSAPP_API_BASE_URL, then ask the customer to send the file again.',
      de: 'Prüfen Sie WHATSAPP_API_BASE_URL und bitten Sie den Kunden dann, die Datei noch einmal zu senden.',
    },
  },
  CORRUPT: {
    explanation: {
      en: 'What came is not the file that WhatsApp announced: its checksum or size differs.',
      de: 'Was ankam, ist nicht die angekündigte Datei: Prüfsumme oder Größe stimmen nicht.',
    },
    nextStep: askAgain,
  },
  STORE_FULL: {
    explanation: {
      en: 'There is no room for the file: the disk or the media folder is full.',
      de: 'Für die Datei ist kein Platz: Der Datenträger oder der Medienordner ist voll.',
    },
    nextStep: {
      en: 'Make room on the disk, or set mediaRetentionDays of the business; it is then tried again by itself.',
      de: 'Schaffen Sie Platz auf dem Datenträger, oder setzen Sie mediaRetentionDays des Unternehmens; dann wird es von selbst wieder versucht.',
    },
  },
  NOT_CONNECTED: {
    explanation: {
      en: 'The number has no access token here, so its files cannot be fetched.',
      de: 'Die Nummer hat hier kein Zugriffstoken, daher lassen sich ihre Dateien nicht holen.',
    },
    nextStep: {
      en: 'Connect the number within 7 days; it is then tried again by itself.',
      de: 'Verbinden Sie die Nummer innerhalb von 7 Tagen; dann wird es von selbst wieder versucht.',
    },
  },
  NOT_REACHED: {
    explanation: {
      en: 'WhatsApp could not be reached.',
      de: 'WhatsApp war nicht erreichbar.',
    },
    nextStep: nothingToDo,
  },
  REFUSED: {
    explanation: {
      en: 'WhatsApp does not give the file out.',
      de: 'WhatsApp gibt die Datei nicht heraus.',
    },
    nextStep: {
      en: 'Check the access token and its permissions; it is tried again by itself.',
      de: 'Prüfen Sie das Zugriffstoken und seine Rechte; es wird von selbst wieder versucht.',
    },
  },
  RETENTION: {
    explanation: {
      en: 'The file was removed when its time was over (mediaRetentionDays of the business).',
      de: 'Die Datei wurde entfernt, als ihre Zeit um war (mediaRetentionDays des Unternehmens).',
    },
    nextStep: {
      en: 'Upload it again if it is still needed.',
      de: 'Laden Sie sie noch einmal hoch, falls sie noch gebraucht wird.',
    },
  },
};

export function isMediaProblem(code: string): code is MediaProblem {
  return Object.hasOwn(mediaWords, code);
}
