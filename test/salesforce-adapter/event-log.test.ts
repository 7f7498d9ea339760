import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { deskIn, ERIKA } from './desk.ts';
import { aSetting, caughtUp, eventually, type Setting } from './setting.ts';

let setting: Setting;
beforeEach(async () => {
  setting = await aSetting();
});
afterEach(() => setting.close());

const { conversations, messages } = deskIn(() => setting);

describe('the place in the event log', () => {
  test('an adapter that starts again goes on where it stopped and writes no row twice', async () => {
    const { gateway } = setting;
    gateway.world.customerWrites(ERIKA, 'eins');
    const first = await setting.startAdapter();
    await eventually(() => expect(messages()).toHaveLength(1));
    await caughtUp(setting);
    await first.stop();
    gateway.world.customerWrites(ERIKA, 'zwei');
    await setting.startAdapter();
    await eventually(() => expect(messages()).toHaveLength(2));
  });

  test('the cursor is not kept when the rows could not be written, and a lost answer makes no second row', async () => {
    const { gateway, org } = setting;
    gateway.faults.push({ operation: 'putToolState', fault: 'drop_before' });
    org.faults.dropAnswers(2);
    gateway.world.customerWrites(ERIKA, 'Hallo');
    await setting.startAdapter();
    await caughtUp(setting);
    expect(messages()).toHaveLength(1);
    expect(conversations()).toHaveLength(1);
  });

  test('a cursor older than the log starts again with the oldest event', async () => {
    const { gateway } = setting;
    gateway.world.toolState.set('salesforce/events-cursor', { value: 'expired', version: 1 });
    gateway.world.customerWrites(ERIKA, 'Hallo');
    await setting.startAdapter();
    await eventually(() => expect(messages()).toHaveLength(1));
    expect(setting.lines.map(({ message }) => message).join()).toContain('longer than events are kept');
  });

  test('a row a validation rule refuses holds up nobody, is kept, and is written once the rule lets it', async () => {
    const { gateway, org } = setting;
    let strict = true;
    org.records.addRule('WhatsApp_Message__c', (record) =>
      strict && record.Body__c === 'streng' ? 'Das ist hier nicht erlaubt.' : undefined,
    );
    const message = gateway.world.customerWrites(ERIKA, 'streng');
    gateway.world.customerWrites(ERIKA, 'normal');
    await setting.startAdapter();
    await eventually(() => expect(messages().map((row) => row.Body__c)).toEqual(['normal']));
    const kept = `salesforce/unwritten:message:${message.id}`;
    await eventually(() => expect(gateway.world.toolState.has(kept)).toBe(true));
    expect(setting.lines.find(({ level }) => level === 'error')?.fields).toMatchObject({
      code: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
    });
    strict = false;
    await eventually(() => expect(messages()).toHaveLength(2));
    await eventually(() => expect(gateway.world.toolState.has(kept)).toBe(false));
  });
});
