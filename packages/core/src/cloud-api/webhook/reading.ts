import type * as z from 'zod';

/** A known field of a wrong type: `path` is relative to the item being read. */
export class UnreadableItem extends Error {
  readonly path: readonly PropertyKey[];

  constructor(path: readonly PropertyKey[], message: string) {
    super(message);
    this.name = 'UnreadableItem';
    this.path = path;
  }
}

/** Reads a value by its schema; throws `UnreadableItem` with the path of the first field that does not fit. */
export function read<T>(schema: z.ZodType<T>, value: unknown, at: readonly PropertyKey[] = []): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new UnreadableItem([...at, ...(issue?.path ?? [])], issue?.message ?? 'Not as expected');
}

/** A JSON object, or undefined. */
export function asObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

/** The time of a field in Unix seconds. */
export function dateOf(seconds: string | number): Date {
  return new Date(Number(seconds) * 1000);
}

// `unknown` holds undefined too, but a field of that type is always there.
type MayBeAbsent<V> = unknown extends V ? false : undefined extends V ? true : false;
type Present<T> = { [K in keyof T as MayBeAbsent<T[K]> extends true ? never : K]: T[K] } & {
  [K in keyof T as MayBeAbsent<T[K]> extends true ? K : never]?: Exclude<T[K], undefined>;
};

/** The object without the fields that have no value, so that an absent field is absent and not undefined. */
export function present<T extends object>(fields: T): Present<T> {
  const kept: Record<string, unknown> = {};
  for (const key in fields) {
    if (fields[key] !== undefined) kept[key] = fields[key];
  }
  // The loop above does at run time what the type says.
  return kept as Present<T>;
}

/** The same fields, to be written while the object is put together. */
export type Writable<T> = { -readonly [K in keyof T]: T[K] };
