/**
 * The language to send a template in when the one asked for does not exist: the plain language of a region (`de` for
 * `de_DE`), then another region of it, then the business's language in the same way. Meta itself has no such fallback.
 * Undefined when none of them exists; the one asked for when it does.
 */
export function chooseLanguage(
  asked: string,
  available: readonly string[],
  businessLanguage: string,
): string | undefined {
  if (available.includes(asked)) return asked;
  return speaking(asked, available) ?? speaking(businessLanguage, available);
}

function speaking(language: string, available: readonly string[]): string | undefined {
  const plain = language.split('_')[0] ?? language;
  if (available.includes(plain)) return plain;
  return available.filter((one) => one.startsWith(`${plain}_`)).sort()[0];
}
