import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Message } from '@parley/core/gateway-api';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { newCustomer, newWamid, one, receive, typesOf } from './inbox.ts';
import { echo, messages, minutesAgo, preference, tap, text } from './webhooks.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

const write = (from: string, body: string, minutes = 1) =>
  receive(gateway, messages([text(body, { from, wamid: newWamid(), at: minutesAgo(minutes) })]));

async function consentOf(from: string) {
  const found = await gateway.call('GET', `/v1/contacts?identity=%2B${from}`);
  const ledger = (await gateway.call('GET', `/v1/contacts/${found.body.items[0].id}/consent`)).body;
  return {
    marketing: ledger.state.marketing.state as string,
    utility: ledger.state.utility.state as string,
    actions: ledger.events.map(
      (event: { action: string; purpose: string }) => `${event.action} ${event.purpose}`,
    ),
    events: ledger.events as Record<string, unknown>[],
  };
}

async function confirmationsTo(conversationId: string): Promise<string[]> {
  const { items } = (await gateway.call('GET', `/v1/conversations/${conversationId}/messages`)).body;
  return (items as Message[])
    .filter((message) => message.decision?.code === 'OPT_OUT_CONFIRMATION')
    .map((message) => String(message.content.text));
}

async function consent(from: string, action: string, purpose = 'marketing', minutes = 30) {
  const proof = { method: 'web_form', source: 'https://shop.example/newsletter', textVersion: 'v1' };
  const answer = await gateway.call('POST', '/v1/consent', {
    body: { contact: `+${from}`, purpose, action, ...proof, occurredAt: minutesAgo(minutes).toISOString() },
  });
  expect(answer.status).toBe(201);
}

describe('An opt-out word', () => {
  test('withdraws everything before the webhook is answered, with the message as evidence, and is confirmed once', async () => {
    const from = newCustomer();
    await consent(from, 'grant', 'utility');
    const told = await write(from, 'Stop!');
    const { message, conversation } = one(told, 'message.received');
    const { marketing, utility, events } = await consentOf(from);
    expect([marketing, utility]).toEqual(['withdrawn', 'withdrawn']);
    expect(events.at(-1)).toMatchObject({
      action: 'withdraw',
      purpose: 'all',
      method: 'chat_word',
      proven: true,
      occurredAt: message.createdAt,
      evidence: { messageId: message.id, wamid: message.wamid, text: 'Stop!' },
    });
    expect(typesOf(told)).toContain('consent.changed');
    // So that no workflow answers what has been answered.
    expect(message.optOut).toBe(true);
    const read = await gateway.call('GET', `/v1/messages/${message.id}`);
    expect(read.body.optOut).toBe(true);
    expect(await confirmationsTo(conversation.id)).toEqual([
      'You will receive no more notifications or advertising from Muster GmbH. We still answer your questions. ' +
        'Send START to opt in again.',
    ]);
    await write(from, 'STOP');
    expect(await confirmationsTo(conversation.id)).toHaveLength(1);
  });

  test('of German is confirmed in German', async () => {
    const { conversation } = one(await write(newCustomer(), 'Abmelden'), 'message.received');
    expect((await confirmationsTo(conversation.id))[0]).toContain('Mit START melden Sie sich wieder an.');
  });

  test.each([
    ['keine Werbung', 'withdrawn', 'withdraw marketing'],
    ['Widerspruch', 'objected', 'object marketing'],
  ])('"%s" is about marketing alone', async (word, state, action) => {
    const from = newCustomer();
    await consent(from, 'grant', 'utility');
    await write(from, word);
    expect(await consentOf(from)).toMatchObject({
      marketing: state,
      utility: 'granted',
      actions: ['grant utility', action],
    });
  });

  test.each(['Wir müssen das stoppen, bitte', 'Stop it now please', 'cancel', 'Ende'])(
    'is not read into "%s"',
    async (said) => {
      const from = newCustomer();
      const { message } = one(await write(from, said), 'message.received');
      expect(message.optOut).toBeUndefined();
      expect((await consentOf(from)).actions).toEqual([]);
    },
  );

  test('that could mean something else counts once the last message has offered it', async () => {
    const from = newCustomer();
    await receive(
      gateway,
      echo('Mit ENDE melden Sie sich ab.', { to: from, wamid: newWamid(), at: minutesAgo(5) }),
    );
    await write(from, 'ende');
    expect((await consentOf(from)).marketing).toBe('withdrawn');
  });

  test('on a button is a withdrawal from marketing', async () => {
    const from = newCustomer();
    const said = { from, wamid: newWamid(), at: minutesAgo(1) };
    await receive(gateway, messages([tap('Keine Werbung', 'Keine Werbung', said)]));
    const { actions, events } = await consentOf(from);
    expect(actions).toEqual(['withdraw marketing']);
    expect(events[0]).toMatchObject({ method: 'chat_button', evidence: { text: 'Keine Werbung' } });
  });

  test('cancels what is held for the conversation instead of sending it', async () => {
    const from = newCustomer();
    await write(from, 'Hallo', 30 * 60);
    const held = await gateway.call('POST', '/v1/messages', {
      body: { to: `+${from}`, content: { type: 'text', text: 'Fertig.' }, ifWindowClosed: { then: 'hold' } },
    });
    expect(held).toMatchObject({ status: 202, body: { status: 'held' } });
    await write(from, 'STOP');
    const message = (await gateway.call('GET', `/v1/messages/${held.body.id}`)).body;
    expect(message).toMatchObject({ status: 'cancelled', error: { source: 'policy' } });
  });
});

describe('What is held for a conversation', () => {
  test('is let go when the customer writes', async () => {
    const from = newCustomer();
    await write(from, 'Hallo', 30 * 60);
    const held = await gateway.call('POST', '/v1/messages', {
      body: { to: `+${from}`, content: { type: 'text', text: 'Fertig.' }, ifWindowClosed: { then: 'hold' } },
    });
    expect(held.body.status).toBe('held');
    await write(from, 'Und?', 60 * 25);
    expect((await gateway.call('GET', `/v1/messages/${held.body.id}`)).body.status).toBe('held');
    await write(from, 'Und jetzt?');
    const { status } = (await gateway.call('GET', `/v1/messages/${held.body.id}`)).body;
    expect(['queued', 'sending', 'unknown', 'failed']).toContain(status);
  });
});

describe('JA, YES or START', () => {
  test.each(['JA', 'yes', 'Start'])('"%s" confirms what is granted and not confirmed', async (word) => {
    const from = newCustomer();
    await consent(from, 'grant');
    const { message } = one(await write(from, word), 'message.received');
    const { marketing, events } = await consentOf(from);
    expect(marketing).toBe('confirmed');
    expect(events.at(-1)).toMatchObject({
      action: 'confirm',
      evidence: { messageId: message.id, text: word },
    });
  });

  test('confirms every purpose that was asked for', async () => {
    const from = newCustomer();
    await consent(from, 'request');
    await consent(from, 'request', 'utility');
    await write(from, 'JA');
    expect(await consentOf(from)).toMatchObject({ marketing: 'confirmed', utility: 'confirmed' });
  });

  test.each(['Ja, das Paket ist da', 'ANMELDEN', 'ok'])('"%s" confirms nothing', async (said) => {
    const from = newCustomer();
    await consent(from, 'grant');
    await write(from, said);
    expect((await consentOf(from)).marketing).toBe('granted');
  });

  test('is only a message when nothing is pending', async () => {
    const from = newCustomer();
    await write(from, 'JA');
    await write(from, 'START');
    expect((await consentOf(from)).actions).toEqual([]);
  });

  test('written before the question is no answer to it', async () => {
    const from = newCustomer();
    await consent(from, 'request', 'marketing', 5);
    await write(from, 'JA', 30);
    expect((await consentOf(from)).marketing).toBe('requested');
  });

  test('on a button counts where the button asked for consent, not on just any question', async () => {
    const from = newCustomer();
    await consent(from, 'request');
    const said = { from, wamid: newWamid(), at: minutesAgo(1), quotes: 'wamid.appointment' };
    await receive(gateway, messages([tap('Ja', 'Ja', said)]));
    expect((await consentOf(from)).marketing).toBe('requested');
  });

  test('START brings back what a STOP took, where the earlier consent is proven', async () => {
    const from = newCustomer();
    await consent(from, 'grant');
    await write(from, 'JA', 20);
    await write(from, 'STOP', 10);
    expect((await consentOf(from)).marketing).toBe('withdrawn');
    await write(from, 'START', 5);
    const { marketing, actions } = await consentOf(from);
    expect(marketing).toBe('confirmed');
    expect(actions.at(-1)).toBe('restore all');
  });

  test('START ends the STOP, and grants nothing, where nobody ever agreed', async () => {
    const from = newCustomer();
    await write(from, 'STOP', 10);
    await write(from, 'START', 5);
    expect(await consentOf(from)).toMatchObject({
      marketing: 'none',
      utility: 'none',
      actions: ['withdraw all', 'restore all'],
    });
  });

  test.each([
    ['Widerspruch', 'grant'],
    ['keine Werbung', 'request'],
    ['STOP', 'request'],
  ])('JA confirms what was asked anew after "%s": a %s', async (word, asked) => {
    const from = newCustomer();
    await write(from, word, 30);
    await consent(from, asked, 'marketing', 20);
    const left = (await consentOf(from)).marketing;
    expect(['objected', 'withdrawn']).toContain(left);
    await write(from, 'JA', 10);
    expect((await consentOf(from)).marketing).toBe('confirmed');
  });

  test('keeps with the confirmation the text that it says yes to, and the entry that asked', async () => {
    const from = newCustomer();
    await consent(from, 'request');
    await write(from, 'Yes');
    const { events } = await consentOf(from);
    expect(events.at(-1)).toMatchObject({
      action: 'confirm',
      textVersion: 'v1',
      evidence: { answers: events[0]?.id },
    });
  });
});

describe('A preference inside WhatsApp', () => {
  test('stops marketing, and gives back what it took', async () => {
    const from = newCustomer();
    await consent(from, 'grant');
    await write(from, 'JA', 20);
    const told = await receive(gateway, preference('stop', minutesAgo(10), from));
    expect(typesOf(told)).toEqual(['consent.changed']);
    expect((await consentOf(from)).marketing).toBe('provider_stop');
    await receive(gateway, preference('resume', minutesAgo(5), from));
    const { marketing, events } = await consentOf(from);
    expect(marketing).toBe('confirmed');
    expect(events.at(-1)).toMatchObject({
      action: 'restore',
      purpose: 'marketing',
      method: 'meta_preference',
    });
  });

  test('never lifts a STOP word', async () => {
    const from = newCustomer();
    await consent(from, 'grant');
    await write(from, 'STOP', 20);
    await receive(gateway, preference('resume', minutesAgo(5), from));
    expect((await consentOf(from)).marketing).toBe('withdrawn');
  });
});
