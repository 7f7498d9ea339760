// What an item can be told without: Meta leaves such a field out, sends null for it, or changes its type from one page
// of its documentation to the next. An odd one costs itself alone and stays in `raw`.
import { asObject } from './reading.ts';

/** The fields of a JSON object by Meta's names; of anything else there are none. */
export type Fields = Readonly<Record<string, unknown>>;

const none: Fields = {};

/** The object under that name, or one without fields. */
export function part(from: Fields, name: string): Fields {
  return asObject(from[name]) ?? none;
}

/** The objects of the list under that name. */
export function parts(from: Fields, name: string): readonly Fields[] {
  return objects(from[name]);
}

/** The objects of a list; what is no list has none. */
export function objects(list: unknown): readonly Fields[] {
  return Array.isArray(list) ? list.map(asObject).filter((item) => item !== undefined) : [];
}

/** A text, or a number as text; an empty one says nothing. */
export function word(from: Fields, name: string): string | undefined {
  const value = from[name];
  if (typeof value === 'string') return value === '' ? undefined : value;
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined;
}

/** A word that is not Meta's NONE, which it writes where there is none. */
export function wordUnlessNone(from: Fields, name: string): string | undefined {
  const value = word(from, name);
  return value === 'NONE' ? undefined : value;
}

/** The texts of the list under that name; undefined without a list. */
export function words(from: Fields, name: string): readonly string[] | undefined {
  const list = from[name];
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : undefined;
}

/** A number, also one written as text. */
export function amount(from: Fields, name: string): number | undefined {
  const value = from[name];
  const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof read === 'number' && Number.isFinite(read) ? read : undefined;
}

/** True or false. */
export function truth(from: Fields, name: string): boolean | undefined {
  const value = from[name];
  return typeof value === 'boolean' ? value : undefined;
}

/** The latest moment that a date can hold, in seconds. */
const LATEST_SECONDS = 8.64e12;

/** A time in Unix seconds, as a number or as text. */
export function moment(from: Fields, name: string): Date | undefined {
  const seconds = amount(from, name);
  return seconds === undefined || Math.abs(seconds) > LATEST_SECONDS ? undefined : new Date(seconds * 1000);
}

/** The object, or undefined when nothing in it has a value. */
export function unlessEmpty<T extends object>(value: T): T | undefined {
  for (const key in value) if (value[key] !== undefined) return value;
  return undefined;
}
