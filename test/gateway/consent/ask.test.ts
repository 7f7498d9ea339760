import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Customer, customers } from '../../support/customers.ts';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { type GraphStandIn, startGraphStandIn } from '../../support/graph-stand-in.ts';
import { graphTemplates } from '../../support/graph-templates.ts';
import { newWamid } from '../intake/inbox.ts';
import { messages } from '../intake/webhooks.ts';

let graph: GraphStandIn;
let gateway: TestGateway;
let people: ReturnType<typeof customers>;
let clockAheadMs = 0;
beforeAll(async () => {
  graph = await startGraphStandIn();
  graph.templates = [
    ...graphTemplates,
    {
      id: '2001',
      name: 'may_we_write',
      language: 'de',
      category: 'UTILITY',
      status: 'APPROVED',
      parameter_format: 'NAMED',
      components: [
        {
          type: 'BODY',
          text: 'Hallo {{first_name}}, dürfen wir Ihnen Angebote senden?',
          example: { body_text_named_params: [{ param_name: 'first_name', example: 'Erika' }] },
        },
        {
          type: 'BUTTONS',
          buttons: [
            { type: 'QUICK_REPLY', text: 'Ja, gerne' },
            { type: 'QUICK_REPLY', text: 'Nein, danke' },
          ],
        },
      ],
    },
  ];
  gateway = await startTestGateway({
    graphUrl: graph.url,
    now: () => new Date(Date.now() + clockAheadMs),
  });
  people = customers(gateway);
  const policy = await gateway.call('PUT', '/v1/templates/may_we_write/de/policy', {
    body: { consentRequest: true },
  });
  expect(policy.status).toBe(200);
});
afterAll(async () => {
  await gateway.close();
  await graph.close();
  expect(graph.faults).toEqual([]);
});

const question = { purpose: 'marketing', textVersion: 'v7', language: 'de' };
const ask = (contact: unknown, more: object = {}, headers: Record<string, string> = {}) =>
  gateway.call('POST', '/v1/consent/ask', { body: { contact, ...question, ...more }, headers });
const asDe = { 'accept-language': 'de' };

async function ledgerOf(contactId: string) {
  const { body } = await gateway.call('GET', `/v1/contacts/${contactId}/consent`);
  return {
    state: body.state.marketing.state as string,
    utility: body.state.utility.state as string,
    events: body.events as Record<string, unknown>[],
  };
}

/** The question as it reached Meta. */
async function sent(id: string) {
  const { body: message } = await gateway.call('GET', `/v1/messages/${id}?wait=20&until=sent`);
  const received = graph.received.find((send) => send.id === id);
  return { body: received?.body ?? {}, wamid: String(message.wamid) };
}

const tapped = (customer: Customer, wamid: string, id: string, title: string, at = new Date()) =>
  gateway.webhook(
    messages([
      {
        from: customer.phone.slice(1),
        id: newWamid(),
        timestamp: String(Math.floor(at.getTime() / 1000)),
        type: 'interactive',
        interactive: { type: 'button_reply', button_reply: { id, title } },
        context: { from: '4930123456789', id: wamid },
      },
    ]),
  );

async function askedSomebody(more: object = {}) {
  const customer = await people.whoWrote();
  const { body } = await ask({ contactId: customer.contactId }, more);
  const { wamid, body: message } = await sent(body.id);
  const [yes, no] = message.interactive.action.buttons.map((button: { reply: unknown }) => button.reply);
  return { customer, asked: body, wamid, yes, no };
}

const inAMoment = () => new Date(Date.now() + 2000);

describe('In the open window', () => {
  test('the question has two buttons, names business, purpose and the way out, and is recorded with it', async () => {
    const customer = await people.whoWrote();
    const answer = await ask(
      { contactId: customer.contactId },
      { sentBy: { kind: 'person', actor: 'U1', name: 'Anna' } },
    );
    expect(answer).toMatchObject({
      status: 202,
      body: {
        status: 'queued',
        contactId: customer.contactId,
        conversationId: customer.conversationId,
        decision: {
          verdict: 'send',
          code: 'CONSENT_REQUEST',
          evidence: [{ kind: 'message', id: customer.messageId }],
        },
      },
    });
    const { body } = await sent(answer.body.id);
    const words = body.interactive.body.text;
    expect(words).toBe(
      'Darf Muster GmbH Ihnen per WhatsApp Werbung (Angebote und Neuigkeiten) senden? ' +
        'Ihre Antwort ist freiwillig; eine Einwilligung können Sie jederzeit mit STOP widerrufen.',
    );
    expect(body.interactive.action.buttons).toEqual([
      { type: 'reply', reply: { id: 'consent:yes', title: 'Ja' } },
      { type: 'reply', reply: { id: 'consent:no', title: 'Nein' } },
    ]);
    const { state, events } = await ledgerOf(customer.contactId);
    expect(state).toBe('requested');
    expect(events).toMatchObject([
      {
        id: answer.body.consentEventId,
        action: 'request',
        purpose: 'marketing',
        textVersion: 'v7',
        language: 'de',
        proven: false,
        evidence: { questionId: answer.body.id, text: words },
        recordedBy: { tool: 'api', actor: 'U1', name: 'Anna' },
      },
    ]);
    // Asking is no answer to what the customer wrote, and takes the conversation from nobody.
    const { body: conversation } = await gateway.call('GET', `/v1/conversations/${customer.conversationId}`);
    expect(conversation).toMatchObject({ unanswered: true, takenUntil: null });
  });

  test('it is asked in English as well', async () => {
    const { yes, no } = await askedSomebody({ language: 'en_US', purpose: 'utility' });
    expect([yes.title, no.title]).toEqual(['Yes', 'No']);
  });

  test('a tapped Yes confirms the text that was asked about, with the tap as its proof', async () => {
    const { customer, wamid, yes } = await askedSomebody();
    await tapped(customer, wamid, yes.id, yes.title, inAMoment());
    const { state, events } = await ledgerOf(customer.contactId);
    expect(state).toBe('confirmed');
    expect(events.at(-1)).toMatchObject({
      action: 'confirm',
      method: 'chat_button',
      textVersion: 'v7',
      language: 'de',
      proven: true,
      evidence: { text: 'Ja' },
    });
    expect(await ask({ contactId: customer.contactId })).toMatchObject({
      status: 409,
      body: { code: 'ALREADY_CONFIRMED' },
    });
  });

  test('a Yes agrees to the purpose of its question alone', async () => {
    const { customer, wamid, yes } = await askedSomebody();
    await gateway.call('POST', '/v1/consent', {
      body: {
        contact: customer.phone,
        purpose: 'utility',
        action: 'grant',
        method: 'web_form',
        source: 'shop',
        occurredAt: new Date(Date.now() - 60_000).toISOString(),
      },
    });
    await tapped(customer, wamid, yes.id, yes.title, inAMoment());
    expect(await ledgerOf(customer.contactId)).toMatchObject({ state: 'confirmed', utility: 'granted' });
  });

  test('a Yes gives an imported consent the proof that it lacked', async () => {
    const customer = await people.whoWrote();
    await gateway.call('POST', '/v1/consent', {
      body: {
        contact: customer.phone,
        purpose: 'marketing',
        action: 'grant',
        method: 'import',
        source: 'old list',
      },
    });
    expect((await ledgerOf(customer.contactId)).state).toBe('unproven');
    const { body } = await ask(customer.phone);
    const { wamid } = await sent(body.id);
    await tapped(customer, wamid, 'consent:yes', 'Ja', inAMoment());
    expect((await ledgerOf(customer.contactId)).state).toBe('confirmed');
  });

  test.each(['JA', 'Yes!', 'start'])('a typed %s confirms it too', async (word) => {
    const { customer } = await askedSomebody();
    await people.writes(customer.phone, word, inAMoment());
    expect((await ledgerOf(customer.contactId)).state).toBe('confirmed');
  });

  test('a tapped No is recorded as a refusal, and nothing waits for a Yes any more', async () => {
    const { customer, wamid, yes, no } = await askedSomebody();
    await tapped(customer, wamid, no.id, no.title, inAMoment());
    const { state, utility, events } = await ledgerOf(customer.contactId);
    expect([state, utility]).toEqual(['refused', 'none']);
    expect(events.at(-1)).toMatchObject({
      action: 'refuse',
      purpose: 'marketing',
      method: 'chat_button',
      evidence: { text: 'Nein' },
    });
    await tapped(customer, wamid, yes.id, yes.title, new Date(Date.now() + 4000));
    expect((await ledgerOf(customer.contactId)).state).toBe('refused');
  });

  test('No and then Yes end alike in whichever order they arrive', async () => {
    const { customer, wamid, yes, no } = await askedSomebody();
    await tapped(customer, wamid, yes.id, yes.title, new Date(Date.now() + 4000));
    expect((await ledgerOf(customer.contactId)).state).toBe('confirmed');
    await tapped(customer, wamid, no.id, no.title, inAMoment());
    expect((await ledgerOf(customer.contactId)).state).toBe('refused');
  });

  test('an answer counts though it seems to be older than its question, since times of Meta have whole seconds', async () => {
    const said = { yes: 'confirmed', no: 'refused' } as const;
    for (const answer of ['yes', 'no'] as const) {
      const { customer, wamid, [answer]: button } = await askedSomebody();
      await tapped(customer, wamid, button.id, button.title, new Date(Date.now() - 2000));
      expect((await ledgerOf(customer.contactId)).state).toBe(said[answer]);
    }
  });

  test.each(['Nein', 'no thanks'])(
    'a typed %s after the question is a refusal, and no STOP',
    async (word) => {
      const { customer } = await askedSomebody();
      await people.writes(customer.phone, word, inAMoment());
      const { state, utility, events } = await ledgerOf(customer.contactId);
      expect([state, utility]).toEqual(['refused', 'none']);
      expect(events.at(-1)).toMatchObject({
        action: 'refuse',
        method: 'chat_word',
        evidence: { text: word },
      });
    },
  );

  test('a No to something else that was asked later refuses nothing', async () => {
    const { customer } = await askedSomebody();
    const { body } = await gateway.call('POST', '/v1/messages', {
      body: { to: customer.phone, content: { type: 'text', text: 'Passt Ihnen Montag?' } },
    });
    await sent(body.id);
    await people.writes(customer.phone, 'Nein', inAMoment());
    expect((await ledgerOf(customer.contactId)).state).toBe('requested');
  });

  test('asking again while the first question waits is refused with words, and sends nothing', async () => {
    const { customer } = await askedSomebody();
    const before = graph.received.length;
    const again = await ask({ contactId: customer.contactId }, {}, asDe);
    expect(again).toMatchObject({
      status: 409,
      body: {
        code: 'ALREADY_ASKED',
        title: 'Die Person wurde schon gefragt',
        // In the business's own time, as every sentence tells moments.
        detail: expect.stringMatching(/^Die Frage vom \d\d\.\d\d\.\d{4}, \d\d:\d\d wartet/),
      },
    });
    expect(graph.received).toHaveLength(before);
    expect((await ledgerOf(customer.contactId)).events).toHaveLength(1);
  });

  test('the same call again under its Idempotency-Key is the first answer', async () => {
    const customer = await people.whoWrote();
    const headers = { 'idempotency-key': `ask-${customer.contactId}` };
    const first = await ask(customer.phone, {}, headers);
    expect(await ask(customer.phone, {}, headers)).toMatchObject({ status: 202, body: first.body });
    expect((await ledgerOf(customer.contactId)).events).toHaveLength(1);
  });
});

describe('Whoever has left', () => {
  test.each([
    ['withdrew', { action: 'withdraw', purpose: 'marketing' }, 'WITHDRAWN'],
    ['objected', { action: 'object', purpose: 'marketing' }, 'OBJECTED'],
    ['stopped everything', { action: 'withdraw', purpose: 'all' }, 'STOP_ALL'],
  ])('and %s is not asked to come back', async (_what, left, code) => {
    const customer = await people.whoWrote();
    await gateway.call('POST', '/v1/consent', { body: { contact: customer.phone, ...left } });
    const answer = await ask(customer.phone);
    expect(answer).toMatchObject({ status: 422, body: { code, decision: { verdict: 'blocked', code } } });
    expect((await ledgerOf(customer.contactId)).state).not.toBe('requested');
  });

  test('advertising alone may be asked about notifications', async () => {
    const customer = await people.whoWrote();
    await gateway.call('POST', '/v1/consent', {
      body: { contact: customer.phone, action: 'withdraw', purpose: 'marketing' },
    });
    expect((await ask(customer.phone, { purpose: 'utility' })).status).toBe(202);
  });

  test('by erasure is not asked either when they write again', async () => {
    const customer = await people.whoWrote();
    await gateway.call('DELETE', `/v1/contacts/${customer.contactId}`);
    await people.writes(customer.phone, 'Hallo', inAMoment());
    for (const purpose of ['marketing', 'utility'])
      expect(await ask(customer.phone, { purpose })).toMatchObject({
        status: 422,
        body: { code: 'SUPPRESSED' },
      });
  });

  test('while the question waited for its turn gets it no more', async () => {
    const customer = await people.whoWrote();
    let release: () => void = () => {};
    const blocked = new Promise<void>((resolve) => {
      release = resolve;
    });
    graph.behave = async (send) => {
      if (send.to === customer.phone.slice(1)) await blocked;
      return undefined;
    };
    await gateway.call('POST', '/v1/messages', {
      body: { to: customer.phone, content: { type: 'text', text: 'Guten Tag' } },
    });
    const { body } = await ask(customer.phone);
    await people.writes(customer.phone, 'STOP', inAMoment());
    release();
    graph.behave = () => undefined;
    expect((await gateway.call('GET', `/v1/messages/${body.id}`)).body).toMatchObject({
      status: 'cancelled',
      decision: { code: 'STOP_ALL' },
    });
  });
});

describe('Outside the window', () => {
  const variables = { first_name: 'Erika' };

  test('the template that is set aside for it asks once, and its Yes is understood', async () => {
    const customer = await people.whoWrote({ hoursAgo: 30 });
    const answer = await ask(customer.phone, { variables });
    expect(answer).toMatchObject({ status: 202, body: { decision: { code: 'CONSENT_REQUEST' } } });
    const { body, wamid } = await sent(answer.body.id);
    expect(body.template.name).toBe('may_we_write');
    const payloads = body.template.components
      .filter((component: { type: string }) => component.type === 'button')
      .map((component: { parameters: { payload: string }[] }) => component.parameters[0]?.payload);
    expect(payloads).toEqual(['consent:yes', 'consent:no']);
    const { events } = await ledgerOf(customer.contactId);
    expect(events).toMatchObject([
      { action: 'request', evidence: { text: 'Hallo Erika, dürfen wir Ihnen Angebote senden?' } },
    ]);
    expect((await ask(customer.phone, { variables })).body).toMatchObject({ code: 'ALREADY_ASKED' });
    await gateway.webhook(
      messages([
        {
          from: customer.phone.slice(1),
          id: newWamid(),
          timestamp: String(Math.floor(Date.now() / 1000) + 2),
          type: 'button',
          button: { payload: 'consent:yes', text: 'Ja, gerne' },
          context: { from: '4930123456789', id: wamid },
        },
      ]),
    );
    expect((await ledgerOf(customer.contactId)).state).toBe('confirmed');
  });

  test('a typed NEIN to the template is a refusal, and no STOP though the template is about marketing', async () => {
    const customer = await people.whoWrote({ hoursAgo: 30 });
    const { body } = await ask(customer.phone, { variables });
    await sent(body.id);
    await people.writes(customer.phone, 'Nein', inAMoment());
    expect(await ledgerOf(customer.contactId)).toMatchObject({ state: 'refused', utility: 'none' });
  });

  test('there is no reminder after the question has lapsed', async () => {
    const customer = await people.whoWrote({ hoursAgo: 30 });
    expect((await ask(customer.phone, { variables })).status).toBe(202);
    clockAheadMs = 8 * 24 * 60 * 60 * 1000;
    try {
      expect((await ledgerOf(customer.contactId)).state).toBe('none');
      const again = await ask(customer.phone, { variables }, asDe);
      expect(again).toMatchObject({
        status: 409,
        body: { code: 'ALREADY_ASKED', title: 'Die Person wurde schon einmal gefragt' },
      });
      // Who writes again may be asked again.
      await people.writes(customer.phone, 'Hallo', gateway.runtime.now());
      expect((await ask(customer.phone)).status).toBe(202);
    } finally {
      clockAheadMs = 0;
    }
  });

  test('fields of the template that are missing are named', async () => {
    const { phone } = await people.whoWrote({ hoursAgo: 30 });
    expect((await ask(phone)).body).toMatchObject({
      code: 'TEMPLATE_VARIABLES',
      errors: [{ path: 'ifWindowClosed.template.variables.first_name' }],
    });
  });

  test('without such a template the answer says how to get one', async () => {
    const { phone, contactId } = await people.whoWrote({ hoursAgo: 30 });
    const answer = await ask(phone, { language: 'en' });
    expect(answer).toMatchObject({ status: 422, body: { code: 'WINDOW_CLOSED' } });
    expect(answer.body.remedy).toContain('consentRequest');
    expect(answer.body.decision.remedy).toBe(answer.body.remedy);
    expect((await ledgerOf(contactId)).events).toEqual([]);
  });

  test('a stranger is not written to, somebody who signed up elsewhere is', async () => {
    const phone = people.next();
    expect(await ask(phone, { variables })).toMatchObject({ status: 422, body: { code: 'NO_CONSENT' } });
    await gateway.call('POST', '/v1/consent', {
      body: {
        contact: phone,
        purpose: 'marketing',
        action: 'grant',
        method: 'web_form',
        source: 'newsletter form',
        textVersion: 'v7',
      },
    });
    expect((await ask(phone, { variables })).status).toBe(202);
    expect((await ask(phone, { variables })).body).toMatchObject({ code: 'ALREADY_ASKED' });
  });

  test('a No is not asked about again', async () => {
    const { phone, contactId } = await people.whoWrote({ hoursAgo: 30 });
    await gateway.call('POST', '/v1/consent', {
      body: { contact: phone, purpose: 'marketing', action: 'refuse' },
    });
    expect((await ask({ contactId }, { variables })).body).toMatchObject({ code: 'NO_CONSENT' });
  });
});

describe('A question that makes no sense', () => {
  test.each([
    ['about answers', { purpose: 'service' }, 'purpose'],
    ['about codes', { purpose: 'authentication' }, 'purpose'],
    ['in a language without words', { language: 'fr' }, 'language'],
    ['without a text version', { textVersion: undefined }, 'textVersion'],
    ['with an unknown field', { text: 'Kaufen Sie!' }, 'text'],
    ['to nobody', { contact: undefined }, 'contact'],
  ])('%s is refused by the name of the field', async (_what, wrong, path) => {
    const answer = await ask('+4915112345678', wrong);
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path }] } });
  });

  test('with a key that may not write consent is refused', async () => {
    const key = await gateway.makeKey(['messages:send']);
    const answer = await gateway.call('POST', '/v1/consent/ask', { key, body: {} });
    expect(answer).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
  });
});

test('the client tells a question from a refusal', async () => {
  const { contactId } = await people.whoWrote();
  const asked = await gateway.client.askConsent({
    contact: { contactId },
    purpose: 'marketing',
    textVersion: 'v7',
    language: 'de',
  });
  expect(asked).toMatchObject({ outcome: 'accepted', question: { consentEventId: expect.any(String) } });
  const stranger = await gateway.client.askConsent({
    contact: people.next(),
    purpose: 'marketing',
    textVersion: 'v7',
    language: 'de',
  });
  expect(stranger).toMatchObject({ outcome: 'refused', decision: { code: 'NO_CONSENT' } });
});
