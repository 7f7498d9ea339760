/** The text, cut with an ellipsis where the field would refuse it; never a longer one is sent. */
export function fit(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

/** The same for what may be missing. */
export function fitOrNull(text: string | null | undefined, length: number): string | null {
  return text ? fit(text, length) : null;
}
