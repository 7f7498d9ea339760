import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Template } from '@parley/core/gateway-api';
import { deskIn, ERIKA } from './desk.ts';
import { aDecision } from './gateway-stand-in/index.ts';
import { aSetting, caughtUp, eventually, type Setting } from './setting.ts';

let setting: Setting;
beforeEach(async () => {
  setting = await aSetting();
});
afterEach(() => setting.close());

const { conversations, messages } = deskIn(() => setting);

describe('what happens in WhatsApp shows on the record', () => {
  test('an inbound message becomes one row on the contact who has the number, with conversation and window', async () => {
    const { org, gateway, rep } = setting;
    const contact = org.create('Contact', { LastName: 'Muster', WhatsApp_E164__c: ERIKA.phone }, rep);
    const message = gateway.world.customerWrites(ERIKA, 'Hallo, ist noch etwas frei?');
    await setting.startAdapter();
    const [row] = await eventually(() => {
      expect(messages()).toHaveLength(1);
      return messages();
    });
    expect(row).toMatchObject({
      Direction__c: 'Inbound',
      Status__c: 'Received',
      Body__c: 'Hallo, ist noch etwas frei?',
      Author_Name__c: 'Erika Muster',
      Author_Kind__c: 'Customer',
      Wamid__c: message.wamid,
      Parley_Message_Id__c: message.id,
      Contact__c: contact.Id,
    });
    const [conversation] = conversations();
    expect(conversation).toMatchObject({
      Id: row?.Conversation__c,
      Name: 'Erika Muster',
      Contact__c: contact.Id,
      Match_Status__c: 'Linked',
      Customer_Phone__c: ERIKA.phone,
    });
    expect(conversation?.Window_Expires_At__c).toBeGreaterThan(Date.now());
  });

  test('messages of n8n, Slack and the phone app appear with the name and tool of their author', async () => {
    const { gateway } = setting;
    gateway.world.customerWrites(ERIKA, 'Hallo');
    const authors = [
      { tool: 'n8n', kind: 'automation', name: 'Order flow' },
      { tool: 'slack', kind: 'person', actor: 'U1', name: 'Anna' },
    ] as const;
    for (const sentBy of authors)
      gateway.world.send({ to: ERIKA.phone, content: { type: 'text', text: `von ${sentBy.tool}` }, sentBy });
    await setting.startAdapter();
    await eventually(() => expect(messages()).toHaveLength(3));
    const shown = messages().map((row) => [row.Author_Tool__c, row.Author_Name__c, row.Author_Kind__c]);
    expect(shown).toEqual(
      expect.arrayContaining([
        ['whatsapp', 'Erika Muster', 'Customer'],
        ['n8n', 'Order flow', 'Automation'],
        ['slack', 'Anna', 'Person'],
      ]),
    );
  });

  test('ticks move forward only, whatever order the events come in, and keep their times', async () => {
    const { gateway } = setting;
    await setting.startAdapter();
    const message = gateway.world.send({
      to: ERIKA.phone,
      content: { type: 'text', text: 'Ihr Paket ist da.' },
    });
    gateway.world.reportStatus(message.id, 'sent');
    gateway.world.reportStatus(message.id, 'read');
    await eventually(() => expect(messages()[0]?.Status__c).toBe('Read'));
    const readAt = messages()[0]?.Read_At__c;
    gateway.world.repeatStatus(message.id, 'delivered');
    await caughtUp(setting);
    expect(messages()[0]).toMatchObject({
      Status__c: 'Read',
      Read_At__c: readAt,
    });
  });

  test('a failed message says why and what to do next', async () => {
    const { gateway } = setting;
    await setting.startAdapter();
    const message = gateway.world.send({ to: ERIKA.phone, content: { type: 'text', text: 'Hallo' } });
    gateway.world.reportStatus(message.id, 'failed', {
      error: {
        source: 'meta',
        code: '131026',
        title: 'Message undeliverable',
        explanation: 'The number is not on WhatsApp.',
        nextStep: 'Check the number.',
        retryable: false,
      },
    });
    await eventually(() =>
      expect(messages()[0]).toMatchObject({
        Status__c: 'Failed',
        Error_Code__c: '131026',
        Reason_Text__c: 'The number is not on WhatsApp.',
        Remedy_Text__c: 'Check the number.',
      }),
    );
  });

  test('wamids with slash, plus and equals sign, and two that differ only in case, stay two rows', async () => {
    const { gateway } = setting;
    gateway.world.customerWrites(ERIKA, 'eins', 'wamid.HBgN/A+b==');
    gateway.world.customerWrites(ERIKA, 'zwei', 'wamid.hbgN/a+B==');
    await setting.startAdapter();
    await eventually(() => expect(messages()).toHaveLength(2));
    expect(messages().map((row) => row.Wamid__c)).toEqual(['wamid.HBgN/A+b==', 'wamid.hbgN/a+B==']);
  });

  test('a person whose number WhatsApp hides has a conversation without a number', async () => {
    setting.gateway.world.customerWrites({ userId: 'DE.1349abc', name: 'Kim' }, 'Hallo');
    await setting.startAdapter();
    await eventually(() => expect(messages()).toHaveLength(1));
    expect(conversations()[0]).toMatchObject({
      Name: 'Kim',
      Customer_Phone__c: null,
      Customer_User_Id__c: 'DE.1349abc',
      Match_Status__c: 'No number',
    });
  });

  test('the reason why an automation was refused, and who has taken over, shows on the conversation', async () => {
    const { gateway } = setting;
    const { conversationId } = gateway.world.customerWrites(ERIKA, 'Hallo');
    gateway.world.changeConversation(conversationId, {
      assignee: { tool: 'slack', actor: 'U1', name: 'Anna', email: null },
      lastRefusal: {
        at: '2026-11-22T10:00:00.000Z',
        code: 'TAKEN_BY_PERSON',
        reason: 'Anna beantwortet dieses Gespräch.',
        remedy: 'Geben Sie es frei.',
        sentBy: { tool: 'n8n', kind: 'automation', actor: null, name: 'Order flow' },
      },
    });
    await setting.startAdapter();
    await eventually(() =>
      expect(conversations()[0]).toMatchObject({
        Assignee_Name__c: 'Anna',
        Assignee_Tool__c: 'slack',
        Last_Refusal_Code__c: 'TAKEN_BY_PERSON',
        Last_Refusal_Text__c: 'Anna beantwortet dieses Gespräch. Geben Sie es frei.',
        Last_Refusal_By__c: 'Order flow, n8n',
        Last_Refusal_At__c: Date.parse('2026-11-22T10:00:00.000Z'),
      }),
    );
  });

  test('a template shows its filled text, and the catalogue is there to choose from', async () => {
    const { gateway, org } = setting;
    gateway.world.templates.push(aTemplate('order_update'));
    const template = {
      type: 'template',
      name: 'order_update',
      language: 'de',
      variables: { first_name: 'Erika' },
    } as const;
    gateway.world.send({ to: ERIKA.phone, content: template });
    await setting.startAdapter();
    await eventually(() => expect(messages()).toHaveLength(1));
    expect(messages()[0]?.Body__c).toContain('Hallo Erika, Ihre Bestellung ist unterwegs.');
    expect(messages()[0]?.Template_Variables__c).toBe('{"first_name":"Erika"}');
    await eventually(() =>
      expect(org.all('WhatsApp_Template__c')).toEqual([
        expect.objectContaining({ Template_Key__c: 'order_update:de', Status__c: 'approved' }),
      ]),
    );
  });

  test('201 rows of one kind go in two calls, because an org takes 200', async () => {
    const { gateway, org } = setting;
    for (let count = 0; count < 201; count++) gateway.world.templates.push(aTemplate(`offer_${count}`));
    await setting.startAdapter();
    await eventually(() => expect(org.all('WhatsApp_Template__c')).toHaveLength(201));
    const writes = org.calls.filter(({ url }) => url.endsWith('/WhatsApp_Template__c/Template_Key__c'));
    expect(writes.map(({ status }) => status)).toEqual([200, 200]);
  });

  test('a flood of messages is written page by page, each message exactly once', async () => {
    const { gateway } = setting;
    for (let count = 0; count < 451; count++) gateway.world.customerWrites(ERIKA, `Nachricht ${count}`);
    await setting.startAdapter();
    await eventually(() => expect(messages()).toHaveLength(451), 10_000);
    expect(new Set(messages().map((row) => row.Parley_Message_Id__c)).size).toBe(451);
    expect(setting.org.calls.filter(({ status }) => status === 400)).toEqual([]);
  });

  test('every write names the adapter as its client', async () => {
    setting.gateway.world.customerWrites(ERIKA, 'Hallo');
    await setting.startAdapter();
    await eventually(() => expect(messages()).toHaveLength(1));
    const writes = setting.org.calls.filter(({ method }) => method === 'PATCH');
    expect(writes.length).toBeGreaterThan(0);
    for (const { callOptions } of writes) expect(callOptions).toBe('client=parley');
  });
});

test('a message its sender has deleted shows no text any more', async () => {
  const { gateway } = setting;
  const message = gateway.world.customerWrites(ERIKA, 'Das war falsch');
  await setting.startAdapter();
  await eventually(() => expect(messages()[0]?.Body__c).toBe('Das war falsch'));
  Object.assign(message, { revokedAt: new Date().toISOString() });
  gateway.world.emitMessage('message.updated', message);
  await eventually(() => expect(messages()[0]?.Body__c).toBe('[Deleted by the sender]'));
});

test('a decision that waits shows its reason on the row', async () => {
  const { gateway } = setting;
  gateway.world.decide = () =>
    aDecision('HELD_UNTIL_REPLY', { verdict: 'deferred', reason: 'Die Nachricht wartet.', remedy: null });
  const message = gateway.world.send({ to: ERIKA.phone, content: { type: 'text', text: 'Hallo' } });
  gateway.world.reportStatus(message.id, 'held');
  await setting.startAdapter();
  await eventually(() =>
    expect(messages()[0]).toMatchObject({ Status__c: 'Held', Reason_Text__c: 'Die Nachricht wartet.' }),
  );
});

function aTemplate(name: string): Template {
  return {
    id: `tpl_${name}`,
    accountId: 'acc_1',
    name,
    language: 'de',
    category: 'utility',
    status: 'APPROVED',
    quality: null,
    rejectedReason: null,
    header: null,
    offer: null,
    cards: [],
    body: 'Hallo {{first_name}}, Ihre Bestellung ist unterwegs.',
    footer: null,
    buttons: [],
    fields: [
      { key: 'first_name', label: 'first_name', kind: 'text', required: true, limit: 60, example: 'Erika' },
    ],
    policy: { legalKind: 'transactional', caseReply: false, contractNecessary: false, consentRequest: false },
  };
}
