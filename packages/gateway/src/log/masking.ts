// Masking works on the finished line, whatever wrote it: a field that somebody adds tomorrow is covered as well.

const WAMID = /wamid\.[A-Za-z0-9+/=_-]+/g;
// With a plus, digits may be grouped as people write them.
const PLUS_NUMBER = /\+\d[\d\s\-()./]{5,}\d/g;
// Without one, a run of digits as Meta writes numbers. Runs inside ids and times are not: they touch other characters.
const BARE_NUMBER = /(?<![A-Za-z0-9_.+-])\d{9,14}(?![A-Za-z0-9_:-])/g;
// As a number of JSON it needs quotes once it is masked.
const JSON_NUMBER = /(?<=":)\d{9,14}(?=[,}])/g;
const SECRETS = /\b(?:whsec_[A-Za-z0-9+/=]+|prl_[A-Za-z0-9_-]+|EAA[A-Za-z0-9]{16,})|Bearer [^\s"\\]+/g;

/** Hides phone numbers, message ids (a wamid contains the number) and keys in one line of the log. */
export function maskLine(line: string, secrets: readonly string[] = []): string {
  let masked = line
    .replace(SECRETS, '[secret]')
    .replace(WAMID, (id) => `wamid.…${id.slice(-4)}`)
    .replace(PLUS_NUMBER, (number) => hideDigits(number))
    .replace(JSON_NUMBER, (number) => `"${hideDigits(number)}"`)
    .replace(BARE_NUMBER, (number) => hideDigits(number));
  for (const secret of secrets) masked = masked.replaceAll(secret, '[secret]');
  return masked;
}

function hideDigits(number: string): string {
  const digits = number.replace(/\D/g, '');
  return `${digits.slice(0, 2)}…${digits.slice(-2)}`;
}
