import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TIED_TABLES } from '../../../packages/gateway/src/contacts/merge-rows.ts';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

/** What a merge moves by more than the contact's id, and what stays as it was written: the ledger, the log, reports. */
const movedOtherwise = [
  'identity',
  'former_identity',
  'conversation',
  'message',
  'recipient_trouble',
  'first_contact',
  'media_use',
];
const stays = ['consent_event', 'event', 'erasure'];

async function tablesWith(column: string): Promise<string[]> {
  const tables = await gateway.runtime.store.read.introspection.getTables();
  return tables
    .filter(({ columns }) => columns.some(({ name }) => name === column))
    .map(({ name }) => name)
    .sort();
}

test('every table that is tied to a contact moves with it when it is merged, or stays for a reason', async () => {
  expect(await tablesWith('contact_id')).toEqual([...TIED_TABLES, ...movedOtherwise, ...stays].sort());
});

test('every table that is tied to a conversation moves with it', async () => {
  expect(await tablesWith('conversation_id')).toEqual(['link', 'message', 'reply_wait', 'task']);
});
