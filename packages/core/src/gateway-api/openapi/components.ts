import * as z from 'zod';

/** A part of the document. */
export type Json = Record<string, unknown>;

/** Schemas with an id become shared components; the input and the output form of one schema may differ. */
export function toSchema(schema: z.ZodType, io: 'input' | 'output', components: Record<string, Json>): Json {
  const json = z.toJSONSchema(schema, {
    io,
    target: 'draft-2020-12',
    unrepresentable: 'any',
    reused: 'inline',
  }) as Json & { $defs?: Record<string, Json> };
  const { $defs = {}, $schema: _, ...rest } = json;
  for (const [id, definition] of Object.entries($defs)) components[id] = toComponentRefs(definition);
  const id = (rest as { id?: string }).id;
  if (id === undefined) return toComponentRefs(rest);
  components[id] = toComponentRefs(rest);
  return { $ref: `#/components/schemas/${id}` };
}

function toComponentRefs(value: unknown): Json {
  return rewrite(value) as Json;
}

function rewrite(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(rewrite);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, entry]) => {
      if (key === 'id' && typeof entry === 'string') return [];
      if (key === '$ref' && typeof entry === 'string')
        return [[key, entry.replace('#/$defs/', '#/components/schemas/')]];
      return [[key, rewrite(entry)]];
    }),
  );
}
