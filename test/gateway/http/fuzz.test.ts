import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { routes } from '@parley/core/gateway-api/schema';
import fc from 'fast-check';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

// Field names that exist make it past the first check; values do the rest.
const field = fc.constantFrom(
  'to', 'content', 'type', 'text', 'contact', 'purpose', 'action', 'method', 'source', 'evidence', 'messageId',
  'name', 'scopes', 'key', 'tool', 'value', 'url', 'types', 'attributes', 'tags', 'assignee', 'sendAt', 'occurredAt',
  'template', 'language', 'variables', 'phone', 'userId', 'contactId', 'timeZone', 'stopped', 'part', 'after', 'limit',
  'identity', 'search', 'cursor', 'wait', 'prefix', 'at',
); // biome-ignore format: a list of words
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(
      '+4915112345678',
      'text',
      'marketing',
      'confirm',
      'import',
      'template',
      'latest',
      '2026-11-23T08:00:00Z',
      'all',
    ),
    fc.double(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(field, tie('any'), { maxKeys: 5 }),
  ),
})).any;

const names = Object.keys(routes) as (keyof typeof routes)[];

test('no input makes a call fail on our side, and every refusal is a problem as promised', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...names),
      fc.webSegment({ size: 'small' }),
      fc.dictionary(
        fc.oneof(field, fc.string({ maxLength: 10 })),
        fc.string({ unit: 'binary', maxLength: 30 }),
        { maxKeys: 3 },
      ),
      fc.oneof(fc.dictionary(field, value, { maxKeys: 6 }), value),
      async (name, segment, query, body) => {
        const { method, path } = routes[name];
        // A long poll that is asked to wait does so; that is no failure.
        const { wait: _, ...asked } = query;
        const url = `${path.replaceAll(/\{\w+\}/g, segment || 'x')}?${new URLSearchParams(asked)}`;
        const answer = await gateway.call(method, url, method === 'GET' ? {} : { body });
        // Nobody plays Meta here, so that templates cannot be read; everything else must work.
        if (answer.status >= 500)
          expect(answer.body.code).toMatch(/^(NOT_READY|CATALOGUE_UNAVAILABLE|META_UNREACHABLE)$/);
      },
    ),
    { numRuns: 200 },
  );
});
