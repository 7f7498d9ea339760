/** A value at the end of a path; list places are written as `*`, so that one rule speaks of all items. */
export type Leaf = { readonly path: string; readonly value: string | number | boolean };

/** Every leaf of a JSON value. */
export function leavesOf(value: unknown, path = ''): Leaf[] {
  if (Array.isArray(value)) return value.flatMap((item) => leavesOf(item, `${path}.*`));
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, inner]) =>
      leavesOf(inner, path === '' ? key : `${path}.${key}`),
    );
  }
  return value === null || value === undefined ? [] : [{ path, value: value as Leaf['value'] }];
}

/** Every value that a translated event has in a field of its own, as text; what is kept raw does not count. */
export function toldValues(value: unknown, told: Set<string> = new Set()): Set<string> {
  if (value instanceof Date) told.add(String(value.getTime() / 1000)).add(value.toISOString());
  else if (Array.isArray(value)) for (const item of value) toldValues(item, told);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) if (key !== 'raw') toldValues(inner, told);
  } else if (value !== undefined) told.add(String(value));
  return told;
}

/** Whether the value of a leaf is among those: phone numbers gain a plus, ISO times come from Unix seconds. */
export function isTold({ value }: Leaf, told: ReadonlySet<string>): boolean {
  const text = String(value);
  if (text === '' || told.has(text) || told.has(`+${text}`)) return true;
  if (told.has(text.replaceAll('-', '_')) || told.has(String(Number(text)))) return true;
  const seconds = Number(text);
  return (
    Number.isInteger(seconds) &&
    Math.abs(seconds) < 8.64e12 &&
    told.has(new Date(seconds * 1000).toISOString())
  );
}
