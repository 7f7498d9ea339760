import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { deskIn, ERIKA } from './desk.ts';
import { aSetting, caughtUp, eventually, type Setting } from './setting.ts';

let setting: Setting;
beforeEach(async () => {
  setting = await aSetting();
});
afterEach(() => setting.close());

const { aContact, change, person, recorded } = deskIn(() => setting);

describe('consent that changes in WhatsApp', () => {
  test.each([
    ['a confirmed opt-in as Opted In', 'confirm', 'Opted In'],
    ['an unconfirmed opt-in as Pending', 'grant', 'Pending'],
    ['a withdrawal as Opted Out', 'withdraw', 'Opted Out'],
  ] as const)('shows %s on contact and lead, with a copy of the entry', async (_, action, shown) => {
    const { gateway, org, rep } = setting;
    const contact = aContact();
    const lead = org.create(
      'Lead',
      { LastName: 'Muster', Company: 'Muster GmbH', WhatsApp_E164__c: ERIKA.phone },
      rep,
    );
    await setting.startAdapter();
    const event = gateway.world.record({
      contact: ERIKA.phone,
      purpose: 'marketing',
      action,
      method: 'chat_word',
      source: 'chat',
      textVersion: 'v3',
    });
    await eventually(() => {
      expect(person(contact)?.WhatsApp_Opt_In__c).toBe(shown);
      expect(person(lead.Id)?.WhatsApp_Opt_In__c).toBe(shown);
      expect(org.all('WhatsApp_Consent_Event__c')).toEqual([
        expect.objectContaining({ Parley_Event_Id__c: event.id, Action__c: action, Phone__c: ERIKA.phone }),
      ]);
    });
    // What the adapter wrote itself is no change of a person.
    expect(recorded()).toHaveLength(0);
  });

  test('empties source, date and wording with an opt-out, so that an old proof cannot serve a new opt-in', async () => {
    const { gateway } = setting;
    const id = aContact();
    await setting.startAdapter();
    gateway.world.record({
      contact: ERIKA.phone,
      purpose: 'marketing',
      action: 'confirm',
      method: 'chat_button',
      source: 'chat',
      textVersion: 'v3',
    });
    await eventually(() =>
      expect(person(id)).toMatchObject({
        WhatsApp_Opt_In_Source__c: 'chat',
        WhatsApp_Opt_In_Text_Version__c: 'v3',
      }),
    );
    gateway.world.record({
      contact: ERIKA.phone,
      purpose: 'marketing',
      action: 'withdraw',
      method: 'chat_word',
    });
    await eventually(() =>
      expect(person(id)).toMatchObject({
        WhatsApp_Opt_In__c: 'Opted Out',
        WhatsApp_Opt_In_Source__c: null,
        WhatsApp_Opt_In_Date__c: null,
        WhatsApp_Opt_In_Text_Version__c: null,
      }),
    );
    change(id, { WhatsApp_Opt_In__c: 'Opted In' });
    await eventually(() => expect(person(id)?.WhatsApp_Opt_In_Note__c).toContain('enter source and date'));
    expect(recorded()).toHaveLength(0);
  });
});

describe('a record that is linked later', () => {
  const confirm = () =>
    setting.gateway.world.record({
      contact: ERIKA.phone,
      purpose: 'marketing',
      action: 'confirm',
      method: 'chat_word',
      source: 'chat',
    });

  test('shows the consent that was given before it existed', async () => {
    setting.gateway.world.customerWrites(ERIKA, 'Hallo');
    confirm();
    await setting.startAdapter();
    await caughtUp(setting);
    const id = aContact({ WhatsApp_E164__c: null, MobilePhone: ERIKA.phone });
    setting.gateway.world.customerWrites(ERIKA, 'Noch etwas');
    await eventually(() => expect(person(id)?.WhatsApp_Opt_In__c).toBe('Opted In'));
  });

  test('as the contact a lead was converted to shows the consent, and the lead is left alone', async () => {
    const { gateway, org, rep } = setting;
    const company = { LastName: 'Muster', Company: 'Muster GmbH' };
    const lead = org.create('Lead', { ...company, WhatsApp_E164__c: ERIKA.phone }, rep);
    gateway.world.customerWrites(ERIKA, 'Hallo');
    confirm();
    await setting.startAdapter();
    await eventually(() => expect(person(lead.Id)?.WhatsApp_Opt_In__c).toBe('Opted In'));
    const contact = aContact({ WhatsApp_E164__c: null });
    const converted = { IsConverted: true, ConvertedContactId: contact };
    org.records.force(org.records.object('Lead'), lead.Id, converted);
    gateway.world.customerWrites(ERIKA, 'Noch etwas');
    await eventually(() => expect(person(contact)?.WhatsApp_Opt_In__c).toBe('Opted In'));
    expect(setting.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});

test('consent does not move to another number', async () => {
  const { gateway } = setting;
  const id = aContact();
  await setting.startAdapter();
  gateway.world.record({
    contact: ERIKA.phone,
    purpose: 'marketing',
    action: 'confirm',
    method: 'chat_word',
    source: 'chat',
  });
  await eventually(() => expect(person(id)?.WhatsApp_Opt_In__c).toBe('Opted In'));
  change(id, { WhatsApp_E164__c: '+49 151 87654321' });
  await eventually(() =>
    expect(person(id)).toMatchObject({ WhatsApp_Opt_In__c: 'Unknown', WhatsApp_E164__c: '+4915187654321' }),
  );
  expect(recorded()).toHaveLength(0);
});
