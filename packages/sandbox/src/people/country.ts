/** Calling codes of the countries the examples use; the longest prefix wins. */
const COUNTRY_OF_CODE: Record<string, string> = {
  '1': 'US',
  '30': 'GR',
  '31': 'NL',
  '32': 'BE',
  '33': 'FR',
  '34': 'ES',
  '351': 'PT',
  '352': 'LU',
  '353': 'IE',
  '39': 'IT',
  '41': 'CH',
  '420': 'CZ',
  '423': 'LI',
  '43': 'AT',
  '44': 'GB',
  '45': 'DK',
  '46': 'SE',
  '47': 'NO',
  '48': 'PL',
  '49': 'DE',
  '52': 'MX',
  '55': 'BR',
  '90': 'TR',
  '91': 'IN',
};

const LONGEST_CODE = 3;

/** The calling code at the start of a number, where the sandbox knows it. */
export function callingCodeOf(digits: string): string | undefined {
  for (let length = LONGEST_CODE; length > 0; length--) {
    const code = digits.slice(0, length);
    if (Object.hasOwn(COUNTRY_OF_CODE, code)) return code;
  }
  return undefined;
}

/** The two letters that a business-scoped user id starts with; `ZZ` (unknown, ISO 3166) for other countries. */
export const countryOf = (digits: string): string => COUNTRY_OF_CODE[callingCodeOf(digits) ?? ''] ?? 'ZZ';
