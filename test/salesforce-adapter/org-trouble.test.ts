import { describe, expect, test } from '@jest/globals';
import { ERIKA } from './desk.ts';
import { aSetting, eventually, keys, type Setting } from './setting.ts';

async function inSetting(use: (setting: Setting) => Promise<void>, more = {}): Promise<void> {
  const setting = await aSetting(more);
  try {
    await use(setting);
  } finally {
    await setting.close();
  }
}

const texts = ({ lines }: Setting) => lines.map(({ message }) => message).join('\n');
const rows = ({ org }: Setting) => org.all('WhatsApp_Message__c');

describe('signing in', () => {
  test('with a signed JWT works for the My Domain address', () =>
    inSetting(async (setting) => {
      const credentials = {
        flow: 'jwt',
        clientId: 'parley-client-id',
        privateKey: keys.privateKey,
        username: 'parley.integration@org.example',
      } as const;
      setting.gateway.world.customerWrites(ERIKA, 'Hallo');
      await setting.startAdapter({ settings: { ...setting.settings, credentials } });
      await eventually(() => expect(rows(setting)).toHaveLength(1));
    }));

  test('again happens by itself when the session has ended, also in the middle of a write', () =>
    inSetting(async (setting) => {
      const { org, gateway } = setting;
      await setting.startAdapter();
      expect(org.tokens.issued).toBe(1);
      org.tokens.expireAll();
      gateway.world.customerWrites(ERIKA, 'Hallo');
      await eventually(() => expect(rows(setting)).toHaveLength(1));
      expect(org.tokens.issued).toBe(2);
    }));

  test('stops after three tries when every new token is refused, and tells the admin', () =>
    inSetting(async (setting) => {
      const { org } = setting;
      org.faults.refuseEveryToken(true);
      await setting.startAdapter({ timing: { patientMs: 20 } });
      await eventually(() => expect(texts(setting)).toContain('does not accept them'));
      const before = org.calls.length;
      await eventually(() => expect(org.calls.length).toBeGreaterThan(before + 10));
      expect(org.tokens.issued).toBe(3);
    }));

  test('with a token answer that lacks the identity says what to allow', () =>
    inSetting(
      async (setting) => {
        await setting.startAdapter({ timing: { patientMs: 20 } });
        await eventually(() => expect(texts(setting)).toContain('The token answer has no "id"'));
      },
      { tokenWithoutId: true },
    ));

  test('with a wrong secret says so without the secret', () =>
    inSetting(async (setting) => {
      const credentials = { ...setting.settings.credentials, clientSecret: 'a-wrong-secret' } as never;
      await setting.startAdapter({
        settings: { ...setting.settings, credentials },
        timing: { patientMs: 20 },
      });
      await eventually(() => expect(texts(setting)).toContain('invalid_client'));
      expect(texts(setting)).not.toContain('a-wrong-secret');
    }));
});

describe('an org in trouble', () => {
  test('that is unavailable for a moment makes no second row', () =>
    inSetting(async (setting) => {
      const { org, gateway } = setting;
      await setting.startAdapter();
      org.faults.beUnavailable(4, 'PATCH');
      gateway.world.customerWrites(ERIKA, 'Hallo');
      await eventually(() => expect(rows(setting)).toHaveLength(1));
      expect(org.calls.filter(({ status }) => status === 503)).toHaveLength(4);
    }));

  test('that does not answer is given up after our own time, and asked again', () =>
    inSetting(async (setting) => {
      setting.org.faults.hang(2);
      setting.gateway.world.customerWrites(ERIKA, 'Hallo');
      await setting.startAdapter({ timing: { callTimeoutMs: 100 } });
      await eventually(() => expect(rows(setting)).toHaveLength(1));
      expect(texts(setting)).toContain('The org did not answer in time.');
    }));

  test('that takes a write and loses the answer makes no second row', () =>
    inSetting(async (setting) => {
      const { org, gateway } = setting;
      await setting.startAdapter();
      org.faults.dropAnswers(3);
      gateway.world.customerWrites(ERIKA, 'Hallo');
      await eventually(() => expect(rows(setting)).toHaveLength(1));
      await eventually(() =>
        expect(gateway.world.toolState.get('salesforce/events-cursor')?.value).toBe('1'),
      );
      expect(rows(setting)).toHaveLength(1);
      expect(org.all('WhatsApp_Conversation__c')).toHaveLength(1);
    }));

  test('with a locked record repeats only the rows that failed', () =>
    inSetting(async (setting) => {
      const { org, gateway } = setting;
      for (const text of ['eins', 'zwei', 'drei']) gateway.world.customerWrites(ERIKA, text);
      org.faults.lockRows(1, 'WhatsApp_Message__c');
      await setting.startAdapter();
      await eventually(() => expect(rows(setting)).toHaveLength(3));
      // Created by their first successful write and not touched again.
      const stamps = rows(setting).map((row) => row.CreatedDate === row.SystemModstamp);
      expect(stamps).toEqual([true, true, true]);
    }));

  test('that is not there is waited for, and the message says so', () =>
    inSetting(async (setting) => {
      const { gateway, org } = setting;
      gateway.world.customerWrites(ERIKA, 'Hallo');
      const settings = { ...setting.settings, loginUrl: 'http://127.0.0.1:9' };
      await setting.startAdapter({ settings, timing: { patientMs: 20 } });
      await eventually(() => expect(texts(setting)).toContain('cannot be reached'));
      expect(org.calls).toEqual([]);
      expect(gateway.world.toolState.has('salesforce/events-cursor')).toBe(false);
    }));

  test('without calls left is left alone until it has some again', () =>
    inSetting(async (setting) => {
      const { org, gateway } = setting;
      await setting.startAdapter();
      org.faults.useUpQuota(true);
      gateway.world.customerWrites(ERIKA, 'Hallo');
      await eventually(() => expect(texts(setting)).toContain('no API calls left'));
      org.faults.useUpQuota(false);
      await eventually(() => expect(rows(setting)).toHaveLength(1));
    }));

  test('whose metadata is not deployed moves no cursor and tells the admin what to do', () =>
    inSetting(async (setting) => {
      const { org, gateway } = setting;
      const object = org.records.object('WhatsApp_Message__c');
      const field = object.fields.get('author_kind__c');
      object.fields.delete('author_kind__c');
      gateway.world.customerWrites(ERIKA, 'Hallo');
      await setting.startAdapter({ timing: { patientMs: 20 } });
      await eventually(() => expect(texts(setting)).toContain('Deploy the metadata'));
      expect(gateway.world.toolState.get('salesforce/events-cursor')).toBeUndefined();
      if (field) object.fields.set('author_kind__c', field);
      await eventually(() => expect(rows(setting)).toHaveLength(1));
    }));

  test('whose row already has the wamid gets that row updated instead of a second one', () =>
    inSetting(async (setting) => {
      const { org, gateway, rep } = setting;
      const old = { Direction__c: 'Inbound', Status__c: 'Received', Wamid__c: 'wamid.OLD/1' };
      org.create('WhatsApp_Message__c', old, rep);
      const message = gateway.world.customerWrites(ERIKA, 'Hallo', 'wamid.OLD/1');
      await setting.startAdapter();
      await eventually(() => expect(rows(setting)[0]?.Parley_Message_Id__c).toBe(message.id));
      expect(rows(setting)).toHaveLength(1);
    }));
});

test('what is logged holds no number, no text and no key', () =>
  inSetting(async (setting) => {
    const { org, gateway } = setting;
    org.records.addRule('WhatsApp_Message__c', () => 'Nein: geheimer Text');
    gateway.world.customerWrites(ERIKA, 'geheimer Text', 'wamid.SECRET');
    await setting.startAdapter();
    await eventually(() => expect(setting.lines.length).toBeGreaterThan(0));
    const all = JSON.stringify(setting.lines);
    for (const secret of [
      ERIKA.phone,
      'geheimer Text',
      'wamid.SECRET',
      gateway.apiKey,
      'parley-client-secret',
    ])
      expect(all).not.toContain(secret);
  }));
