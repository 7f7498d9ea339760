import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ERIKA } from './desk.ts';
import { aSetting, eventually, type Setting } from './setting.ts';

let setting: Setting;
beforeEach(async () => {
  setting = await aSetting();
});
afterEach(() => setting.close());

test('the conversations of two contacts that are one person become one, and the record that is left says so', async () => {
  const { gateway, org } = setting;
  const { world } = gateway;
  const hidden = world.customerWrites({ userId: 'DE.1349abc' }, 'eins');
  const known = world.customerWrites(ERIKA, 'zwei');
  await setting.startAdapter();
  const messages = () => org.all('WhatsApp_Message__c');
  await eventually(() => expect(messages()).toHaveLength(2));
  const rowOf = (id: string) =>
    org.all('WhatsApp_Conversation__c').find((row) => row.Parley_Conversation_Id__c === id);

  const goesOn = world.conversations.get(known.conversationId);
  if (!goesOn) throw new Error('The conversation is not there.');
  world.conversations.set(hidden.conversationId, goesOn);
  const contact = world.contacts.get(known.contactId);
  world.emit('contact.merged', { contact, mergedContactId: hidden.contactId });
  world.emit('conversation.updated', { conversation: goesOn, contact });

  await eventually(() => {
    const target = rowOf(known.conversationId)?.Id;
    expect(messages().map((row) => row.Conversation__c)).toEqual([target, target]);
    expect(rowOf(hidden.conversationId)).toMatchObject({
      Parley_Contact_Id__c: known.contactId,
      Conversation_Status__c: 'Resolved',
      Window_Expires_At__c: null,
      Match_Note__c: expect.stringContaining('goes on in another record'),
    });
  });
  expect(rowOf(known.conversationId)).toMatchObject({ Conversation_Status__c: 'Open' });
});
