import { describeMetaError, errorCode, type GraphResult } from '@parley/core/cloud-api';
import { ApiProblem } from '../http/api-problem.ts';
import type { BothLanguages } from '../http/wording.ts';

type Failure = Exclude<GraphResult<unknown>, { readonly ok: true }>;

/** Long enough for Meta to come back, short enough for a person who waits. */
const RETRY_SECONDS = 10;

/**
 * The problem for a call that Meta refused (422, or 429 where only waiting helps) or that could not be made (503).
 * `path` names the field that the refusal is about.
 */
export function metaProblem(failure: Failure, path?: string): ApiProblem {
  const { error } = failure;
  if (!error)
    return 'cause' in failure && failure.cause.code === 'NOT_OFFERED' ? notOffered() : unreachable();
  const code = tellingCode(error);
  const words = {
    en: describeMetaError(code, error.details, 'en'),
    de: describeMetaError(code, error.details, 'de'),
  };
  const detail: BothLanguages = {
    en: `${words.en.explanation} (Meta error ${code})`,
    de: `${words.de.explanation} (Meta-Fehler ${code})`,
  };
  return new ApiProblem({
    status: isLockedOut(code) ? 429 : 422,
    code: 'META_REFUSED',
    title: { en: words.en.title, de: words.de.title },
    detail,
    remedy: { en: words.en.nextStep, de: words.de.nextStep },
    ...(path === undefined ? {} : { errors: [{ path, message: detail }] }),
  });
}

const GENERAL_CODE = 100;

// Of a parameter that is wrong, management calls tell by the subcode which and why.
function tellingCode({ code, subcode }: NonNullable<Failure['error']>): number {
  const tells = code === GENERAL_CODE && subcode !== undefined && errorCode(subcode).category !== 'other';
  return tells ? subcode : code;
}

// Where nothing in the request is wrong and only time helps.
function isLockedOut(code: number): boolean {
  const { category, topic } = errorCode(code);
  return category === 'throttling' || topic === 'pin_locked' || topic === 'registration_wait';
}

function notOffered(): ApiProblem {
  return new ApiProblem({
    status: 422,
    code: 'NOT_OFFERED',
    title: { en: 'The provider has no call for this', de: 'Der Anbieter hat dafür keinen Aufruf' },
    detail: {
      en: '360dialog sets up numbers and templates in its Hub only; nothing was done.',
      de: '360dialog richtet Nummern und Vorlagen nur in seinem Hub ein; es ist nichts geschehen.',
    },
    remedy: { en: 'Do it in the 360dialog Hub.', de: 'Erledigen Sie es im 360dialog Hub.' },
  });
}

function unreachable(): ApiProblem {
  return new ApiProblem({
    status: 503,
    code: 'META_UNREACHABLE',
    title: { en: 'WhatsApp could not be asked', de: 'WhatsApp ließ sich nicht fragen' },
    detail: {
      en: 'The Cloud API gave no usable answer; whether it did what was asked is not known.',
      de: 'Die Cloud API gab keine brauchbare Antwort; ob sie getan hat, worum sie gebeten wurde, ist nicht bekannt.',
    },
    remedy: {
      en: 'Look at the state of things first, then try again. The operator checks the connection to WhatsApp.',
      de: 'Sehen Sie zuerst nach dem Stand der Dinge und versuchen Sie es dann noch einmal. Der Betreiber prüft die Verbindung zu WhatsApp.',
    },
    retryAfterSeconds: RETRY_SECONDS,
  });
}
