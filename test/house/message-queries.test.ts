import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const sources = join(import.meta.dirname, '../../packages/gateway/src');

/** By any of these a message is found in an index; by the contact it would be looked for among all. */
const found = /'(id|seq|wamid|conversation_id|category|quote_id)'|isWithContacts|isUnfinished/;

test('no query looks for the messages of a contact among the messages of all', () => {
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const queries = files.flatMap((file) =>
    readFileSync(join(sources, file), 'utf8')
      .split(/(?:selectFrom|updateTable|deleteFrom)\(/)
      .slice(1)
      .map((query) => ({ file, query: query.split(/execute|\n\)|;\n/)[0] ?? '' }))
      .filter(({ query }) => query.startsWith("'message'")),
  );
  const conditions = ({ query }: { query: string }) => [...query.matchAll(/\.where\([^;]*?\n/g)].join('');
  const byContact = queries.filter((one) => conditions(one).includes("where('contact_id'"));
  expect(queries.length).toBeGreaterThan(20);
  expect(byContact.filter((one) => !found.test(conditions(one))).map(({ file }) => file)).toEqual([]);
});
