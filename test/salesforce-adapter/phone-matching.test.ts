import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ERIKA } from './desk.ts';
import { aSetting, eventually, type Setting } from './setting.ts';

let setting: Setting;
beforeEach(async () => {
  setting = await aSetting();
});
afterEach(() => setting.close());

const conversation = () => setting.org.all('WhatsApp_Conversation__c')[0];
const aContact = (values: Record<string, unknown>) =>
  setting.org.create('Contact', { LastName: 'Muster', ...values }, setting.rep).Id;
const aLead = (values: Record<string, unknown>) =>
  setting.org.create('Lead', { LastName: 'Muster', Company: 'Muster GmbH', ...values }, setting.rep).Id;

async function erikaWrites(text = 'Hallo'): Promise<void> {
  const before = setting.org.all('WhatsApp_Message__c').length;
  setting.gateway.world.customerWrites(ERIKA, text);
  await eventually(() => expect(setting.org.all('WhatsApp_Message__c')).toHaveLength(before + 1));
}

describe('the record a number belongs to', () => {
  test.each([
    ['in E.164', { MobilePhone: '+4915112345678' }],
    ['with spaces', { Phone: '+49 151 12345678' }],
    ['as it is dialled at home', { HomePhone: '0151 12345678' }],
    ['with a slash', { OtherPhone: '0151/12345678' }],
    ['with 00 and a bracket', { MobilePhone: '0049 (151) 12345678' }],
  ])('is found by a phone field written %s, and the number is kept on it', async (_, values) => {
    const id = aContact(values);
    await setting.startAdapter();
    await erikaWrites();
    expect(conversation()).toMatchObject({ Contact__c: id, Match_Status__c: 'Linked' });
    expect(setting.org.all('Contact')[0]?.WhatsApp_E164__c).toBe(ERIKA.phone);
  });

  test('is not one that merely ends in the same digits', async () => {
    aContact({ MobilePhone: '+43 664 12345678' });
    await setting.startAdapter();
    await erikaWrites();
    expect(conversation()).toMatchObject({ Contact__c: null, Match_Status__c: 'No match' });
  });

  test('is a contact before leads, and a lead when no contact has the number', async () => {
    aLead({ MobilePhone: ERIKA.phone });
    const contact = aContact({ MobilePhone: ERIKA.phone });
    const other = { phone: '+4915187654321', name: 'Max' };
    const lead = aLead({ Phone: other.phone });
    await setting.startAdapter();
    await erikaWrites();
    expect(conversation()?.Contact__c).toBe(contact);
    setting.gateway.world.customerWrites(other, 'Moin');
    await eventually(() => expect(setting.org.all('WhatsApp_Conversation__c')[1]?.Lead__c).toBe(lead));
  });

  test('is none of several: the conversation says who they are, and a person chooses', async () => {
    const [first] = [
      aContact({ FirstName: 'Erika', MobilePhone: ERIKA.phone }),
      aContact({ FirstName: 'Erich', Phone: ERIKA.phone }),
    ];
    await setting.startAdapter();
    await erikaWrites();
    expect(conversation()).toMatchObject({ Contact__c: null, Match_Status__c: 'Ambiguous' });
    expect(conversation()?.Match_Note__c).toContain('Erika Muster');
    expect(conversation()?.Match_Note__c).toContain('Erich Muster');
    setting.org.update(
      'WhatsApp_Conversation__c',
      String(conversation()?.Id),
      { Contact__c: first },
      setting.rep,
    );
    await erikaWrites('Noch etwas');
    expect(conversation()).toMatchObject({ Contact__c: first, Match_Status__c: 'Linked' });
    expect(setting.org.all('WhatsApp_Message__c').at(-1)?.Contact__c).toBe(first);
  });

  test('is found later when it is created after the first message, and no lead is made up meanwhile', async () => {
    await setting.startAdapter();
    await erikaWrites();
    expect(conversation()?.Match_Status__c).toBe('No match');
    expect(setting.org.all('Lead')).toEqual([]);
    const id = aContact({ MobilePhone: ERIKA.phone });
    await erikaWrites('Noch etwas');
    expect(conversation()).toMatchObject({ Contact__c: id, Match_Status__c: 'Linked' });
  });

  test('is the contact a lead was converted to', async () => {
    const lead = aLead({ MobilePhone: ERIKA.phone });
    await setting.startAdapter();
    await erikaWrites();
    expect(conversation()?.Lead__c).toBe(lead);
    const contact = aContact({ MobilePhone: ERIKA.phone });
    setting.org.records.force(setting.org.records.object('Lead'), lead, {
      IsConverted: true,
      ConvertedContactId: contact,
    });
    await erikaWrites('Noch etwas');
    expect(conversation()).toMatchObject({ Contact__c: contact, Lead__c: null });
  });
});
