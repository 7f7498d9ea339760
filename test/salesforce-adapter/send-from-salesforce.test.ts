import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { deskIn, ERIKA } from './desk.ts';
import { aDecision, WINDOW_CLOSED } from './gateway-stand-in/index.ts';
import { aSetting, eventually, type Setting } from './setting.ts';

let setting: Setting;
beforeEach(async () => {
  setting = await aSetting();
});
afterEach(() => setting.close());

const { messages, queue, row, sends, sent } = deskIn(() => setting);

describe('a rep sends from the record', () => {
  test('a queued text goes once, with the request id as key and the rep as its author, and its row gets the ticks', async () => {
    const { gateway, org, rep } = setting;
    const contact = org.create('Contact', { LastName: 'Muster', MobilePhone: '0151 12345678' }, rep);
    const id = queue({
      To__c: null,
      Contact__c: contact.Id,
      Body__c: 'Guten Tag',
      Client_Request_Id__c: 'req-1',
    });
    await setting.startAdapter();
    await eventually(() => expect(row(id)?.Parley_Message_Id__c).toBeTruthy());
    expect(sends()).toHaveLength(1);
    expect(sends()[0]).toMatchObject({
      key: 'req-1',
      body: {
        to: { phone: ERIKA.phone },
        content: { type: 'text', text: 'Guten Tag' },
        links: [{ tool: 'salesforce', key: id }],
        sentBy: { tool: 'salesforce', kind: 'person', actor: rep, name: 'Sabine Vertrieb' },
      },
    });
    const messageId = String(row(id)?.Parley_Message_Id__c);
    gateway.world.reportStatus(messageId, 'sent');
    gateway.world.reportStatus(messageId, 'delivered');
    await eventually(() =>
      expect(row(id)).toMatchObject({
        Status__c: 'Delivered',
        Wamid__c: `wamid.${messageId}`,
        Author_Name__c: 'Sabine Vertrieb',
        Decision_Code__c: 'SERVICE_REPLY',
        Contact__c: contact.Id,
      }),
    );
    expect(messages()).toHaveLength(1);
  });

  test('a row without a request id goes under its record id, as a reply in its conversation', async () => {
    const { gateway, org } = setting;
    const inbound = gateway.world.customerWrites(ERIKA, 'Hallo');
    await setting.startAdapter();
    const conversation = await eventually(() => {
      const [found] = org.all('WhatsApp_Conversation__c');
      expect(found).toBeDefined();
      return found;
    });
    const id = queue({ To__c: null, Conversation__c: conversation?.Id, Body__c: 'Guten Tag' });
    await eventually(() => expect(sends()).toHaveLength(1));
    expect(sends()[0]).toMatchObject({ key: id, body: { to: { conversationId: inbound.conversationId } } });
  });

  test('a template goes with its variables, and beside a text it is the fallback once the window is closed', async () => {
    const variables = {
      Template_Name__c: 'order_update',
      Template_Language__c: 'de',
      Template_Variables__c: '{"first_name":"Erika"}',
    };
    queue(variables);
    queue({ ...variables, Body__c: 'Guten Tag' });
    await setting.startAdapter();
    await eventually(() => expect(sends()).toHaveLength(2));
    const template = {
      type: 'template',
      name: 'order_update',
      language: 'de',
      variables: { first_name: 'Erika' },
    };
    expect(sends()[0]?.body).toMatchObject({ content: template });
    expect(sends()[1]?.body).toMatchObject({
      content: { type: 'text', text: 'Guten Tag' },
      ifWindowClosed: { then: 'template', template },
    });
  });

  test('a template chosen from the catalogue goes by its name and language', async () => {
    const { org, rep } = setting;
    const values = {
      Name: 'order_update',
      Template_Key__c: 'order_update:de',
      Template_Name__c: 'order_update',
    };
    const chosen = org.create('WhatsApp_Template__c', { ...values, Language__c: 'de' }, rep);
    queue({ Template__c: chosen.Id, Template_Variables__c: '{"first_name":"Erika"}' });
    await setting.startAdapter();
    await eventually(() =>
      expect(sends()[0]?.body).toMatchObject({
        content: {
          type: 'template',
          name: 'order_update',
          language: 'de',
          variables: { first_name: 'Erika' },
        },
      }),
    );
  });

  test('a first message names our number when several are connected', async () => {
    queue({ Body__c: 'Guten Tag', Business_Number_Id__c: '106540352242922' });
    await setting.startAdapter();
    await eventually(() => expect(sends()[0]?.body).toMatchObject({ from: '106540352242922' }));
  });

  test('a row stays on the record where the rep wrote it, though the conversation is linked to another', async () => {
    const { gateway, org, rep } = setting;
    const linked = org.create('Contact', { LastName: 'Muster', WhatsApp_E164__c: ERIKA.phone }, rep);
    const other = org.create('Contact', { LastName: 'Zweite', MobilePhone: ERIKA.phone }, rep);
    gateway.world.customerWrites(ERIKA, 'Hallo');
    const id = queue({ To__c: null, Contact__c: other.Id, Body__c: 'Guten Tag' });
    await setting.startAdapter();
    await eventually(() => expect(row(id)?.Conversation__c).toBeTruthy());
    expect(org.all('WhatsApp_Conversation__c')[0]?.Contact__c).toBe(linked.Id);
    expect(row(id)?.Contact__c).toBe(other.Id);
  });

  test('a look at an org where nothing changed is a single call', async () => {
    await setting.startAdapter();
    const { calls } = setting.org;
    const before = calls.length;
    await eventually(() => expect(calls.length).toBeGreaterThan(before + 5));
    expect(new Set(calls.slice(before).map(({ method, url }) => `${method} ${url}`))).toEqual(
      new Set(['POST /services/data/v67.0/composite']),
    );
  });

  test('messages of one rep leave in the order in which they were written', async () => {
    for (const text of ['eins', 'zwei', 'drei']) queue({ Body__c: text });
    await setting.startAdapter();
    await eventually(() => expect(sent()).toHaveLength(3));
    expect(sent().map(({ content }) => content.text)).toEqual(['eins', 'zwei', 'drei']);
  });

  test('rows the adapter writes are never sent, nor are its answers', async () => {
    const { gateway } = setting;
    gateway.world.send({
      to: ERIKA.phone,
      content: { type: 'text', text: 'aus n8n' },
      sentBy: { tool: 'n8n' },
    });
    const id = queue({ Body__c: 'aus Salesforce' });
    await setting.startAdapter();
    await eventually(() => expect(row(id)?.Parley_Message_Id__c).toBeTruthy());
    await eventually(() => expect(messages()).toHaveLength(2));
    const polls = setting.org.calls.filter(({ url }) => url.endsWith('/composite')).length;
    await eventually(() =>
      expect(setting.org.calls.filter(({ url }) => url.endsWith('/composite')).length).toBeGreaterThan(
        polls + 3,
      ),
    );
    expect(sends()).toHaveLength(1);
  });
});

describe('a message the rules refuse', () => {
  test('shows the very sentence of the gateway, its code and what to do, and is not sent again', async () => {
    setting.gateway.world.decide = () => WINDOW_CLOSED;
    const id = queue({ Body__c: 'Guten Tag' });
    await setting.startAdapter();
    await eventually(() =>
      expect(row(id)).toMatchObject({
        Status__c: 'Refused',
        Decision_Code__c: 'WINDOW_CLOSED',
        Reason_Text__c: WINDOW_CLOSED.reason,
        Remedy_Text__c: WINDOW_CLOSED.remedy,
        Parley_Message_Id__c: null,
      }),
    );
    expect(sends()).toHaveLength(1);
  });

  test('goes when the rep puts it back to Queued after the customer has written', async () => {
    const { gateway, org, rep } = setting;
    gateway.world.decide = () => WINDOW_CLOSED;
    const id = queue({ Body__c: 'Guten Tag' });
    await setting.startAdapter();
    await eventually(() => expect(row(id)?.Status__c).toBe('Refused'));
    gateway.world.decide = () => aDecision('SERVICE_REPLY');
    org.update('WhatsApp_Message__c', id, { Status__c: 'Queued' }, rep);
    await eventually(() => expect(row(id)).toMatchObject({ Status__c: 'Sending', Reason_Text__c: null }));
  });

  test.each([
    ['nobody to send to', { To__c: null, Body__c: 'Hallo' }, 'There is no number to send to.'],
    ['no words', {}, 'The message is empty.'],
    ['a template without language', { Template_Name__c: 'order_update' }, 'The template is not complete.'],
    [
      'variables that are no JSON',
      { Template_Name__c: 'order_update', Template_Language__c: 'de', Template_Variables__c: 'Erika' },
      'The template variables cannot be read.',
    ],
    [
      'a variable that is no text',
      { Template_Name__c: 'order_update', Template_Language__c: 'de', Template_Variables__c: '{"count": 3}' },
      'The template variables cannot be read.',
    ],
  ])('with %s is told to the rep, without asking the gateway', async (_, values, reason) => {
    const id = queue(values);
    await setting.startAdapter();
    await eventually(() => expect(row(id)).toMatchObject({ Status__c: 'Refused', Reason_Text__c: reason }));
    expect(row(id)?.Remedy_Text__c).toBeTruthy();
    expect(sends()).toHaveLength(0);
  });

  test('for its form names every fault', async () => {
    const id = queue({ Body__c: 'x'.repeat(4097) });
    await setting.startAdapter();
    await eventually(() => expect(row(id)?.Status__c).toBe('Refused'));
    expect(row(id)).toMatchObject({ Decision_Code__c: 'REQUEST_INVALID' });
    expect(row(id)?.Reason_Text__c).toContain('content.text');
  });
});
