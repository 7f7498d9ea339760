import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anyOrderOf } from '../../support/any-order.ts';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { newWamid } from '../intake/inbox.ts';
import { echo, minutesAgo, payload } from '../intake/webhooks.ts';
import { changesNumber, changesUserId, contactOf, somebody, writes } from './one-person.ts';

let gateway: TestGateway;
let attester: string;
beforeAll(async () => {
  gateway = await startTestGateway({ settings: { stopConfirmation: false } });
  attester = await gateway.makeKey(['consent:write', 'consent:attest']);
});
afterAll(() => gateway.close());

type Story = 'keeps the number' | 'changes the number' | 'changes number and user id';

/** What Meta would post of one person, one webhook each; `known` is every name they ever had. */
async function lifeOf(story: Story) {
  const { phone, userId } = somebody();
  const { phone: next, userId: nextUserId } = somebody();
  const [lastPhone, lastUserId] = [
    story === 'keeps the number' ? phone : next,
    story === 'changes number and user id' ? nextUserId : userId,
  ];
  const body = {
    contact: phone,
    purpose: 'marketing',
    method: 'web_form',
    source: 'shop',
    textVersion: 'v1',
  };
  for (const action of ['grant', 'confirm'])
    await gateway.call('POST', '/v1/consent', {
      key: attester,
      body: { ...body, action, occurredAt: minutesAgo(900).toISOString() },
    });
  const preference = (value: string, minutes: number) =>
    payload('user_preferences', {
      contacts: [contactOf({ userId: lastUserId })],
      user_preferences: [
        {
          user_id: lastUserId,
          category: 'marketing_messages',
          value,
          timestamp: Math.floor(minutesAgo(minutes).getTime() / 1000),
        },
      ],
    });
  const webhooks = [
    writes({ phone }, 'Hallo', { at: minutesAgo(300) }),
    writes({ userId }, 'Bin ich auch', { at: minutesAgo(280) }),
    writes({ userId }, 'STOP', { at: minutesAgo(240) }),
    writes({ phone }, 'START', { at: minutesAgo(200) }),
    writes({ phone, userId }, 'Ich bin es', { at: minutesAgo(180) }),
    writes({ phone }, 'STOP', { at: minutesAgo(150) }),
    ...(story === 'keeps the number' ? [] : [changesNumber(phone, next, { at: minutesAgo(120) })]),
    ...(story === 'changes number and user id'
      ? [changesUserId(userId, nextUserId, { at: minutesAgo(119) })]
      : []),
    writes({ phone: lastPhone }, 'Neues Telefon', { at: minutesAgo(100) }),
    writes({ phone: lastPhone, userId: lastUserId }, 'Beides', { at: minutesAgo(80) }),
    preference('stop', 70),
    preference('resume', 65),
    writes({ userId: lastUserId, username: `erika.${lastUserId}` }, 'START', { at: minutesAgo(40) }),
    echo('Kommt morgen.', { to: lastPhone.slice(1), wamid: newWamid(), at: minutesAgo(30) }),
  ];
  return { phone: lastPhone, userId: lastUserId, webhooks };
}

/** Everything that is stored of the person but what is made up anew each time: ids, names, our own clock. */
async function stateOf({ phone, userId }: { readonly phone: string; readonly userId: string }) {
  const { read } = gateway.runtime.store;
  const minute = (at: number | null) => at && Math.round((Date.now() - at) / 60_000);
  const found = [];
  for (const identity of [phone, userId]) {
    const { body } = await gateway.call('GET', `/v1/contacts?identity=${encodeURIComponent(identity)}`);
    found.push(body.items[0].id);
  }
  const [id] = found;
  const { body: contact } = await gateway.call('GET', `/v1/contacts/${id}`);
  const messages = await read.selectFrom('message').selectAll().where('contact_id', '=', id).execute();
  const conversations = await read
    .selectFrom('conversation')
    .selectAll()
    .where('contact_id', '=', id)
    .where('merged_into', 'is', null)
    .execute();
  const { body: ledger } = await gateway.call('GET', `/v1/contacts/${id}/consent`);
  return {
    contacts: new Set(found).size,
    name: contact.name,
    identities: contact.identities.map(({ kind }: { kind: string }) => kind).sort(),
    former: (contact.formerIdentities ?? [])
      .map(({ kind, until }: { kind: string; until: string }) => [kind, minute(Date.parse(until))])
      .sort(),
    consent: Object.entries(contact.consent as Record<string, { state: string }>).map(
      ([purpose, { state }]) => [purpose, state],
    ),
    chain: ledger.chain.valid,
    messages: messages
      .map(({ content, direction, status, opt_out, created_at }) => ({
        text: (JSON.parse(content) as { text: string }).text,
        direction,
        status,
        opt_out,
        minute: minute(created_at),
      }))
      .sort((one, other) => (other.minute ?? 0) - (one.minute ?? 0)),
    conversations: conversations.map((row) => ({
      state: row.state,
      unanswered: row.unanswered,
      lastInbound: minute(row.last_inbound_at),
      lastMessage: minute(row.last_message_at),
      takenAt: minute(row.taken_at),
      window: row.window_told,
      newest: messages.find((message) => message.id === row.last_inbound_message_id)?.content,
    })),
  };
}

test.each<[Story, string, number]>([
  ['keeps the number', 'confirmed', 0],
  ['changes the number', 'none', 1],
  ['changes number and user id', 'none', 2],
])(
  'a person who %s is the same in the end, whatever the order and repetition of the webhooks',
  async (story, marketing, former) => {
    const inOrder = await lifeOf(story);
    for (const webhook of inOrder.webhooks) expect((await gateway.webhook(webhook)).status).toBe(200);
    const expected = await stateOf(inOrder);
    expect(expected).toMatchObject({ contacts: 1, chain: true, conversations: [{ unanswered: 0 }] });
    expect([expected.messages.length, expected.former.length]).toEqual([10, former]);
    expect(expected.consent).toContainEqual(['marketing', marketing]);
    await fc.assert(
      fc.asyncProperty(anyOrderOf(inOrder.webhooks.length), async (order) => {
        const life = await lifeOf(story);
        for (const index of order) expect((await gateway.webhook(life.webhooks[index])).status).toBe(200);
        expect(await stateOf(life)).toEqual(expected);
      }),
      { numRuns: 6, endOnFailure: true },
    );
  },
);
