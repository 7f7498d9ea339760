import { PRODUCT_ID_LIMIT, PRODUCT_SECTIONS, PRODUCTS_IN_ALL, SECTION_TITLE_LIMIT } from './limits.ts';
import { countCharacters } from './placeholder.ts';

/** One section of a choice of products. */
export type ProductSection = { readonly title?: string; readonly products: readonly string[] };

/** A JSON object written as text; undefined when it is none. */
export function readJsonObject(value: string): Readonly<Record<string, unknown>> | undefined {
  const json = parse(value);
  return isObject(json) ? json : undefined;
}

/** Reads `[{ "title", "products": [ids] }]`; undefined when it breaks one of Meta's bounds. */
export function readProducts(value: string): readonly ProductSection[] | undefined {
  const json = parse(value);
  if (!Array.isArray(json) || json.length === 0 || json.length > PRODUCT_SECTIONS) return undefined;
  const sections = json.map(readSection);
  if (!sections.every((section) => section !== undefined)) return undefined;
  const isTitled = sections.length === 1 || sections.every(({ title }) => title !== undefined);
  const count = sections.reduce((sum, { products }) => sum + products.length, 0);
  return isTitled && count <= PRODUCTS_IN_ALL ? sections : undefined;
}

function readSection(json: unknown): ProductSection | undefined {
  if (!isObject(json)) return undefined;
  const { title, products, ...others } = json;
  if (Object.keys(others).length > 0 || !Array.isArray(products) || products.length === 0) return undefined;
  if (!products.every(isProductId)) return undefined;
  if (title === undefined) return { products };
  const fits =
    typeof title === 'string' && title.trim() !== '' && countCharacters(title) <= SECTION_TITLE_LIMIT;
  return fits ? { title, products } : undefined;
}

function isProductId(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '' && countCharacters(value) <= PRODUCT_ID_LIMIT;
}

function parse(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

function isObject(json: unknown): json is Readonly<Record<string, unknown>> {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
