import { callingCodeOf } from './country.ts';

/** E.164 allows 15 digits; the shortest subscriber numbers in use have 7 with their country code. */
const DIGITS = /^[1-9]\d{6,14}$/;

/** What Meta accepts in `to`: digits, `+`, spaces, `-`, `(` and `)`. */
const WRITTEN = /^\+?[\d\s()-]+$/;

/**
 * The digits of a phone number as written in `to`, or nothing when it is none. A number without its country
 * code gets that of the business number, as Meta does it; a national trunk zero falls away.
 */
export function digitsOf(written: string, businessDisplay: string): string | undefined {
  const trimmed = written.trim();
  if (!WRITTEN.test(trimmed)) return undefined;
  let digits = trimmed.replace(/\D/g, '');
  if (!trimmed.startsWith('+')) {
    if (digits.startsWith('00')) digits = digits.slice(2);
    else if (digits.startsWith('0')) digits = (callingCodeOf(businessDisplay) ?? '') + digits.slice(1);
  }
  return DIGITS.test(digits) ? digits : undefined;
}

/** The digits in the path of a control call: with or without `+`, never in national form. */
export function digitsOfPath(written: string): string | undefined {
  const digits = written
    .trim()
    .replace(/^\+/, '')
    .replace(/[\s()-]/g, '');
  return DIGITS.test(digits) ? digits : undefined;
}
