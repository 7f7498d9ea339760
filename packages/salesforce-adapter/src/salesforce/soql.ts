/** A text as a SOQL literal. */
export function quote(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

/** Several texts for `IN`. */
export function quoteAll(texts: readonly string[]): string {
  return `(${texts.map(quote).join(', ')})`;
}

/** Keys of one `IN` list: a request line over 16 KB is refused, and an id can have 255 characters. */
export const KEYS_PER_QUERY = 40;

/** The list in parts of at most `size`. */
export function inParts<Item>(list: readonly Item[], size: number): Item[][] {
  const parts: Item[][] = [];
  for (let at = 0; at < list.length; at += size) parts.push(list.slice(at, at + size));
  return parts;
}
