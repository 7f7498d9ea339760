/** An address as it is shown: what follows the path may be a secret of the tool behind it. */
export function shownAddress(url: string | null): string | null {
  if (url === null) return null;
  const { origin, pathname, search } = new URL(url);
  return `${origin}${pathname}${search === '' ? '' : '?…'}`;
}
