/** The fields that `?fields=a,b{c}` asks for, without their own sub-fields; `id` always comes along. */
export function pickFields(
  node: Record<string, unknown>,
  fields: string | undefined,
  byDefault?: readonly string[],
): Record<string, unknown> {
  const names = fields
    ? fields
        .replace(/[{(][^{}()]*[})]/g, '')
        .split(',')
        .map((name) => name.trim())
    : byDefault;
  if (!names) return node;
  const wanted = new Set([...names, 'id']);
  return Object.fromEntries(Object.entries(node).filter(([key]) => wanted.has(key)));
}
