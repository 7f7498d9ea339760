import { readPhoneNumber } from '@parley/core/contact';
import type { FoundRow } from '../salesforce/port.ts';

/** The phone fields of both objects; a Lead has only the first two. */
const CONTACT_PHONES = ['MobilePhone', 'Phone', 'HomePhone', 'OtherPhone'] as const;
const LEAD_PHONES = ['MobilePhone', 'Phone'] as const;

/** Country calling codes have one to three digits; which of them it is does not matter for a search. */
const CALLING_CODE_LENGTHS = [1, 2, 3];
/** The last block of a number written with spaces. Shorter ones would hit too many strangers. */
const LAST_BLOCK_LENGTHS = [5, 6, 7, 8, 9, 10];

/**
 * The SOSL search for a number in free-text phone fields. Salesforce compares whole words and splits at
 * punctuation, so the ways people write a number are asked for together; who really has it is decided by
 * `hasNumber` afterwards. All terms are digits: nothing needs escaping.
 */
export function phoneSearch(e164: string): string {
  const digits = e164.replace(/\D/g, '');
  const national = CALLING_CODE_LENGTHS.map((length) => digits.slice(length)).filter(
    (rest) => rest.length >= 5,
  );
  const terms = new Set([
    digits,
    `00${digits}`,
    ...national,
    ...national.map((rest) => `0${rest}`),
    ...LAST_BLOCK_LENGTHS.filter((length) => length < digits.length).map((length) => digits.slice(-length)),
  ]);
  return (
    `FIND {${[...terms].join(' OR ')}} IN PHONE FIELDS RETURNING ` +
    `Contact(Id, Name, WhatsApp_E164__c, ${CONTACT_PHONES.join(', ')}), ` +
    `Lead(Id, Name, WhatsApp_E164__c, ${LEAD_PHONES.join(', ')} WHERE IsConverted = false)`
  );
}

/** Whether one of the record's phone fields is that number once it is read as a number. */
export function hasNumber(row: FoundRow, e164: string, defaultCountry: string): boolean {
  return CONTACT_PHONES.some((field) => readNumber(row[field], defaultCountry) === e164);
}

/** The number to write to: the one set for WhatsApp, else the mobile, else the main phone. */
export function numberOf(row: Readonly<Record<string, unknown>>, defaultCountry: string): string | undefined {
  for (const field of ['WhatsApp_E164__c', ...LEAD_PHONES]) {
    const number = readNumber(row[field], defaultCountry);
    if (number) return number;
  }
  return undefined;
}

function readNumber(value: unknown, defaultCountry: string): string | undefined {
  if (typeof value !== 'string') return undefined;
  const read = readPhoneNumber(value, defaultCountry);
  return read.ok ? read.number.e164 : undefined;
}
