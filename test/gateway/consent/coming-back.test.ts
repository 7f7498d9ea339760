import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { messages, minutesAgo, text } from '../intake/webhooks.ts';

let gateway: TestGateway;
let attester: string;
beforeAll(async () => {
  gateway = await startTestGateway();
  attester = await gateway.makeKey(['consent:write', 'consent:attest']);
});
afterAll(() => gateway.close());

let count = 0;
const writes = async (phone: string, words: string, minutes: number) => {
  const wamid = `wamid.BACK${++count}`;
  await gateway.webhook(messages([text(words, { from: phone.slice(1), wamid, at: minutesAgo(minutes) })]));
  const found = await gateway.runtime.store.read
    .selectFrom('message')
    .select('id')
    .where('wamid', '=', wamid)
    .executeTakeFirstOrThrow();
  return found.id;
};

/** Somebody who had confirmed advertising and then stopped everything. */
async function whoStopped(): Promise<string> {
  const phone = `+4915166${String(++count).padStart(6, '0')}`;
  await record({
    contact: phone,
    purpose: 'marketing',
    action: 'grant',
    occurredAt: minutesAgo(50).toISOString(),
  });
  await writes(phone, 'JA', 40);
  await writes(phone, 'STOP', 30);
  return phone;
}

const record = (body: object, key?: string) =>
  gateway.call('POST', '/v1/consent', {
    body: { method: 'web_form', source: 'shop', textVersion: 'v1', ...body },
    ...(key === undefined ? {} : { key }),
  });

describe('After a STOP', () => {
  test.each(['agent', 'api', 'phone', 'paper', 'chat_word', 'import'])(
    'a return by %s without any proof is kept, and changes nothing',
    async (method) => {
      const contact = await whoStopped();
      const answer = await record({ contact, purpose: 'all', action: 'restore', method });
      expect(answer).toMatchObject({ status: 201, body: { event: { proven: false } } });
      expect(answer.body.state.marketing.state).toBe('withdrawn');
    },
  );

  test("a return that rests on the person's own later message counts", async () => {
    const contact = await whoStopped();
    const messageId = await writes(contact, 'Bitte wieder Angebote', 5);
    const answer = await record({ contact, purpose: 'all', action: 'restore', evidence: { messageId } });
    expect(answer.body.state.marketing.state).toBe('confirmed');
  });

  test('one that rests on an earlier message does not', async () => {
    const contact = await whoStopped();
    const messageId = await writes(contact, 'Hallo', 35);
    const answer = await record({ contact, purpose: 'all', action: 'restore', evidence: { messageId } });
    expect(answer.body.state.marketing.state).toBe('withdrawn');
  });

  test('one that a key with the scope to attest answers for counts, with its name in the ledger', async () => {
    const contact = await whoStopped();
    const answer = await record({ contact, purpose: 'all', action: 'restore' }, attester);
    expect(answer.body.state.marketing.state).toBe('confirmed');
    expect(answer.body.event.evidence.attestedBy).toEqual(expect.any(String));
  });

  test.each(['grant', 'confirm', 'restore', 'request'])(
    'nobody may speak for Meta in a %s',
    async (action) => {
      const contact = await whoStopped();
      const answer = await record({ contact, purpose: 'marketing', action, method: 'meta_preference' });
      expect(answer).toMatchObject({ status: 422, body: { errors: [{ path: 'method' }] } });
    },
  );
});
