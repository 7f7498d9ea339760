import { expect, test } from '@jest/globals';
import { translateWebhook } from '@parley/core/cloud-api';
import fc from 'fast-check';
import { metaFixture } from './meta-fixture.ts';

const samples = (metaFixture('webhook-samples') as readonly { body: unknown }[]).map(({ body }) => body);

type Path = readonly (string | number)[];

/** Every place of a JSON value, the whole value among them. */
function places(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [at];
  const inner = Object.entries(value).flatMap(([key, part]) =>
    places(part, [...at, Array.isArray(value) ? Number(key) : key]),
  );
  return [at, ...inner];
}

/** The value with another one at that place. */
function replaced(value: unknown, [key, ...rest]: Path, other: unknown): unknown {
  if (key === undefined) return other;
  if (Array.isArray(value))
    return value.map((part, index) => (index === key ? replaced(part, rest, other) : part));
  const fields = value as Record<string, unknown>;
  return { ...fields, [key]: replaced(fields[String(key)], rest, other) };
}

const odd = fc.oneof(
  fc.constantFrom<unknown>(null, '', '0', -1, 1e300, true, [], {}, [null], { toString: 'x' }, '__proto__'),
  fc.jsonValue({ maxDepth: 2 }),
);

test('no field of any webhook, whatever stands in it, makes the translation throw or lose the item', () => {
  const mutation = fc.record({
    body: fc.constantFrom(...samples),
    pick: fc.double({ min: 0, max: 0.999999, noNaN: true }),
    other: odd,
  });
  fc.assert(
    fc.property(mutation, ({ body, pick, other }) => {
      const all = places(body);
      const path = all[Math.floor(pick * all.length)] ?? [];
      const changed = replaced(body, path, other);
      const events = translateWebhook(changed);
      // Only a place above the items, or the list that holds them, can take an item away.
      const isWithinItem = path.length > 7;
      if (isWithinItem) expect(events.length).toBeGreaterThan(0);
      for (const event of events) expect(event).toHaveProperty('raw');
    }),
    { numRuns: 3000 },
  );
});
