import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Stage, startStage, textOf, until } from './bridge-stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await startStage();
});
afterEach(async () => {
  expect(stage.slack.faults).toEqual([]);
  await stage.close();
});

const lines = (thread: string) => stage.slack.messages(thread).map(textOf);

/** Two customers who turn out to be one: as the gateway shows it then. */
async function foundToBeOne() {
  const one = await stage.customer('Erika', 'Hallo');
  const other = await stage.customer('Erika', 'Ich bin es auch');
  const { conversations, contacts } = stage.gateway;
  one.conversation.links.push(...other.conversation.links.splice(0));
  conversations.set(other.conversation.id, one.conversation);
  contacts.set(other.contact.id, one.contact);
  stage.gateway.emit('contact.merged', { contact: one.contact, mergedContactId: other.contact.id });
  return { conversation: one.conversation, older: one.thread, newer: other.thread };
}

test('of two threads of one person the newer goes on, and the older says so once', async () => {
  const { conversation, older, newer } = await foundToBeOne();
  await until(() => lines(older).some((line) => line.includes('goes on in another thread')));
  stage.gateway.receive(conversation.id, 'Und nun?');
  await until(() => lines(newer).some((line) => line.includes('Und nun?')));
  await stage.restart();
  stage.gateway.receive(conversation.id, 'Hört mich jemand?');
  await until(() => lines(newer).some((line) => line.includes('Hört mich jemand?')));
  expect(lines(older).filter((line) => line.includes('goes on in another thread'))).toHaveLength(1);
  expect(lines(older).join()).not.toContain('Und nun?');
});

test('a lapsed consent is said in the thread', async () => {
  const { contact, thread } = await stage.customer('Erika', 'Hallo');
  stage.gateway.emit('consent.changed', { contact, event: { action: 'lapse', purpose: 'all' } });
  await until(() => lines(thread).some((line) => line.includes('phone number has changed')));
});

test('the card warns of a WhatsApp that was set up anew', async () => {
  const { contact, thread } = await stage.customer('Erika', 'Hallo');
  Object.assign(contact, { identityChangedAt: '2026-11-20T10:00:00.000Z' });
  stage.gateway.emit('contact.updated', { contact });
  await until(() => textOf(stage.slack.message(thread)).includes('WhatsApp was set up anew'));
});
