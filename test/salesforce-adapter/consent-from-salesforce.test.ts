import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { deskIn, ERIKA } from './desk.ts';
import { aSetting, caughtUp, eventually, type Setting } from './setting.ts';

let setting: Setting;
beforeEach(async () => {
  setting = await aSetting();
});
afterEach(() => setting.close());

const { aContact, change, person, recorded } = deskIn(() => setting);

const HOUR = 3_600_000;

describe('an opt-out set in Salesforce', () => {
  test('is recorded once as a withdrawal of marketing by that person, and stays', async () => {
    const { gateway, rep } = setting;
    const id = aContact();
    gateway.world.record({
      contact: ERIKA.phone,
      purpose: 'marketing',
      action: 'confirm',
      method: 'chat_word',
      source: 'chat',
    });
    await setting.startAdapter();
    await eventually(() => expect(person(id)?.WhatsApp_Opt_In__c).toBe('Opted In'));
    change(id, { WhatsApp_Opt_In__c: 'Opted Out' });
    await eventually(() => expect(person(id)?.WhatsApp_Opt_In_Synced__c).toBe('Opted Out'));
    expect(recorded()).toHaveLength(1);
    expect(recorded()[0]?.body).toEqual({
      contact: { phone: ERIKA.phone },
      purpose: 'marketing',
      action: 'withdraw',
      method: 'agent',
      source: `salesforce:${rep}`,
      recordedBy: { tool: 'salesforce', actor: rep, name: 'Sabine Vertrieb' },
    });
    expect(person(id)?.WhatsApp_Opt_In__c).toBe('Opted Out');
  });

  test('works for a lead that has only a mobile number as people write it', async () => {
    const { org, rep } = setting;
    const lead = org.create(
      'Lead',
      {
        LastName: 'Muster',
        Company: 'Muster GmbH',
        MobilePhone: '0151/123 456 78',
        WhatsApp_Opt_In__c: 'Opted Out',
      },
      rep,
    );
    await setting.startAdapter();
    await eventually(() =>
      expect(recorded()[0]?.body).toMatchObject({ contact: { phone: ERIKA.phone }, action: 'withdraw' }),
    );
    await eventually(() => expect(person(lead.Id)?.WhatsApp_E164__c).toBe(ERIKA.phone));
  });

  test('is not lost when WhatsApp reports an opt-in at the same moment', async () => {
    const { gateway } = setting;
    const id = aContact();
    change(id, { WhatsApp_Opt_In__c: 'Opted Out' });
    // The gateway cannot take the opt-out yet, while its own event is already there to be shown.
    for (let times = 0; times < 500; times++)
      gateway.faults.push({ operation: 'appendConsent', fault: 'drop_before' });
    gateway.world.record({
      contact: ERIKA.phone,
      purpose: 'marketing',
      action: 'confirm',
      method: 'chat_word',
      source: 'chat',
    });
    await setting.startAdapter();
    await caughtUp(setting);
    expect(person(id)).toMatchObject({ WhatsApp_Opt_In__c: 'Opted Out', WhatsApp_Opt_In_Synced__c: null });
    gateway.faults.length = 0;
    await eventually(() => expect(person(id)?.WhatsApp_Opt_In_Synced__c).toBe('Opted Out'));
    expect(person(id)?.WhatsApp_Opt_In__c).toBe('Opted Out');
  });

  test('waits for a gateway that is down and is recorded once when its answer is lost', async () => {
    const { gateway } = setting;
    const id = aContact({ WhatsApp_Opt_In__c: 'Opted Out' });
    gateway.faults.push(
      { operation: 'appendConsent', fault: 'drop_before' },
      { operation: 'appendConsent', fault: 'drop_after' },
    );
    await setting.startAdapter();
    await eventually(() => expect(person(id)?.WhatsApp_Opt_In_Synced__c).toBe('Opted Out'));
    const [contact] = gateway.world.contacts.values();
    expect(gateway.world.ledgers.get(contact?.id ?? '')).toHaveLength(1);
    expect(new Set(recorded().map(({ key }) => key)).size).toBe(1);
  });

  test('is not forgotten when other records change long after it, before the gateway could take it', async () => {
    let now = Date.now() - 3 * HOUR;
    await setting.close();
    setting = await aSetting({ now: () => now });
    const { gateway, org, rep } = setting;
    for (let times = 0; times < 2_000; times++)
      gateway.faults.push({ operation: 'appendConsent', fault: 'drop_before' });
    const id = aContact({ WhatsApp_Opt_In__c: 'Opted Out' });
    now += 2 * HOUR;
    const other = { LastName: 'Anders', MobilePhone: '+4915187654321', WhatsApp_Opt_In__c: 'Unknown' };
    org.create('Contact', other, rep);
    const first = await setting.startAdapter();
    await eventually(() => expect(gateway.world.toolState.has('salesforce/poll-contacts')).toBe(true));
    await first.stop();
    gateway.faults.length = 0;
    await setting.startAdapter();
    await eventually(() => expect(person(id)?.WhatsApp_Opt_In_Synced__c).toBe('Opted Out'));
  });

  test('on a record without any number says so, and goes out once there is one', async () => {
    const id = aContact({ WhatsApp_E164__c: null, WhatsApp_Opt_In__c: 'Opted Out' });
    await setting.startAdapter();
    await eventually(() =>
      expect(person(id)?.WhatsApp_Opt_In_Note__c).toBe('Not recorded: the record has no number.'),
    );
    change(id, { MobilePhone: '+49 151 12345678' });
    await eventually(() => expect(recorded()).toHaveLength(1));
  });

  test('is not lifted by emptying the field', async () => {
    const { gateway } = setting;
    const id = aContact();
    gateway.world.record({
      contact: ERIKA.phone,
      purpose: 'marketing',
      action: 'withdraw',
      method: 'chat_word',
    });
    await setting.startAdapter();
    for (const value of [null, 'Unknown', 'Pending']) {
      await eventually(() => expect(person(id)?.WhatsApp_Opt_In__c).toBe('Opted Out'));
      change(id, { WhatsApp_Opt_In__c: value });
    }
    await eventually(() => expect(person(id)?.WhatsApp_Opt_In__c).toBe('Opted Out'));
    expect(recorded()).toHaveLength(0);
  });
});

describe('an opt-in set in Salesforce', () => {
  const proof = {
    WhatsApp_Opt_In_Source__c: 'Messe Hannover, Formular 12',
    WhatsApp_Opt_In_Date__c: '2026-11-20T10:00:00Z',
    WhatsApp_Opt_In_Text_Version__c: 'v3',
  };

  test('with source, date and wording is recorded as granted and shows Pending until it is confirmed', async () => {
    const { gateway } = setting;
    const id = aContact({ WhatsApp_Opt_In__c: 'Opted In', ...proof });
    await setting.startAdapter();
    await eventually(() => expect(person(id)?.WhatsApp_Opt_In__c).toBe('Pending'));
    expect(recorded()).toHaveLength(1);
    expect(recorded()[0]?.body).toMatchObject({
      action: 'grant',
      method: 'agent',
      source: 'Messe Hannover, Formular 12',
      textVersion: 'v3',
      occurredAt: '2026-11-20T10:00:00.000Z',
    });
    gateway.world.record({
      contact: ERIKA.phone,
      purpose: 'marketing',
      action: 'confirm',
      method: 'chat_word',
      source: 'chat',
    });
    await eventually(() => expect(person(id)?.WhatsApp_Opt_In__c).toBe('Opted In'));
  });

  test.each([
    ['source', { ...proof, WhatsApp_Opt_In_Source__c: null }],
    ['date', { ...proof, WhatsApp_Opt_In_Date__c: null }],
  ])(
    'without a %s does not count, says what is missing, and counts once it is filled in',
    async (_, partial) => {
      const id = aContact({ WhatsApp_Opt_In__c: 'Opted In', ...partial });
      await setting.startAdapter();
      await eventually(() =>
        expect(person(id)).toMatchObject({
          WhatsApp_Opt_In__c: 'Pending',
          WhatsApp_Opt_In_Note__c: 'The opt-in does not count yet: enter source and date.',
        }),
      );
      expect(recorded()).toHaveLength(0);
      change(id, proof);
      await eventually(() => expect(recorded()).toHaveLength(1));
    },
  );

  test('does not beat an earlier withdrawal when it is dated before it', async () => {
    const { gateway } = setting;
    const id = aContact();
    gateway.world.record({
      contact: ERIKA.phone,
      purpose: 'marketing',
      action: 'withdraw',
      method: 'chat_word',
    });
    await setting.startAdapter();
    await eventually(() => expect(person(id)?.WhatsApp_Opt_In__c).toBe('Opted Out'));
    change(id, { WhatsApp_Opt_In__c: 'Opted In', ...proof });
    await eventually(() => expect(recorded()).toHaveLength(1));
    await eventually(() => expect(person(id)?.WhatsApp_Opt_In__c).toBe('Opted Out'));
  });

  test('that the gateway refuses says why on the record and is not shown as given', async () => {
    const { gateway } = setting;
    const errors = [{ path: 'occurredAt', message: 'lies in the future' }];
    const problem = {
      type: 'about:blank',
      title: 'Invalid',
      code: 'REQUEST_INVALID',
      status: 422,
      detail: 'Invalid.',
    };
    const fault = { status: 422, body: { ...problem, errors } };
    for (let times = 0; times < 200; times++) gateway.faults.push({ operation: 'appendConsent', fault });
    const date = new Date(Date.now() + HOUR).toISOString();
    const id = aContact({ WhatsApp_Opt_In__c: 'Opted In', ...proof, WhatsApp_Opt_In_Date__c: date });
    await setting.startAdapter();
    await eventually(() =>
      expect(person(id)).toMatchObject({
        WhatsApp_Opt_In_Note__c: 'Not recorded: lies in the future',
        WhatsApp_Opt_In_Synced__c: null,
      }),
    );
  });
});
