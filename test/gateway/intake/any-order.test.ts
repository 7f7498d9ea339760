import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anyOrderOf } from '../../support/any-order.ts';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { newCustomer, newWamid } from './inbox.ts';
import {
  echo,
  edit,
  image,
  messages,
  minutesAgo,
  preference,
  reaction,
  revoke,
  status,
  statuses,
  tap,
  text,
} from './webhooks.ts';

let gateway: TestGateway;
let attester: string;
beforeAll(async () => {
  gateway = await startTestGateway({ settings: { stopConfirmation: false } });
  attester = await gateway.makeKey(['consent:write', 'consent:attest']);
});
afterAll(() => gateway.close());

/** One customer's day: what Meta would post, one webhook each. */
async function day(confirmed: boolean) {
  const from = newCustomer();
  const said = (minutes: number, quotes?: string) => ({
    from,
    wamid: newWamid(),
    at: minutesAgo(minutes),
    ...(quotes === undefined ? {} : { quotes }),
  });
  const hello = said(60 * 30);
  const question = said(90);
  const answer = { to: from, wamid: newWamid(), at: minutesAgo(60) };
  if (confirmed) {
    const contact = {
      contact: `+${from}`,
      purpose: 'marketing',
      source: 'https://shop.example',
      method: 'web_form',
    };
    for (const action of ['grant', 'confirm'])
      await gateway.call('POST', '/v1/consent', {
        key: attester,
        body: { ...contact, action, textVersion: 'v1', occurredAt: minutesAgo(500).toISOString() },
      });
  }
  const webhooks = [
    messages([text('Hallo', hello)]),
    messages([text('Wo bleibt es?', question)]),
    messages([image('147', said(85)), text('So sah es aus', said(84))]),
    messages([edit(question.wamid, 'Wo bleibt mein Paket?', said(83))]),
    messages([edit(question.wamid, 'Wo bleibt das Paket?', said(80))]),
    echo('Kommt morgen.', answer),
    statuses([
      status('delivered', answer.wamid, minutesAgo(59)),
      status('read', answer.wamid, minutesAgo(58)),
    ]),
    statuses([status('sent', answer.wamid, minutesAgo(60))]),
    messages([reaction(answer.wamid, '🙏', said(57))]),
    messages([text('STOP', said(50))]),
    messages([text('START', said(45))]),
    messages([tap('Keine Werbung', 'Keine Werbung', said(40))]),
    preference('stop', minutesAgo(38), from),
    preference('resume', minutesAgo(36), from),
    messages([revoke(question.wamid, said(30))]),
  ];
  return { from, webhooks };
}

/** Everything stored of a customer but what is made up anew each time: ids, our own clock, the order of arrival. */
async function stateOf(from: string) {
  const { items } = (await gateway.call('GET', `/v1/contacts?identity=%2B${from}`)).body;
  const [contact] = items;
  const { read } = gateway.runtime.store;
  const rows = await read.selectFrom('message').selectAll().where('contact_id', '=', contact.id).execute();
  const reports = await read
    .selectFrom('message_status')
    .selectAll()
    .where(
      'message_id',
      'in',
      rows.map((row) => row.id),
    )
    .execute();
  const conversations = await read
    .selectFrom('conversation')
    .selectAll()
    .where('contact_id', '=', contact.id)
    .execute();
  const early = await read.selectFrom('early_change').select('wamid').execute();
  return {
    messages: rows
      .map(({ content, status: current, direction, edited_at, revoked_at, created_at }) => ({
        content: content.replaceAll(/wamid\.HBg\d+/g, 'wamid'),
        current,
        direction,
        edited_at: edited_at && 'edited',
        revoked_at: revoked_at && 'revoked',
        minute: Math.round((Date.now() - created_at) / 60_000),
      }))
      .sort((one, other) => other.minute - one.minute || one.content.localeCompare(other.content)),
    reports: reports.map((report) => report.status).sort(),
    conversations: conversations.map(
      ({
        state,
        unanswered,
        last_inbound_at,
        last_message_at,
        taken_at,
        window_told,
        last_inbound_message_id,
      }) => ({
        state,
        unanswered,
        lastInbound: Math.round((Date.now() - (last_inbound_at ?? 0)) / 60_000),
        lastMessage: Math.round((Date.now() - (last_message_at ?? 0)) / 60_000),
        takenAt: Math.round((Date.now() - (taken_at ?? 0)) / 60_000),
        window_told,
        newest: rows.find((row) => row.id === last_inbound_message_id)?.content,
      }),
    ),
    consent: Object.fromEntries(
      Object.entries(contact.consent as Record<string, { state: string }>).map(([purpose, { state }]) => [
        purpose,
        state,
      ]),
    ),
    early: early.length,
  };
}

describe('Webhooks in any order, some of them twice', () => {
  test.each([
    ['without any consent before', false],
    ['after a consent', true],
  ])('end in the same state as once in order, %s', async (_, confirmed) => {
    const inOrder = await day(confirmed);
    for (const webhook of inOrder.webhooks) expect((await gateway.webhook(webhook)).status).toBe(200);
    const expected = await stateOf(inOrder.from);
    expect(expected.messages).toHaveLength(9);
    await fc.assert(
      fc.asyncProperty(anyOrderOf(inOrder.webhooks.length), async (order) => {
        const { from, webhooks } = await day(confirmed);
        for (const index of order) expect((await gateway.webhook(webhooks[index])).status).toBe(200);
        expect(await stateOf(from)).toEqual(expected);
      }),
      { numRuns: 12, endOnFailure: true },
    );
  });

  test.each(['JA', 'START'])(
    'a STOP that comes after a later %s still ends what was only asked for before it',
    async (word) => {
      const from = newCustomer();
      const request = {
        contact: `+${from}`,
        purpose: 'marketing',
        action: 'request',
        method: 'phone',
        source: 'Hotline',
      };
      await gateway.call('POST', '/v1/consent', {
        body: { ...request, occurredAt: minutesAgo(30).toISOString() },
      });
      await gateway.webhook(messages([text(word, { from, wamid: newWamid(), at: minutesAgo(5) })]));
      expect((await stateOf(from)).consent).toMatchObject({ marketing: 'confirmed' });
      await gateway.webhook(messages([text('STOP', { from, wamid: newWamid(), at: minutesAgo(10) })]));
      expect((await stateOf(from)).consent).toMatchObject({ marketing: 'withdrawn' });
    },
  );
});
