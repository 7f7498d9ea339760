import { expect, test } from '@jest/globals';
import { openApiDocument } from '@parley/core/gateway-api/schema';

// biome-ignore lint/suspicious/noExplicitAny: a JSON schema, of which the test reads what it names.
type Schema = any;

const document: Schema = JSON.parse(JSON.stringify(openApiDocument('1.2.3')));
const contents = new Map<string, Schema>(
  document.components.schemas.OutboundContent.oneOf.map((schema: Schema) => [
    schema.properties.type.const,
    schema,
  ]),
);

test('the document has every type that can be sent', () => {
  expect([...contents.keys()].sort()).toEqual([
    'audio',
    'buttons',
    'contact_request',
    'contacts',
    'document',
    'flow',
    'image',
    'link',
    'list',
    'location',
    'location_request',
    'raw',
    'reaction',
    'sticker',
    'template',
    'text',
    'video',
  ]);
});

test('it says the limits of every text, and of every list of things', () => {
  const unbounded: string[] = [];
  const walk = (schema: Schema, path: string) => {
    if (schema.type === 'string' && schema.enum === undefined && schema.const === undefined)
      if (schema.maxLength === undefined && schema.pattern === undefined) unbounded.push(path);
    if (schema.type === 'array' && schema.maxItems === undefined) unbounded.push(path);
    for (const [name, inner] of Object.entries<Schema>(schema.properties ?? {}))
      walk(inner, `${path}.${name}`);
    for (const inner of schema.oneOf ?? []) walk(inner, path);
    if (schema.items) walk(schema.items, `${path}[]`);
  };
  for (const [type, schema] of contents) walk(schema, type);
  expect(unbounded).toEqual([]);
  const { list, buttons } = Object.fromEntries(contents);
  expect(list.properties.sections.items.properties.rows.items.properties.title).toMatchObject({
    maxLength: 24,
  });
  expect(buttons.properties.buttons).toMatchObject({ minItems: 1, maxItems: 3 });
});
