/** A phone number as logs and shared channels may show it: the country and the last two digits. */
export function maskPhoneNumber(e164: string): string {
  return e164.length <= 6 ? '•••' : `${e164.slice(0, 3)} ••• ${e164.slice(-2)}`;
}
