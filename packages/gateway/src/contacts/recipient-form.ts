import { isUserId, type PhoneNumberProblem, readPhoneNumber } from '@parley/core/contact';
import type { BothLanguages, WordedFault } from '../http/wording.ts';

const phoneProblems: Readonly<Record<PhoneNumberProblem, BothLanguages>> = {
  empty: {
    en: 'is empty; give a phone number such as +4915112345678',
    de: 'ist leer; geben Sie eine Telefonnummer an, etwa +4915112345678',
  },
  no_country_code: {
    en: 'has no country code; write it with + and the country code, such as +4915112345678',
    de: 'hat keine Ländervorwahl; schreiben Sie sie mit + und Ländervorwahl, etwa +4915112345678',
  },
  not_a_number: {
    en: 'is not a phone number; write it with + and the country code, such as +4915112345678',
    de: 'ist keine Telefonnummer; schreiben Sie sie mit + und Ländervorwahl, etwa +4915112345678',
  },
  wrong_length: {
    en: 'has too many or too few digits for its country; check the number',
    de: 'hat zu viele oder zu wenige Ziffern für ihr Land; prüfen Sie die Nummer',
  },
};

const noUserId: BothLanguages = {
  en: 'is not a business-scoped user id; they look like DE.1349...; check where it comes from',
  de: 'ist keine Nutzerkennung des Unternehmens (BSUID); sie sehen aus wie DE.1349...; prüfen Sie, woher sie kommt',
};

/** A phone number as it is stored, or what is wrong with it. */
export function readPhone(text: string): { readonly phone: string } | { readonly problem: BothLanguages } {
  const read = readPhoneNumber(text);
  return read.ok ? { phone: read.number.e164 } : { problem: phoneProblems[read.problem] };
}

/** What is wrong with a business-scoped user id; undefined when nothing is. */
export function userIdProblem(userId: string): BothLanguages | undefined {
  return isUserId(userId) ? undefined : noUserId;
}

/**
 * What is wrong with the form of somebody that a request names, where a schema can't tell: it knows no phone numbers.
 * So a request with other faults hears of this one in the same answer.
 */
export function recipientFaults(value: unknown, path: string): readonly WordedFault[] {
  if (typeof value === 'string') return faultsOf(phoneProblem(value), path);
  if (typeof value !== 'object' || value === null) return [];
  const { phone, userId } = value as Readonly<Record<string, unknown>>;
  return [
    ...(typeof phone === 'string' ? faultsOf(phoneProblem(phone), `${path}.phone`) : []),
    ...(typeof userId === 'string' ? faultsOf(userIdProblem(userId), `${path}.userId`) : []),
  ];
}

function phoneProblem(text: string): BothLanguages | undefined {
  const read = readPhone(text);
  return 'problem' in read ? read.problem : undefined;
}

function faultsOf(message: BothLanguages | undefined, path: string): readonly WordedFault[] {
  return message ? [{ path, message }] : [];
}
