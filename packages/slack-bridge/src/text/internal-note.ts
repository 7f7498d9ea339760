// In both languages of the product: what teams write before a remark that is not for the customer.
const MARKS = /^(?:[!！]|note:|internal:|notiz:|intern:|\/\/|🔒|:lock:)/iu;

// A mark still counts inside bold, a quote, a list or code: people format their remarks too.
const LEADING_MARKUP = /^(?:[\s*_~`>•]|- |\d+\. )+/u;

/** Whether a message is marked as one for the team: `!`, `note:`, `internal:`, `//` or a lock at its start. */
export function isInternalNote(text: string): boolean {
  return MARKS.test(text.trim()) || MARKS.test(text.replace(LEADING_MARKUP, ''));
}
