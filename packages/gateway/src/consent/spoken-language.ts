/** The language of our own words for a tag such as `de` or `en_US`; the API takes no others. */
export function wordsLanguage(language: string): 'de' | 'en' {
  return baseOf(language) === 'de' ? 'de' : 'en';
}

/** Whether two tags name the same language, whatever the country. */
export function isSameLanguage(one: string, other: string): boolean {
  return baseOf(one) === baseOf(other);
}

function baseOf(language: string): string {
  return language.toLowerCase().split(/[_-]/)[0] ?? '';
}
