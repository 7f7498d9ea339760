export type TemplateName = { name: string; language: string };

/** Reads order_update|de; undefined for anything that does not name both. */
export function readTemplateName(value: unknown): TemplateName | undefined {
  const [name, language, ...rest] = String(value ?? '').split('|');
  if (!name?.trim() || !language?.trim() || rest.length > 0) return undefined;
  return { name: name.trim(), language: language.trim() };
}
