import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { customers } from '../../support/customers.ts';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';

let gateway: TestGateway;
let contactId: string;
beforeAll(async () => {
  gateway = await startTestGateway();
  const people = customers(gateway);
  for (const contact of [people.next(), people.next(), people.next()]) {
    const body = {
      contact,
      purpose: 'marketing',
      action: 'grant',
      method: 'web_form',
      source: 'form',
      evidence: { page: 'a' },
    };
    contactId = (await gateway.call('POST', '/v1/consent', { body })).body.contactId;
  }
  await tamper(sql`create table untouched as select * from consent_event`);
});
afterEach(async () => {
  await tamper(sql`delete from consent_event`);
  await tamper(sql`insert into consent_event select * from untouched`);
  expect((await chain()).valid).toBe(true);
});
afterAll(() => gateway.close());

const chain = async () => (await gateway.call('GET', `/v1/contacts/${contactId}/consent`)).body.chain;
const tamper = (statement: ReturnType<typeof sql>) =>
  gateway.runtime.store.write((tx) => statement.execute(tx));

describe('the hash chain over the ledger', () => {
  test('is valid as long as nobody has touched it', async () => {
    expect(await chain()).toEqual({ valid: true, head: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  test.each([
    ['another action', sql`update consent_event set action = 'confirm' where seq = 2`],
    ['another time', sql`update consent_event set occurred_at = occurred_at - 1 where seq = 2`],
    ['another proof', sql`update consent_event set proven = 1 where seq = 2`],
    ['another evidence', sql`update consent_event set evidence = '{"page":"b"}' where seq = 2`],
    ['another source', sql`update consent_event set source = 'elsewhere' where seq = 2`],
    ['another person', sql`update consent_event set contact_id = 'ctc_other' where seq = 2`],
    ['an entry that is gone', sql`delete from consent_event where seq = 2`],
    ['the last entry gone', sql`delete from consent_event where seq = 3`],
    ['a salt that is gone without an erasure', sql`update consent_event set salt = null where seq = 2`],
    [
      'an entry slipped in',
      sql`insert into consent_event select 9, 'cns_x', contact_id, scope, topic, 'confirm', method, source, text_version,
        text_sha256, language, occurred_at, recorded_at, meta_time, proven, word, evidence, recorded_by, 'x', salt, digest, hash, 'abc'
        from consent_event where seq = 3`,
    ],
  ])('shows %s', async (_what, statement) => {
    await tamper(statement);
    expect((await chain()).valid).toBe(false);
  });
});
