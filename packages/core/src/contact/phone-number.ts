import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';

export type PhoneNumber = {
  /** E.164 with a leading +. */
  readonly e164: string;
  /** ISO 3166 country of the number, where it can be told. */
  readonly country?: string;
};

export type PhoneNumberProblem = 'empty' | 'no_country_code' | 'not_a_number' | 'wrong_length';

/**
 * Reads a phone number as people write it: `+49 151 12345678`, `0049…`, or national digits when
 * `defaultCountry` is given. Without one, digits alone are taken as an international number without its plus,
 * as Meta writes them. Whether anybody has that number on WhatsApp is not known here.
 */
export function readPhoneNumber(
  text: string,
  defaultCountry?: string,
):
  | { readonly ok: true; readonly number: PhoneNumber }
  | { readonly ok: false; readonly problem: PhoneNumberProblem } {
  const trimmed = text.trim();
  if (trimmed === '') return { ok: false, problem: 'empty' };
  if (!/^[+\d\s\-()./\u00a0\u2011]+$/.test(trimmed)) return { ok: false, problem: 'not_a_number' };
  const digits = trimmed.replace(/\D/g, '');
  if (digits.length < 7) return { ok: false, problem: 'wrong_length' };
  const country =
    defaultCountry !== undefined && isSupportedCountry(defaultCountry)
      ? (defaultCountry as CountryCode)
      : undefined;
  if (trimmed.startsWith('+')) return fromInternational(`+${digits}`);
  if (digits.startsWith('00')) return fromInternational(`+${digits.slice(2)}`);
  if (country) return fromInternational(trimmed, country);
  if (digits.startsWith('0')) return { ok: false, problem: 'no_country_code' };
  return fromInternational(`+${digits}`);
}

function fromInternational(text: string, country?: CountryCode): ReturnType<typeof readPhoneNumber> {
  const parsed = parsePhoneNumberFromString(text, country);
  if (!parsed) return { ok: false, problem: 'not_a_number' };
  // Mexico gave the 1 up in 2019; WhatsApp still writes it, and the library calls it too long.
  if (/^\+521\d{10}$/.test(text)) return { ok: true, number: { e164: text, country: 'MX' } };
  // "Possible" checks the length only: number plans change faster than the library, Meta has the last word.
  if (!parsed.isPossible()) return { ok: false, problem: 'wrong_length' };
  return {
    ok: true,
    number: { e164: parsed.number, ...(parsed.country ? { country: parsed.country } : {}) },
  };
}
