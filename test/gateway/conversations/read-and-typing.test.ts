import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type RunningSandbox, startSandbox } from '@parley/sandbox';
import { customers } from '../../support/customers.ts';
import { eventually } from '../../support/eventually.ts';
import { startTestGateway, type TestGateway, testValues } from '../../support/gateway.ts';
import { startGraphStandIn } from '../../support/graph-stand-in.ts';

// The sandbox is Meta's side: it takes a receipt only for what the number received in the last 30 days.
let sandbox: RunningSandbox;
let gateway: TestGateway;
beforeAll(async () => {
  sandbox = await startSandbox({ webhookUrl: 'http://127.0.0.1:9/nobody-yet' });
  gateway = await startTestGateway({ graphUrl: sandbox.url });
  const subscribed = await toSandbox('POST', `/v25.0/${testValues.accountId}/subscribed_apps`, {
    override_callback_uri: `${gateway.url}/webhooks/whatsapp`,
    verify_token: testValues.verifyToken,
  });
  expect(subscribed.status).toBe(200);
});
afterAll(async () => {
  await gateway.close();
  await sandbox.close();
});

async function toSandbox(method: string, path: string, body?: unknown) {
  const response = await fetch(new URL(path, sandbox.url), {
    method,
    headers: { authorization: `Bearer ${testValues.accessToken}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

let people = 0;
/** Somebody writes so many messages; answers them as the gateway has them, oldest first. */
async function writes(count: number, more: Record<string, unknown> = {}) {
  const phone = `49151577${String(++people).padStart(5, '0')}`;
  const messages = [];
  for (let i = 0; i < count; i += 1) {
    const { body } = await toSandbox('POST', `/sandbox/customers/${phone}/messages`, {
      text: `${i}`,
      ...more,
    });
    messages.push(
      await eventually(async () => {
        const page = await gateway.call('GET', '/v1/messages?limit=200');
        return page.body.items.find((item: { wamid: string }) => item.wamid === body.wamid);
      }, 'the message has arrived'),
    );
  }
  return { phone, messages, conversation: messages[0].conversationId as string };
}
const shown = async (phone: string) => {
  const { body } = await toSandbox('GET', `/sandbox/customers/${phone}/messages`);
  return (body.messages as { status: string }[]).map(({ status }) => status);
};

describe('A receipt', () => {
  test('shows the customer that everything was read', async () => {
    const { phone, conversation } = await writes(2);
    const answer = await gateway.call('POST', `/v1/conversations/${conversation}/read`);
    expect(answer).toMatchObject({ status: 200, body: { id: conversation } });
    expect(await shown(phone)).toEqual(['read', 'read']);
  });

  test('may be for an earlier message; what came after it stays unread', async () => {
    const { phone, conversation, messages } = await writes(1);
    await toSandbox('POST', `/sandbox/customers/${phone}/messages`, { text: 'später' });
    await eventually(async () => (await shown(phone)).length === 2, 'it is shown');
    const body = { message: messages[0].id };
    expect((await gateway.call('POST', `/v1/conversations/${conversation}/read`, { body })).status).toBe(200);
    expect((await shown(phone))[0]).toBe('read');
  });

  test('for a message of another conversation is refused by the field', async () => {
    const { conversation } = await writes(1);
    const { messages } = await writes(1);
    const body = { message: messages[0].id };
    const answer = await gateway.call('POST', `/v1/conversations/${conversation}/read`, { body });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path: 'message' }] } });
  });

  test('for a message of more than 30 days is too late, and Meta is not asked', async () => {
    const { conversation, phone } = await writes(1, { ageHours: 30 * 24 + 1 });
    for (const step of ['read', 'typing'])
      expect(await gateway.call('POST', `/v1/conversations/${conversation}/${step}`)).toMatchObject({
        status: 409,
        body: { code: 'READ_TOO_LATE' },
      });
    expect(await shown(phone)).toEqual(['received']);
  });

  test('of somebody who has not written has nothing to show', async () => {
    const { conversation } = await writes(1);
    await gateway.runtime.store.write((tx) =>
      tx
        .updateTable('message')
        .set({ direction: 'outbound' })
        .where('conversation_id', '=', conversation)
        .execute(),
    );
    const answer = await gateway.call('POST', `/v1/conversations/${conversation}/read`);
    expect(answer).toMatchObject({ status: 409, body: { code: 'NOTHING_TO_READ' } });
  });

  test('needs the scope to send, and the number of the key', async () => {
    const { conversation } = await writes(1);
    const reader = await gateway.makeKey(['messages:read']);
    const other = await gateway.makeKey(['messages:send'], { numbers: [await gateway.otherNumber()] });
    const call = (key: string) => gateway.call('POST', `/v1/conversations/${conversation}/typing`, { key });
    expect([(await call(reader)).status, (await call(other)).status]).toEqual([403, 404]);
  });

  test('that Meta refuses, or that does not reach it, says so', async () => {
    const meta = await startGraphStandIn();
    const own = await startTestGateway({ graphUrl: meta.url });
    const { conversationId } = await customers(own).whoWrote();
    // The stand-in knows sends only, and refuses whatever else comes.
    const refused = await own.call('POST', `/v1/conversations/${conversationId}/read`);
    expect(refused).toMatchObject({ status: 422, body: { code: 'META_REFUSED' } });
    await meta.close();
    const missed = await own.call('POST', `/v1/conversations/${conversationId}/read`);
    expect(missed).toMatchObject({ status: 503, body: { code: 'META_UNREACHABLE' } });
    await own.close();
  });
});

describe('Typing', () => {
  test('is shown on the phone for 25 seconds, and marks as read', async () => {
    const { phone, conversation } = await writes(1);
    const changes = await fetch(new URL('/sandbox/changes', sandbox.url));
    const told = changes.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    const heard = (async () => {
      while (!text.includes('typing')) text += (await told?.read())?.value ?? '';
    })();
    expect((await gateway.call('POST', `/v1/conversations/${conversation}/typing`)).status).toBe(200);
    await heard;
    await told?.cancel();
    const line = text.split('\n').find((each) => each.includes('typing')) ?? '';
    const { phone: whose, untilMs } = JSON.parse(line.slice(line.indexOf('{')));
    expect(String(whose)).toContain(phone);
    expect(untilMs - Date.now()).toBeGreaterThan(20_000);
    expect(untilMs - Date.now()).toBeLessThanOrEqual(25_000);
    expect(await shown(phone)).toEqual(['read']);
  });
});
