import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { routes } from '@parley/core/gateway-api/schema';
import { Validator } from '@seriousme/openapi-schema-validator';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

const table = Object.entries(routes).map(([name, { method, path }]) => [name, method, path] as const);

describe('the document that the gateway serves', () => {
  test('is valid by an independent validator', async () => {
    const { body } = await gateway.call('GET', '/openapi.json', { key: null });
    const result = await new Validator().validate(body);
    expect(result).toMatchObject({ valid: true });
  });

  test.each(table)('has %s (%s %s), and the gateway takes it', async (name, method, path) => {
    const { body } = await gateway.call('GET', '/openapi.json', { key: null });
    expect(body.paths[path][method.toLowerCase()].operationId).toBe(name);
    const isPublic = path === '/healthz' || path === '/readyz';
    const answer = await gateway.call(method, path.replaceAll(/\{\w+\}/g, 'nothing'), { key: null });
    if (!isPublic) expect(answer.body).toMatchObject({ status: 401, code: 'UNAUTHORIZED' });
  });

  test('is the same in every call, and cannot be cached by anybody between', async () => {
    const { headers } = await gateway.call('GET', '/openapi.json', { key: null });
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('what the gateway does not have', () => {
  test('an unknown path is 404, with or without a key', async () => {
    expect((await gateway.call('GET', '/v1/nothing', { key: null })).body).toMatchObject({
      code: 'NOT_FOUND',
      status: 404,
    });
    expect((await gateway.call('POST', '/', { body: {} })).status).toBe(404);
  });

  test('a known path with another method is 405 and names what is possible', async () => {
    const answer = await gateway.call('PUT', '/v1/contacts/ctc_1', { body: {} });
    expect(answer.body).toMatchObject({ code: 'METHOD_NOT_ALLOWED', status: 405 });
    expect(answer.headers.get('allow')).toBe('DELETE, GET, HEAD, PATCH');
  });

  test('a path that is not written as a URL should be is 400', async () => {
    const answer = await gateway.call('GET', '/v1/contacts/%E0%A4%A');
    expect(answer.body).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
  });
});

describe('health', () => {
  test('tells that the process is up and the store can be read', async () => {
    expect((await gateway.call('GET', '/healthz', { key: null })).body).toEqual({ status: 'ok', checks: {} });
  });
});
