/** Control characters: neither a header nor every database takes them, and no name or type needs them. */
const control = /\p{Cc}/gu;

/** What Meta or a form says of a file, as it can be stored and written into a header. */
export function cleanText(text: string): string {
  return text.replace(control, '').toWellFormed().trim();
}
