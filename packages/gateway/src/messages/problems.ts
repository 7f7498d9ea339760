import { ApiProblem } from '../http/api-problem.ts';

type Language = 'de' | 'en';
type Words = readonly [title: string, detail: string, remedy: string];

/** 409: the business has answered after the newest message that the author saw. */
export function answeredMeanwhile(answerId: string, language: Language): ApiProblem {
  return conflict('ANSWERED_MEANWHILE', language, {
    en: [
      'Somebody has answered meanwhile',
      `Message ${answerId} went out after the one you saw last; yours was not sent.`,
      'Read the conversation, then send your message again with the newest id in ifLast, or without it.',
    ],
    de: [
      'Inzwischen hat jemand geantwortet',
      `Die Nachricht ${answerId} ging nach der letzten hinaus, die Sie gesehen haben; Ihre wurde nicht gesendet.`,
      'Lesen Sie den Verlauf und senden Sie Ihre Nachricht dann noch einmal, mit der neuesten Kennung in ifLast oder ohne.',
    ],
  });
}

/** 409: the message is past the point at which it could be changed or cancelled. */
export function tooLate(id: string, status: string, language: Language): ApiProblem {
  return conflict('TOO_LATE', language, {
    en: [
      'Too late for that',
      `The message ${id} is ${status} and can no longer be changed or cancelled.`,
      'Read the message to see what became of it.',
    ],
    de: [
      'Dafür ist es zu spät',
      `Die Nachricht ${id} hat den Status ${status} und lässt sich nicht mehr ändern oder abbrechen.`,
      'Rufen Sie die Nachricht ab, um zu sehen, was aus ihr geworden ist.',
    ],
  });
}

/** 409: only what failed, or may have, can be sent again. */
export function notResendable(id: string, status: string, language: Language): ApiProblem {
  return conflict('NOT_RESENDABLE', language, {
    en: [
      'This message cannot be sent again',
      `Only unknown and failed messages can be sent again; ${id} is ${status}.`,
      'Write a new message instead.',
    ],
    de: [
      'Diese Nachricht lässt sich nicht noch einmal senden',
      `Nur fehlgeschlagene Nachrichten und solche mit unklarem Ausgang lassen sich noch einmal senden; ${id} hat den Status ${status}.`,
      'Schreiben Sie stattdessen eine neue Nachricht.',
    ],
  });
}

/** 409: a copy is under way or has gone. */
export function alreadyResent(id: string, copyId: string, language: Language): ApiProblem {
  return conflict('ALREADY_RESENT', language, {
    en: [
      'This message was sent again already',
      `Message ${copyId} is the copy of ${id}.`,
      'Look at the copy; if that fails, this one can be sent again.',
    ],
    de: [
      'Diese Nachricht wurde schon noch einmal gesendet',
      `Die Nachricht ${copyId} ist die Wiederholung von ${id}.`,
      'Sehen Sie sich die Wiederholung an; schlägt sie fehl, lässt sich diese noch einmal senden.',
    ],
  });
}

/** 429: the key's bound of sends a day is reached. */
export function dailyLimit(bound: number, retryAfterSeconds: number, language: Language): ApiProblem {
  const words: Readonly<Record<Language, Words>> = {
    en: [
      "The key's sends for today are used up",
      `This API key may send ${bound} messages a day (UTC); all of them are used.`,
      'Try again tomorrow, or have the bound of the key raised.',
    ],
    de: [
      'Die Sendungen dieses Schlüssels sind für heute aufgebraucht',
      `Mit diesem API-Schlüssel lassen sich ${bound} Nachrichten am Tag (UTC) senden; sie sind aufgebraucht.`,
      'Versuchen Sie es morgen wieder oder lassen Sie die Grenze des Schlüssels anheben.',
    ],
  };
  return problem(429, 'DAILY_LIMIT', words[language], retryAfterSeconds);
}

/** 429: so many messages wait already that one more would not go for long. */
export function queueFull(
  queue: 'number' | 'conversation',
  bound: number,
  retryAfterSeconds: number,
  language: Language,
): ApiProblem {
  const of = {
    number: { en: 'from this number', de: 'dieser Nummer' },
    conversation: { en: 'in this conversation', de: 'dieser Unterhaltung' },
  }[queue];
  const words: Readonly<Record<Language, Words>> = {
    en: [
      'Too many messages are waiting',
      `${bound} messages ${of.en} wait to be sent; WhatsApp takes them one after another. Nothing was accepted.`,
      'Try again later, more slowly, or cancel what need not go any more.',
    ],
    de: [
      'Zu viele Nachrichten warten',
      `${bound} Nachrichten ${of.de} warten auf den Versand; WhatsApp nimmt sie nacheinander ab. Es wurde nichts angenommen.`,
      'Versuchen Sie es später und langsamer wieder, oder brechen Sie ab, was nicht mehr hinausgehen muss.',
    ],
  };
  return problem(429, 'QUEUE_FULL', words[language], retryAfterSeconds);
}

/** 503: what the decision depends on can't be read or stored. */
export function undecidable(retryAfterSeconds: number, language: Language): ApiProblem {
  const words: Readonly<Record<Language, Words>> = {
    en: [
      'The message could not be decided',
      'What the decision depends on could not be read or stored; nothing was sent.',
      'Try again in a moment, with the same Idempotency-Key.',
    ],
    de: [
      'Über die Nachricht ließ sich nicht entscheiden',
      'Was die Entscheidung braucht, ließ sich nicht lesen oder speichern; es wurde nichts gesendet.',
      'Versuchen Sie es gleich noch einmal, mit demselben Idempotency-Key.',
    ],
  };
  return problem(503, 'UNAVAILABLE', words[language], retryAfterSeconds);
}

function conflict(code: string, language: Language, words: Readonly<Record<Language, Words>>): ApiProblem {
  return problem(409, code, words[language]);
}

function problem(status: number, code: string, words: Words, retryAfterSeconds?: number): ApiProblem {
  const [title, detail, remedy] = words;
  return new ApiProblem({
    status,
    code,
    title,
    detail,
    remedy,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
}
