import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { deskIn, ERIKA } from './desk.ts';
import { aSetting, eventually, type Setting } from './setting.ts';

let setting: Setting;
beforeEach(async () => {
  setting = await aSetting();
});
afterEach(() => setting.close());

const { conversations, messages } = deskIn(() => setting);

describe('a person who is erased', () => {
  test('loses messages, conversation and consent rows, keeps the CRM contact, and the gateway gets a report', async () => {
    const { gateway, org, rep } = setting;
    const contact = org.create('Contact', { LastName: 'Muster', WhatsApp_E164__c: ERIKA.phone }, rep);
    const refused = { Direction__c: 'Outbound', Status__c: 'Refused', Body__c: 'Angebot für Erika' };
    org.create('WhatsApp_Message__c', { ...refused, Contact__c: contact.Id }, rep);
    const { contactId } = gateway.world.customerWrites(ERIKA, 'Hallo');
    gateway.world.record({ contact: ERIKA.phone, purpose: 'marketing', action: 'withdraw' });
    gateway.world.customerWrites({ phone: '+4915187654321', name: 'Max' }, 'Moin');
    await setting.startAdapter();
    await eventually(() => expect(org.all('WhatsApp_Consent_Event__c')).toHaveLength(1));
    await eventually(() => expect(messages()).toHaveLength(3));
    const erasure = gateway.world.erase(contactId);
    const report = await eventually(() => {
      const given = gateway.world.erasures.get(`${erasure}:salesforce`);
      expect(given).toBeDefined();
      return given;
    });
    expect(report).toContain('Deleted 4 WhatsApp records');
    expect(messages().map((row) => row.Body__c)).toEqual(['Moin']);
    expect(org.all('WhatsApp_Consent_Event__c')).toEqual([]);
    expect(org.all('Contact')).toHaveLength(1);
  });
});

test('two contacts that turn out to be one person are erased together', async () => {
  const { gateway, org } = setting;
  const { contactId: hidden } = gateway.world.customerWrites({ userId: 'DE.1349abc' }, 'eins');
  const { contactId: known } = gateway.world.customerWrites(ERIKA, 'zwei');
  await setting.startAdapter();
  await eventually(() => expect(messages()).toHaveLength(2));
  gateway.world.emit('contact.merged', {
    contact: gateway.world.contacts.get(known),
    mergedContactId: hidden,
  });
  await eventually(() =>
    expect(conversations().map((row) => row.Parley_Contact_Id__c)).toEqual([known, known]),
  );
  const erasure = gateway.world.erase(known);
  await eventually(() => expect(gateway.world.erasures.has(`${erasure}:salesforce`)).toBe(true));
  expect(messages()).toEqual([]);
  expect(org.all('WhatsApp_Conversation__c')).toEqual([]);
});
