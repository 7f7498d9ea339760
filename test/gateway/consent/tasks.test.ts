import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Message, Task } from '@parley/core/gateway-api';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { newCustomer, newWamid, one, receive, typesOf } from '../intake/inbox.ts';
import { messages, minutesAgo, text } from '../intake/webhooks.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

const write = (from: string, body: string, minutes = 1) =>
  receive(gateway, messages([text(body, { from, wamid: newWamid(), at: minutesAgo(minutes) })]));

async function agreeToMarketing(from: string): Promise<void> {
  const proof = { method: 'web_form', source: 'https://shop.example', textVersion: 'v1' };
  const granted = await gateway.call('POST', '/v1/consent', {
    body: {
      contact: `+${from}`,
      purpose: 'marketing',
      action: 'grant',
      ...proof,
      occurredAt: minutesAgo(60).toISOString(),
    },
  });
  expect(granted.status).toBe(201);
  await write(from, 'JA', 50);
}

async function consentOf(from: string) {
  const { body } = await gateway.call('GET', `/v1/contacts?identity=%2B${from}`);
  return body.items[0].consent as Record<string, { state: string }>;
}

/** Writes a sentence that has to be read, and answers its task. */
async function taskFrom(from: string, sentence: string): Promise<Task> {
  const { contact } = one(await write(from, sentence), 'message.received');
  const { body } = await gateway.call('GET', `/v1/tasks?contact=${contact.id}&state=open`, {
    headers: { 'accept-language': 'de' },
  });
  expect(body.items).toHaveLength(1);
  return body.items[0];
}

const answer = (task: Task, body: object) =>
  gateway.call('POST', `/v1/tasks/${task.id}/answer`, { body, headers: { 'accept-language': 'de' } });

async function confirmationsTo(conversationId: string): Promise<Message[]> {
  const { items } = (await gateway.call('GET', `/v1/conversations/${conversationId}/messages`)).body;
  return items.filter((message: Message) => message.decision?.code === 'OPT_OUT_CONFIRMATION');
}

const advertising = (from: string) =>
  gateway.call('POST', '/v1/messages/check', {
    body: { to: `+${from}`, content: { type: 'text', text: 'Heute 20 %!' }, purpose: 'marketing' },
  });

const anna = { tool: 'slack', actor: 'U1', name: 'Anna' };

describe('A sentence that may be an opt-out', () => {
  test('stops advertising before the webhook is answered, and asks a person with two choices', async () => {
    const from = newCustomer();
    await agreeToMarketing(from);
    expect((await advertising(from)).body.decision.code).toBe('MARKETING_CONSENT');
    const told = await write(from, 'Bitte keine Werbung mehr');
    expect(typesOf(told)).toEqual(
      expect.arrayContaining(['message.received', 'consent.changed', 'conversation.updated']),
    );
    const { message, conversation } = one(told, 'message.received');
    // It is not yet an opt-out, and workflows may answer it.
    expect(message.optOut).toBeUndefined();
    expect((await advertising(from)).body.decision.code).toBe('ON_HOLD');
    const [open] = one(told, 'conversation.updated').conversation.tasks;
    expect(open).toMatchObject({ kind: 'opt_out', messageId: message.id, dueAt: null });
    const read = await gateway.call('GET', `/v1/tasks/${open?.id}`, { headers: { 'accept-language': 'de' } });
    expect(read.body).toMatchObject({
      state: 'open',
      text: 'Bitte keine Werbung mehr',
      conversationId: conversation.id,
      question: expect.stringContaining('meldet sich vielleicht ab'),
      answers: [
        { answer: 'opt_out', label: 'Abmeldung bestätigen' },
        { answer: 'no_opt_out', label: 'War keine Abmeldung' },
      ],
      overdue: false,
    });
    expect(await confirmationsTo(conversation.id)).toEqual([]);
  });

  test('that was one is recorded with the moment of the sentence, and confirmed to the customer', async () => {
    const from = newCustomer();
    await agreeToMarketing(from);
    const task = await taskFrom(from, 'Bitte keine Werbung mehr');
    const answered = await answer(task, { answer: 'opt_out', answeredBy: anna });
    expect(answered).toMatchObject({
      status: 200,
      body: { state: 'closed', answer: 'opt_out', closedBy: anna },
    });
    expect(await consentOf(from)).toMatchObject({ marketing: { state: 'withdrawn' } });
    const ledger = (await gateway.call('GET', `/v1/contacts/${task.contactId}/consent`)).body;
    const { createdAt } = (await gateway.call('GET', `/v1/messages/${task.messageId}`)).body;
    expect(ledger.events.at(-1)).toMatchObject({
      action: 'withdraw',
      purpose: 'marketing',
      occurredAt: createdAt,
      proven: true,
      evidence: { messageId: task.messageId, text: 'Bitte keine Werbung mehr', taskId: task.id },
      recordedBy: anna,
    });
    expect((await confirmationsTo(task.conversationId)).map(({ content }) => content.text)).toEqual([
      expect.stringContaining('Muster GmbH'),
    ]);
    const conversation = await gateway.call('GET', `/v1/conversations/${task.conversationId}`);
    expect(conversation.body.tasks).toEqual([]);
  });

  test('that was none leaves everything as it was', async () => {
    const from = newCustomer();
    await agreeToMarketing(from);
    const task = await taskFrom(from, 'wie kann ich den newsletter abbestellen?');
    expect((await advertising(from)).body.decision.code).toBe('ON_HOLD');
    expect(await answer(task, { answer: 'no_opt_out', answeredBy: anna })).toMatchObject({ status: 200 });
    expect(await consentOf(from)).toMatchObject({ marketing: { state: 'confirmed' } });
    expect((await advertising(from)).body.decision.code).toBe('MARKETING_CONSENT');
    expect(await confirmationsTo(task.conversationId)).toEqual([]);
  });

  test('without a word about advertising takes back everything once it is confirmed, in silence where that was asked for', async () => {
    const from = newCustomer();
    const task = await taskFrom(from, 'Bitte schreiben Sie mir nicht mehr');
    await answer(task, { answer: 'opt_out' });
    expect(await consentOf(from)).toMatchObject({
      marketing: { state: 'withdrawn' },
      utility: { state: 'withdrawn' },
    });
    expect(await confirmationsTo(task.conversationId)).toEqual([]);
  });

  test('that objects is an objection', async () => {
    const from = newCustomer();
    const task = await taskFrom(from, 'Hiermit widerspreche ich der Nutzung für Werbung');
    await answer(task, { answer: 'opt_out' });
    expect(await consentOf(from)).toMatchObject({ marketing: { state: 'objected' } });
  });

  test('holds until it is answered, whatever is imported meanwhile', async () => {
    const from = newCustomer();
    await agreeToMarketing(from);
    await taskFrom(from, 'Stoppt bitte diese Werbung!');
    await gateway.call('POST', '/v1/consent', {
      body: {
        contact: `+${from}`,
        purpose: 'marketing',
        action: 'grant',
        method: 'import',
        source: 'CRM',
        textVersion: 'v1',
      },
    });
    expect((await advertising(from)).body.decision.code).toBe('ON_HOLD');
  });

  test('is asked about once, however often it is said', async () => {
    const from = newCustomer();
    const task = await taskFrom(from, 'Bitte keine Werbung mehr');
    await write(from, 'Ich will keine Werbung von Ihnen');
    const { body } = await gateway.call('GET', `/v1/tasks?contact=${task.contactId}`);
    expect(body.items).toHaveLength(1);
  });

  test('needs no answer any more once the customer says STOP', async () => {
    const from = newCustomer();
    const task = await taskFrom(from, 'Bitte keine Werbung mehr');
    await write(from, 'STOP', 0);
    expect((await gateway.call('GET', `/v1/tasks/${task.id}`)).body).toMatchObject({
      state: 'closed',
      answer: 'opt_out',
      closedBy: { tool: 'gateway' },
    });
  });

  test('is settled as well by an entry of another tool', async () => {
    const from = newCustomer();
    const task = await taskFrom(from, 'Bitte keine Werbung mehr');
    await gateway.call('POST', '/v1/consent', {
      body: { contact: `+${from}`, purpose: 'marketing', action: 'restore', method: 'agent' },
    });
    expect((await gateway.call('GET', `/v1/tasks/${task.id}`)).body).toMatchObject({
      state: 'closed',
      answer: 'no_opt_out',
    });
  });

  test('does not let go what is held for the conversation', async () => {
    const from = newCustomer();
    await write(from, 'Hallo', 30 * 60);
    const held = await gateway.call('POST', '/v1/messages', {
      body: { to: `+${from}`, content: { type: 'text', text: 'Fertig.' }, ifWindowClosed: { then: 'hold' } },
    });
    await write(from, 'Bitte schreiben Sie mir nicht mehr');
    expect((await gateway.call('GET', `/v1/messages/${held.body.id}`)).body.status).toBe('held');
  });
});

describe('An answer to a task', () => {
  test('of two people the first one counts, and the second is told who was quicker', async () => {
    const task = await taskFrom(newCustomer(), 'Bitte keine Werbung mehr');
    expect((await answer(task, { answer: 'no_opt_out', answeredBy: anna })).status).toBe(200);
    expect((await answer(task, { answer: 'no_opt_out' })).status).toBe(200);
    const second = await answer(task, { answer: 'opt_out' });
    expect(second).toMatchObject({
      status: 409,
      body: { code: 'TASK_CLOSED', detail: 'Anna hat geantwortet: „War keine Abmeldung“.' },
    });
  });

  test('has to fit the question', async () => {
    const task = await taskFrom(newCustomer(), 'Bitte keine Werbung mehr');
    expect(await answer(task, { answer: 'done' })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'answer' }] },
    });
    expect(await answer(task, { answer: 'perhaps' })).toMatchObject({ status: 422 });
    expect((await gateway.call('POST', '/v1/tasks/none/answer', { body: { answer: 'done' } })).status).toBe(
      404,
    );
  });

  test('is given for its own tool only by a key that is bound to one', async () => {
    const task = await taskFrom(newCustomer(), 'Bitte keine Werbung mehr');
    const key = await gateway.makeKey(['consent:write'], { tool: 'slack' });
    const body = { answer: 'no_opt_out', answeredBy: { tool: 'n8n' } };
    const refused = await gateway.call('POST', `/v1/tasks/${task.id}/answer`, { body, key });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ path: 'answeredBy.tool' }] } });
  });
});

describe('A claim under the GDPR', () => {
  test('stops advertising and is due within a month', async () => {
    const from = newCustomer();
    await agreeToMarketing(from);
    const task = await taskFrom(from, 'Bitte löschen Sie alle meine Daten');
    expect(task).toMatchObject({ kind: 'rights_request', question: expect.stringContaining('DSGVO') });
    const dueIn = (Date.parse(task.dueAt ?? '') - Date.now()) / 86_400_000;
    expect(dueIn).toBeGreaterThan(27);
    expect(dueIn).toBeLessThan(32);
    expect((await advertising(from)).body.decision.code).toBe('ON_HOLD');
    expect(
      (await gateway.call('GET', '/v1/tasks?kind=rights_request&overdue=false')).body.items,
    ).toContainEqual(expect.objectContaining({ id: task.id }));
    expect((await gateway.call('GET', '/v1/tasks?overdue=true')).body.items).toEqual([]);
  });

  test('that is dealt with lets advertising go on', async () => {
    const from = newCustomer();
    await agreeToMarketing(from);
    const task = await taskFrom(from, 'DSGVO');
    const done = await answer(task, { answer: 'done', note: 'Auskunft am Telefon gegeben' });
    expect(done.body).toMatchObject({ state: 'closed', note: 'Auskunft am Telefon gegeben' });
    expect(await consentOf(from)).toMatchObject({ marketing: { state: 'confirmed' } });
  });

  test('keeps advertising still while another question is open', async () => {
    const from = newCustomer();
    await agreeToMarketing(from);
    const doubt = await taskFrom(from, 'Bitte keine Werbung mehr');
    await write(from, 'DSGVO', 0);
    await answer(doubt, { answer: 'no_opt_out' });
    expect(await consentOf(from)).toMatchObject({ marketing: { state: 'on_hold' } });
  });

  test('is answered by the erasure, which leaves that it was made and nothing of what was said', async () => {
    const from = newCustomer();
    const task = await taskFrom(from, 'Bitte löschen Sie alle meine Daten');
    expect((await gateway.call('DELETE', `/v1/contacts/${task.contactId}`)).status).toBe(200);
    expect((await gateway.call('GET', `/v1/tasks/${task.id}`)).body).toMatchObject({
      state: 'closed',
      answer: 'done',
      text: null,
      closedBy: null,
    });
  });
});
