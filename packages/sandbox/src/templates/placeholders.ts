/** `{{1}}` or `{{first_name}}`, as Meta writes variables. */
const PLACEHOLDER = /\{\{\s*([^{}\s]+)\s*\}\}/g;

/** The variables of a text in the order they appear, each once. */
export const placeholdersOf = (text: string): string[] => [
  ...new Set([...text.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '')),
];

/** The text with its variables filled in; one without a value stays as it is written. */
export const fillPlaceholders = (text: string, values: ReadonlyMap<string, string>): string =>
  text.replace(PLACEHOLDER, (whole, key: string) => values.get(key) ?? whole);
