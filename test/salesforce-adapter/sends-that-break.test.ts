import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { deskIn, ERIKA } from './desk.ts';
import { startGatewayStandIn } from './gateway-stand-in/index.ts';
import { aSetting, eventually, type Setting } from './setting.ts';

let setting: Setting;
beforeEach(async () => {
  setting = await aSetting();
});
afterEach(() => setting.close());

const { messages, queue, row, sends, sent } = deskIn(() => setting);

describe('when something breaks on the way', () => {
  test('a lost answer of the gateway is asked for again with the same key: one message, never Refused', async () => {
    setting.gateway.faults.push({ operation: 'sendMessage', fault: 'drop_after' });
    const id = queue({ Body__c: 'Guten Tag', Client_Request_Id__c: 'req-9' });
    await setting.startAdapter();
    await eventually(() => expect(row(id)?.Parley_Message_Id__c).toBeTruthy());
    expect(sent()).toHaveLength(1);
    expect(sends()[0]?.status).toBe(0);
    for (const { key } of sends()) expect(key).toBe('req-9');
    expect(messages()).toHaveLength(1);
  });

  test.each([
    ['is too busy', 503],
    ['limits the rate', 429],
    ['does not take the key', 403],
  ])('a gateway that %s leaves the row queued until it answers', async (_, status) => {
    const body = { type: 'about:blank', title: 'Later', code: 'LATER', status, detail: 'Later.' };
    const fault = { status, body };
    setting.gateway.faults.push({ operation: 'sendMessage', fault }, { operation: 'sendMessage', fault });
    const id = queue({ Body__c: 'Guten Tag' });
    await setting.startAdapter();
    await eventually(() => expect(row(id)?.Status__c).toBe('Sending'));
    expect(sends().map((call) => call.status)).toEqual([status, status, 202]);
  });

  test('a gateway that is down and comes back gets every queued message once', async () => {
    const { gateway } = setting;
    const port = Number(new URL(gateway.url).port);
    await setting.startAdapter();
    await gateway.close();
    const id = queue({ Body__c: 'Guten Tag' });
    await eventually(() =>
      expect(setting.lines.map(({ message }) => message).join()).toContain('did not answer'),
    );
    expect(row(id)?.Status__c).toBe('Queued');
    setting.gateway = await startGatewayStandIn(gateway.world, port);
    await eventually(() => expect(row(id)?.Status__c).toBe('Sending'));
    expect(sent()).toHaveLength(1);
    await setting.gateway.close();
  });

  test('an adapter that dies between sending and writing the result sends nothing twice', async () => {
    const { org } = setting;
    const id = queue({ Body__c: 'Guten Tag', Client_Request_Id__c: 'req-5' });
    org.faults.lockRows(1_000, 'WhatsApp_Message__c');
    const first = await setting.startAdapter({
      timing: { writePausesMs: [60_000] },
    });
    await eventually(() => expect(sent()).toHaveLength(1));
    await first.stop();
    expect(row(id)).toMatchObject({ Status__c: 'Queued', Parley_Message_Id__c: null });
    org.faults.lockRows(0);
    await setting.startAdapter();
    await eventually(() => expect(row(id)?.Parley_Message_Id__c).toBe(sent()[0]?.id));
    expect(sent()).toHaveLength(1);
    expect(messages()).toHaveLength(1);
  });

  test('a text changed after it was sent shows the message that went', async () => {
    const { org, gateway, rep } = setting;
    const id = queue({ Body__c: 'Guten Tag', Client_Request_Id__c: 'req-6' });
    org.faults.lockRows(1_000, 'WhatsApp_Message__c');
    const first = await setting.startAdapter({
      timing: { writePausesMs: [60_000] },
    });
    await eventually(() => expect(sent()).toHaveLength(1));
    await first.stop();
    gateway.world.toolState.set('salesforce/events-cursor', {
      value: String(gateway.world.events.length),
      version: 9,
    });
    org.faults.lockRows(0);
    org.update('WhatsApp_Message__c', id, { Body__c: 'Guten Abend' }, rep);
    await setting.startAdapter();
    await eventually(() => expect(row(id)?.Parley_Message_Id__c).toBe(sent()[0]?.id));
    expect(sends().at(-1)?.status).toBe(409);
    expect(sent()).toHaveLength(1);
  });

  test('ticks reach the row of a rep even when the gateway never answers the send', async () => {
    const { gateway } = setting;
    for (let times = 0; times < 500; times++)
      gateway.faults.push({ operation: 'sendMessage', fault: 'drop_after' });
    const id = queue({ Body__c: 'Guten Tag' });
    await setting.startAdapter();
    await eventually(() => expect(sent()).toHaveLength(1));
    gateway.world.reportStatus(sent()[0]?.id ?? '', 'delivered');
    await eventually(() =>
      expect(row(id)).toMatchObject({ Status__c: 'Delivered', Parley_Message_Id__c: sent()[0]?.id }),
    );
    expect(messages()).toHaveLength(1);
  });

  test('an answer that comes after the ticks does not take them back', async () => {
    const { gateway, org } = setting;
    const { promise, resolve } = Promise.withResolvers<void>();
    gateway.faults.push({ operation: 'sendMessage', fault: { answerAfter: promise } });
    const id = queue({ Body__c: 'Guten Tag' });
    await setting.startAdapter({ timing: {} });
    await eventually(() => expect(sent()).toHaveLength(1));
    gateway.world.reportStatus(sent()[0]?.id ?? '', 'delivered');
    await eventually(() => expect(row(id)?.Status__c).toBe('Delivered'));
    resolve();
    await eventually(() => expect(sends()).toHaveLength(1));
    const before = org.calls.length;
    await eventually(() => expect(org.calls.length).toBeGreaterThan(before + 4));
    expect(row(id)?.Status__c).toBe('Delivered');
  });

  test('a second message does not overtake a first one that has to wait', async () => {
    const { gateway } = setting;
    const body = { type: 'about:blank', title: 'Later', code: 'LATER', status: 503, detail: 'Later.' };
    gateway.faults.push({ operation: 'sendMessage', fault: { status: 503, body } });
    for (const text of ['eins', 'zwei']) queue({ Body__c: text });
    await setting.startAdapter();
    await eventually(() => expect(sent()).toHaveLength(2));
    expect(sent().map(({ content }) => content.text)).toEqual(['eins', 'zwei']);
  });

  test('a row the rep deletes meanwhile is not put back by later ticks', async () => {
    const { gateway, org, rep } = setting;
    const id = queue({ Body__c: 'Guten Tag' });
    await setting.startAdapter();
    await eventually(() => expect(row(id)?.Parley_Message_Id__c).toBeTruthy());
    const messageId = String(row(id)?.Parley_Message_Id__c);
    org.records.remove(org.records.object('WhatsApp_Message__c'), id, rep);
    gateway.world.reportStatus(messageId, 'sent');
    gateway.world.customerWrites(ERIKA, 'Hallo');
    await eventually(() => expect(messages().map((message) => message.Body__c)).toEqual(['Hallo']));
  });
});
