import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { suppressionOf, suppressionOfPerson } from '../../../packages/gateway/src/consent/suppression.ts';
import { findOrCreateContact, type PersonNamed } from '../../../packages/gateway/src/contacts/find.ts';
import { customers } from '../../support/customers.ts';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';

let gateway: TestGateway;
let people: ReturnType<typeof customers>;
beforeAll(async () => {
  gateway = await startTestGateway();
  people = customers(gateway);
});
afterAll(() => gateway.close());

const at = new Date('2026-11-20T10:00:00Z');
const meet = (person: PersonNamed) =>
  gateway.runtime.store.write((tx) => findOrCreateContact(tx, gateway.runtime, person, 'test', at));

async function erase(person: PersonNamed): Promise<void> {
  const { id } = await meet(person);
  expect((await gateway.call('DELETE', `/v1/contacts/${id}`)).status).toBe(200);
}

const isSuppressed = async (person: PersonNamed) =>
  (await suppressionOfPerson(gateway.runtime.store.read, gateway.runtime, person)) !== undefined;

describe('the suppression of an erased person', () => {
  test.each([
    ['Mexico', '+5215512340001', '+525512340001'],
    ['Brazil', '+5511987650001', '+551187650001'],
    ['Argentina', '+5491123450001', '+541123450001'],
  ])('in %s holds under both spellings of the number', async (_country, one, other) => {
    await erase({ phone: one });
    expect([await isSuppressed({ phone: one }), await isSuppressed({ phone: other })]).toEqual([true, true]);
  });

  test('holds for the user id alone when the number is hidden, and for nobody else', async () => {
    await erase({ phone: '+4915700010001', userId: 'DE.77770001' });
    expect(await isSuppressed({ userId: 'DE.77770001' })).toBe(true);
    expect(await isSuppressed({ phone: '+4915700010002' })).toBe(false);
  });

  test('keeps nothing that could be read or guessed without the secret key', async () => {
    await erase({ phone: '+4915700010003' });
    const rows = await gateway.runtime.store.read.selectFrom('suppression').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain('15700010003');
    expect(rows.every((row) => /^[\w-]{43}$/.test(row.hash))).toBe(true);
  });
});

describe('what ends a suppression', () => {
  const consent = (phone: string, body: object) =>
    gateway.call('POST', '/v1/consent', {
      body: { contact: phone, method: 'web_form', source: 'shop', textVersion: 'v1', ...body },
    });
  const liftedFor = async (contactId: string) =>
    (await suppressionOf(gateway.runtime.store.read, gateway.runtime, contactId))?.liftedFor;

  test('is a utility grant recorded after the person wrote again, for utility alone', async () => {
    const phone = people.next();
    await erase({ phone });
    const { body } = await consent(phone, { purpose: 'utility', action: 'grant' });
    expect(await liftedFor(body.contactId)).toEqual([]);
    await people.writes(phone, 'Hallo', new Date());
    await consent(phone, { purpose: 'marketing', action: 'grant' });
    expect(await liftedFor(body.contactId)).toEqual([]);
    await consent(phone, { purpose: 'utility', action: 'grant', method: 'import' });
    expect(await liftedFor(body.contactId)).toEqual([]);
    await consent(phone, { purpose: 'utility', action: 'grant' });
    expect(await liftedFor(body.contactId)).toEqual(['utility']);
  });

  test('is no message that was sent before the erasure and arrived after it', async () => {
    const phone = people.next();
    await erase({ phone });
    const late = await people.writes(phone, 'Ja', new Date(Date.now() - 10 * 60_000));
    await consent(phone, {
      purpose: 'marketing',
      action: 'confirm',
      evidence: { messageId: late.messageId },
    });
    expect(await liftedFor(late.contactId)).toEqual([]);
  });

  test('begins anew with every erasure', async () => {
    const phone = people.next();
    await erase({ phone });
    const first = await people.writes(phone, 'Ja', new Date());
    await consent(phone, {
      purpose: 'marketing',
      action: 'confirm',
      evidence: { messageId: first.messageId },
    });
    expect(await liftedFor(first.contactId)).toEqual(['marketing']);
    await erase({ phone });
    expect(await isSuppressed({ phone })).toBe(true);
    const again = await meet({ phone });
    expect(await liftedFor(again.id)).toEqual([]);
  });
});
