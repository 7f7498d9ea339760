/**
 * Every spelling under which WhatsApp may know a number, the given one first. In Mexico, Argentina and Brazil mobile
 * numbers have a digit that is sometimes there and sometimes not, so that `wa_id` differs from what was sent to
 * (https://developers.facebook.com/docs/whatsapp/cloud-api/reference/phone-numbers). A fixed line may share a spelling
 * with a mobile: one form too many stops a message, one too few sends it to somebody who left.
 */
export function phoneForms(e164: string): readonly string[] {
  const twin =
    swap(e164, /^\+521(\d{10})$/, '+52$1') ??
    swap(e164, /^\+52(\d{10})$/, '+521$1') ??
    swap(e164, /^\+549(\d{10})$/, '+54$1') ??
    swap(e164, /^\+54(\d{10})$/, '+549$1') ??
    swap(e164, /^\+55(\d{2})9(\d{8})$/, '+55$1$2') ??
    swap(e164, /^\+55(\d{2})(\d{8})$/, '+55$19$2');
  return twin === undefined ? [e164] : [e164, twin];
}

/** Whether two numbers are spellings of the same one. */
export function isSamePhone(one: string, other: string): boolean {
  return phoneForms(one).includes(other);
}

function swap(value: string, pattern: RegExp, replacement: string): string | undefined {
  return pattern.test(value) ? value.replace(pattern, replacement) : undefined;
}
