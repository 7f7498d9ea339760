import type { Decision } from '@parley/core/gateway-api';
import { type BothLanguages, inLanguage, type WordedFault, type Wording } from './wording.ts';

type ProblemParts = {
  readonly status: number;
  readonly code: string;
  readonly title: Wording;
  readonly detail: Wording;
  readonly remedy?: Wording;
  readonly errors?: readonly WordedFault[];
  readonly decision?: Decision;
  readonly retryAfterSeconds?: number;
};

/**
 * A problem to answer with: thrown by handlers, written as problem+json at the border, in the language of the call. Not
 * an accident of ours.
 */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: Wording;
  readonly detail: Wording;
  readonly remedy: Wording | undefined;
  readonly errors: readonly WordedFault[] | undefined;
  readonly decision: Decision | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(problem: ProblemParts) {
    super(`${problem.code}: ${inLanguage(problem.detail, 'en')}`);
    this.name = 'ApiProblem';
    this.status = problem.status;
    this.code = problem.code;
    this.title = problem.title;
    this.detail = problem.detail;
    this.remedy = problem.remedy;
    this.errors = problem.errors;
    this.decision = problem.decision;
    this.retryAfterSeconds = problem.retryAfterSeconds;
  }
}

/** What a path can name, in words, and how German says that there is none. */
const things = {
  contact: ['contact', 'Kontakt', 'Kein solcher', 'keinen'],
  conversation: ['conversation', 'Unterhaltung', 'Keine solche', 'keine'],
  message: ['message', 'Nachricht', 'Keine solche', 'keine'],
  link: ['link', 'Verknüpfung', 'Keine solche', 'keine'],
  key: ['key', 'Schlüssel', 'Kein solcher', 'keinen'],
  erasure: ['erasure', 'Löschung', 'Keine solche', 'keine'],
  tool: ['tool of this erasure', 'Werkzeug dieser Löschung', 'Kein solches', 'kein'],
  text: ['consent text', 'Einwilligungstext', 'Kein solcher', 'keinen'],
  task: ['task', 'Aufgabe', 'Keine solche', 'keine'],
  state: ['state', 'Eintrag', 'Kein solcher', 'keinen'],
  template: ['template', 'Vorlage', 'Keine solche', 'keine'],
  number: ['number', 'Nummer', 'Keine solche', 'keine'],
  'raw item': ['raw item', 'Roheintrag', 'Kein solcher', 'keinen'],
  media: ['file', 'Datei', 'Keine solche', 'keine'],
  subscription: ['subscription', 'Abonnement', 'Kein solches', 'kein'],
} as const;

/** An id is repeated so that a person finds it again; a whole page of text in its place helps nobody. */
const SHOWN_ID_LENGTH = 200;

/** 404 for something named in the path. */
export function notFound(what: keyof typeof things, id: string): ApiProblem {
  const [en, de, noSuch, no] = things[what];
  const shown = id.length > SHOWN_ID_LENGTH ? `${id.slice(0, SHOWN_ID_LENGTH)}…` : id;
  return new ApiProblem({
    status: 404,
    code: 'NOT_FOUND',
    title: { en: `No such ${en}`, de: `${noSuch} ${de}` },
    detail: { en: `There is no ${en} "${shown}".`, de: `Es gibt ${no} ${de} "${shown}".` },
    remedy: {
      en: 'Check the id; a thing that was erased or removed is gone for good.',
      de: 'Prüfen Sie die Kennung; was gelöscht oder entfernt wurde, kommt nicht wieder.',
    },
  });
}

/** 422 that names every fault of the body and query. */
export function invalidFields(faults: readonly WordedFault[]): ApiProblem {
  const [first] = faults;
  const more = faults.length - 1;
  const say = (language: 'de' | 'en', rest: string) =>
    first ? `${first.path}: ${inLanguage(first.message, language)}${more > 0 ? rest : ''}` : '';
  return new ApiProblem({
    status: 422,
    code: 'INVALID_REQUEST',
    title: { en: 'The request is not valid', de: 'Die Anfrage ist nicht gültig' },
    detail: { en: say('en', ` (and ${more} more)`), de: say('de', ` (und ${more} weitere)`) },
    remedy: {
      en: 'Correct the fields that are named and send the request again; nothing was done.',
      de: 'Berichtigen Sie die genannten Felder und senden Sie die Anfrage noch einmal; es ist nichts geschehen.',
    },
    errors: faults,
  });
}

/** 422 for one field of the body or query. */
export function invalidField(path: string, message: BothLanguages, code = 'INVALID_REQUEST'): ApiProblem {
  return new ApiProblem({
    status: 422,
    code,
    title: { en: 'The request is not valid', de: 'Die Anfrage ist nicht gültig' },
    detail: { en: `${path}: ${message.en}`, de: `${path}: ${message.de}` },
    remedy: {
      en: `Correct ${path} and send the request again; nothing was done.`,
      de: `Berichtigen Sie ${path} und senden Sie die Anfrage noch einmal; es ist nichts geschehen.`,
    },
    errors: [{ path, message }],
  });
}
