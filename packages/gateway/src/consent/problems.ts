import { spellMoment } from '@parley/core/policy';
import { ApiProblem } from '../http/api-problem.ts';

type Language = 'de' | 'en';
type Words = readonly [title: string, detail: string, remedy: string];

/** 409: the question is with the person, who has not answered. */
export function alreadyAsked(askedAt: Date, timeZone: string, language: Language): ApiProblem {
  const at = spellMoment(askedAt, language, timeZone);
  return conflict('ALREADY_ASKED', language, {
    en: [
      'The person has been asked already',
      `The question of ${at} waits for an answer; nothing was sent.`,
      'Wait for the answer; the question lapses after 7 days.',
    ],
    de: [
      'Die Person wurde schon gefragt',
      `Die Frage vom ${at} wartet auf eine Antwort; es wurde nichts gesendet.`,
      'Warten Sie auf die Antwort; nach 7 Tagen verfällt die Frage.',
    ],
  });
}

/** 409: a template asked once, and there are no reminders. */
export function askedOnce(askedAt: Date, timeZone: string, language: Language): ApiProblem {
  const at = spellMoment(askedAt, language, timeZone);
  return conflict('ALREADY_ASKED', language, {
    en: [
      'The person has been asked once already',
      `The template of ${at} asked for consent and was not answered; there is no reminder, and nothing was sent.`,
      'Ask again once the person has written.',
    ],
    de: [
      'Die Person wurde schon einmal gefragt',
      `Die Vorlage vom ${at} bat um die Einwilligung und blieb ohne Antwort; erinnert wird nicht, und es wurde nichts gesendet.`,
      'Fragen Sie wieder, sobald die Person geschrieben hat.',
    ],
  });
}

/** 409: there is nothing left to ask. */
export function alreadyConfirmed(since: Date, timeZone: string, language: Language): ApiProblem {
  const at = spellMoment(since, language, timeZone);
  return conflict('ALREADY_CONFIRMED', language, {
    en: [
      'The person has agreed already',
      `The consent to this purpose is confirmed since ${at}; nothing was sent.`,
      'You need not ask; the ledger has the proof (GET /v1/contacts/{id}/consent).',
    ],
    de: [
      'Die Person hat schon zugestimmt',
      `Die Einwilligung zu diesem Zweck ist seit ${at} bestätigt; es wurde nichts gesendet.`,
      'Sie brauchen nicht zu fragen; der Nachweis steht im Register (GET /v1/contacts/{id}/consent).',
    ],
  });
}

/** 409: under this id the tool has reported something else, and what is new must not get lost behind it. */
export function externalIdTaken(known: { readonly id: string }, language: Language): ApiProblem {
  return conflict('EXTERNAL_ID_TAKEN', language, {
    en: [
      'The external id is taken',
      `externalId: the tool has recorded another entry under this id (${known.id}), for another person, purpose or action; nothing was recorded now.`,
      'Give each entry an id of its own, or leave the id out.',
    ],
    de: [
      'Die externe Kennung ist vergeben',
      `externalId: Das Werkzeug hat unter dieser Kennung einen anderen Eintrag gemacht (${known.id}), zu einer anderen Person, einem anderen Zweck oder einer anderen Handlung; jetzt wurde nichts eingetragen.`,
      'Geben Sie jedem Eintrag eine eigene Kennung, oder lassen Sie sie weg.',
    ],
  });
}

/** 409: WhatsApp has not told which phone number stands behind the number's id. */
export function numberUnnamed(numberId: string, language: Language): ApiProblem {
  return conflict('NUMBER_UNNAMED', language, {
    en: [
      'The phone number is not known yet',
      `Number ${numberId} is known by its id only, so that no link can lead to it.`,
      'Check the connection to WhatsApp; the phone number is read from there.',
    ],
    de: [
      'Die Rufnummer ist noch nicht bekannt',
      `Von der Nummer ${numberId} ist nur die Kennung bekannt; kein Link kann zu ihr führen.`,
      'Prüfen Sie die Verbindung zu WhatsApp; die Rufnummer wird von dort gelesen.',
    ],
  });
}

/** 409: proofs rest on the text as it was kept first. */
export function textIsKept(version: string, textLanguage: string, language: Language): ApiProblem {
  return conflict('TEXT_KEPT', language, {
    en: [
      'This version has another text',
      `Version ${version} in ${textLanguage} is kept with another text, and what people agreed to does not change.`,
      'Give the new text a new version.',
    ],
    de: [
      'Diese Fassung hat einen anderen Text',
      `Zur Fassung ${version} (${textLanguage}) ist ein anderer Text hinterlegt; wem jemand zugestimmt hat, der ändert sich nicht.`,
      'Geben Sie dem neuen Text eine neue Fassung.',
    ],
  });
}

/** What to do when nobody may be asked freely and no template is there to ask. */
export const noQuestionTemplate: Readonly<Record<Language, string>> = {
  en: 'Ask once the person has written, or set consentRequest in the policy of an approved template in this language (PUT /v1/templates/{name}/{language}/policy).',
  de: 'Fragen Sie, sobald die Person geschrieben hat, oder setzen Sie consentRequest in den Regeln einer genehmigten Vorlage in dieser Sprache (PUT /v1/templates/{name}/{language}/policy).',
};

function conflict(code: string, language: Language, words: Readonly<Record<Language, Words>>): ApiProblem {
  const [title, detail, remedy] = words[language];
  return new ApiProblem({ status: 409, code, title, detail, remedy });
}
