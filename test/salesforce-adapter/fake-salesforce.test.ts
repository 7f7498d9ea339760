import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { FakeSalesforce } from '../support/fake-salesforce/index.ts';
import { startOrg } from './setting.ts';

// The shapes are those of recorded answers of real orgs; a stand-in that forgives would prove nothing.
let org: FakeSalesforce;
let token: string;
beforeAll(async () => {
  org = await startOrg({ pageSize: 2 });
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: 'parley-client-id',
    client_secret: 'parley-client-secret',
  });
  const answer = await fetch(`${org.url}/services/oauth2/token`, { method: 'POST', body: form });
  token = ((await answer.json()) as { access_token: string }).access_token;
});
afterAll(() => org.close());

async function call(
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: unknown; headers: Headers }> {
  const answer = await fetch(`${org.url}/services/data/v67.0${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text ? JSON.parse(text) : undefined, headers: answer.headers };
}

const query = (soql: string) => call('GET', `/query?q=${encodeURIComponent(soql)}`);
const contact = (values: object) => call('POST', '/sobjects/Contact', { LastName: 'Muster', ...values });
const message = (values: object) => ({
  attributes: { type: 'WhatsApp_Message__c' },
  Direction__c: 'Outbound',
  Status__c: 'Queued',
  ...values,
});

describe('the org of the tests refuses what a real one refuses', () => {
  test('a call without a good token', async () => {
    const answer = await fetch(`${org.url}/services/data/v67.0/query?q=x`, {
      headers: { authorization: 'Bearer x' },
    });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Token');
    expect(await answer.json()).toEqual([
      { message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' },
    ]);
  });

  test.each([
    [
      'an unknown field',
      { Pet__c: 'Dog' },
      'INVALID_FIELD',
      "No such column 'Pet__c' on sobject of type Contact",
    ],
    ['a text that is too long', { LastName: 'x'.repeat(81) }, 'STRING_TOO_LONG', 'max length=80'],
    [
      'a bad value of a picklist',
      { WhatsApp_Opt_In__c: 'Maybe' },
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      'bad value for restricted picklist field: Maybe',
    ],
    [
      'a missing required field',
      { LastName: null },
      'REQUIRED_FIELD_MISSING',
      'Required fields are missing: [LastName]',
    ],
    [
      'a time that is none',
      { WhatsApp_Opt_In_Date__c: 'yesterday' },
      'JSON_PARSER_ERROR',
      'Cannot deserialize',
    ],
    ['a number where a text belongs', { LastName: 3 }, 'JSON_PARSER_ERROR', 'Cannot deserialize'],
    [
      'a field only the server sets',
      { SystemModstamp: '2026-01-01T00:00:00Z' },
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      'SystemModstamp',
    ],
    [
      'a lookup to nothing',
      { AccountId: '001Fk00000zzzzzAAA' },
      'MALFORMED_ID',
      'id value of incorrect type',
    ],
  ])('%s', async (_, values, errorCode, words) => {
    const { status, body } = await contact(values);
    expect(status).toBe(400);
    expect(body).toEqual([expect.objectContaining({ errorCode, message: expect.stringContaining(words) })]);
  });

  test.each([
    ['SELEKT Id FROM Contact', 'MALFORMED_QUERY'],
    ['SELECT Bacon__c FROM Contact', 'INVALID_FIELD'],
    ['SELECT Id FROM Spaceship__c', 'INVALID_TYPE'],
    ["SELECT Id FROM WhatsApp_Message__c WHERE Body__c = 'x'", 'INVALID_FIELD'],
    ["SELECT Id FROM Contact WHERE SystemModstamp > '2026-01-01T00:00:00Z'", 'INVALID_FIELD'],
    ['SELECT Id FROM Contact WHERE LastName = Muster', 'MALFORMED_QUERY'],
    ["SELECT Id FROM Contact WHERE LastName = 'a' AND Phone = 'b' OR Phone = 'c'", 'MALFORMED_QUERY'],
    ["SELECT Id FROM Contact WHERE LastName = 'it's'", 'MALFORMED_QUERY'],
  ])('the query %s', async (soql, errorCode) => {
    const { status, body } = await query(soql);
    expect([status, body]).toEqual([400, [expect.objectContaining({ errorCode })]]);
  });

  test('more than 200 rows in a call, and an unknown object', async () => {
    const records = Array.from({ length: 201 }, () => message({}));
    expect((await call('POST', '/composite/sobjects', { allOrNone: false, records })).status).toBe(400);
    expect(await call('POST', '/sobjects/PlayingCard__c', { Name: 'Ace' })).toMatchObject({
      status: 404,
      body: [{ errorCode: 'NOT_FOUND', message: 'The requested resource does not exist' }],
    });
  });
});

describe('the org of the tests answers like a real one', () => {
  test('one row of a collection fails inside an answer that is a success', async () => {
    const { status, body, headers } = await call(
      'PATCH',
      '/composite/sobjects/WhatsApp_Message__c/Wamid__c',
      {
        allOrNone: false,
        records: [message({ Wamid__c: 'wamid.A/+=' }), message({ Wamid__c: 'wamid.b', Status__c: 'Lost' })],
      },
    );
    expect(status).toBe(200);
    expect(body).toEqual([
      { id: expect.stringMatching(/^a0\d\w{15}$/), success: true, errors: [], created: true },
      {
        success: false,
        errors: [expect.objectContaining({ statusCode: 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST' })],
      },
    ]);
    expect(headers.get('sforce-limit-info')).toMatch(/^api-usage=\d+\/100000$/);
  });

  test('an upsert finds a key by its case, updates once and names a key that comes twice in one call', async () => {
    const upsert = (...wamids: string[]) =>
      call('PATCH', '/composite/sobjects/WhatsApp_Message__c/Wamid__c', {
        allOrNone: false,
        records: wamids.map((Wamid__c) => message({ Wamid__c })),
      });
    expect((await upsert('wamid.Case', 'wamid.cASE')).body).toMatchObject([
      { created: true },
      { created: true },
    ]);
    expect((await upsert('wamid.Case')).body).toMatchObject([{ created: false }]);
    expect((await upsert('wamid.Two', 'wamid.Two')).body).toMatchObject([
      { success: false, errors: [{ statusCode: 'DUPLICATE_VALUE' }] },
      { success: false, errors: [{ statusCode: 'DUPLICATE_VALUE' }] },
    ]);
  });

  test('a second row with a unique value is refused with the id of the first', async () => {
    const first = await call('POST', '/sobjects/WhatsApp_Message__c', {
      Direction__c: 'Inbound',
      Status__c: 'Received',
      Wamid__c: 'wamid.One',
    });
    const second = await call('POST', '/sobjects/WhatsApp_Message__c', {
      Direction__c: 'Inbound',
      Status__c: 'Received',
      Wamid__c: 'wamid.One',
    });
    expect(first.status).toBe(201);
    expect(second).toMatchObject({ status: 400, body: [{ errorCode: 'DUPLICATE_VALUE' }] });
  });

  test('a query comes in pages with a parent as a nested record', async () => {
    for (const FirstName of ['Anna', 'Berta', 'Carla']) await contact({ LastName: 'Pages', FirstName });
    const first = await query(
      "SELECT Name, CreatedBy.Name FROM Contact WHERE LastName = 'pages' ORDER BY Name",
    );
    expect(first.body).toMatchObject({
      totalSize: 3,
      done: false,
      records: [
        { attributes: { type: 'Contact' }, Name: 'Anna Pages', CreatedBy: { Name: 'Parley Integration' } },
        { Name: 'Berta Pages' },
      ],
    });
    const { nextRecordsUrl } = first.body as { nextRecordsUrl: string };
    const second = await call('GET', nextRecordsUrl.replace('/services/data/v67.0', ''));
    expect(second.body).toMatchObject({ done: true, records: [{ Name: 'Carla Pages' }] });
  });

  test('a search finds whole words of phone fields only', async () => {
    await contact({ LastName: 'Search', Phone: '+49 151 12345678' });
    const find = (term: string) =>
      call(
        'GET',
        `/search?q=${encodeURIComponent(`FIND {${term}} IN PHONE FIELDS RETURNING Contact(Id, Name)`)}`,
      );
    expect((await find('12345678')).body).toMatchObject({ searchRecords: [{ Name: 'Search' }] });
    expect((await find('4915112345678')).body).toEqual({ searchRecords: [] });
    expect((await find('+49')).status).toBe(400);
  });

  test('a deleted record is gone for queries and says so when it is written', async () => {
    const { body } = await contact({ LastName: 'Gone' });
    const { id } = body as { id: string };
    expect((await call('DELETE', `/sobjects/Contact/${id}`)).status).toBe(204);
    expect((await query("SELECT Id FROM Contact WHERE LastName = 'Gone'")).body).toMatchObject({
      totalSize: 0,
    });
    expect(await call('DELETE', `/sobjects/Contact/${id}`)).toMatchObject({
      status: 404,
      body: [{ message: 'entity is deleted', errorCode: 'ENTITY_IS_DELETED', fields: [] }],
    });
  });
});
