// Meta: digits for positional variables, lower-case letters, digits and underscores for named ones.
const placeholder = /\{\{\s*([A-Za-z0-9_]+)\s*\}\}/g;

/** The names of the placeholders in a text, each once, in order of appearance; numbers in ascending order. */
export function placeholders(text: string): string[] {
  const names = [...new Set([...text.matchAll(placeholder)].map((match) => match[1] ?? ''))];
  return names.every((name) => /^\d+$/.test(name)) ? names.sort((a, b) => Number(a) - Number(b)) : names;
}

/** The text with its placeholders replaced; a placeholder without a value stays as it is, so that a gap shows. */
export function replacePlaceholders(text: string, fill: (name: string) => string | undefined): string {
  return text.replace(placeholder, (whole, name: string) => fill(name) ?? whole);
}

/** Length as a person counts it: an emoji outside the basic plane is one character, not two. */
export function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** How many characters of a text stand outside its placeholders. */
export function fixedLength(text: string): number {
  return countCharacters(text.replace(placeholder, ''));
}
