import { expect, test } from '@jest/globals';
import { openApiDocument, routes } from '@parley/core/gateway-api/schema';
import { Validator } from '@seriousme/openapi-schema-validator';

// As it is served: through JSON.
const document = JSON.parse(JSON.stringify(openApiDocument('1.2.3')));

test('an independent validator finds the document valid', async () => {
  const result = await new Validator().validate(document);
  expect(result.errors ?? []).toEqual([]);
  expect(result.valid).toBe(true);
});

test('every call stands in the document, with its success and its scope', () => {
  for (const [name, route] of Object.entries(routes)) {
    const operation = document.paths[route.path][route.method.toLowerCase()];
    expect(operation.operationId).toBe(name);
    expect(Object.keys(operation.responses)).toContain(String(route.success.status));
    if (route.scope !== 'public') expect(operation['x-scope']).toBe(route.scope);
  }
});

test('every path parameter is declared', () => {
  for (const [path, item] of Object.entries<Record<string, { parameters?: { in: string; name: string }[] }>>(
    document.paths,
  )) {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    for (const operation of Object.values(item)) {
      const declared = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
      expect(declared.map((parameter) => parameter.name)).toEqual(names);
    }
  }
});
