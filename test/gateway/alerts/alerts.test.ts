import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Alert, verifyWebhook } from '@parley/core/gateway-api';
import { createQuestions, type Questions } from '../../../packages/gateway/src/alerts/questions.ts';
import { lookForTrouble } from '../../../packages/gateway/src/alerts/watch.ts';
import { refreshNumbers } from '../../../packages/gateway/src/numbers/refresh-numbers.ts';
import { customers } from '../../support/customers.ts';
import { eventually } from '../../support/eventually.ts';
import { startTestGateway, type TestGateway, testValues } from '../../support/gateway.ts';
import { type GraphStandIn, startGraphStandIn } from '../../support/graph-stand-in.ts';
import { messages, payload, status, statuses, text } from '../intake/webhooks.ts';
import { type Receiver, startReceiver } from '../subscriptions/receiver.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let graph: GraphStandIn;
let gateway: TestGateway;
let questions: Questions;
let cursor: string;
/** How far the gateway's clock is ahead of ours. */
let ahead = 0;
const now = () => new Date(Date.now() + ahead);

beforeEach(async () => {
  ahead = 0;
  graph = await startGraphStandIn();
  gateway = await startTestGateway({ graphUrl: graph.url, now });
  questions = createQuestions(gateway.runtime);
  cursor = (await gateway.call('GET', '/v1/events?after=latest')).body.cursor;
});
afterEach(async () => {
  await gateway.close();
  await graph.close();
  expect(graph.faults).toEqual([]);
});

const look = () => {
  questions.forget();
  return lookForTrouble(gateway.runtime, questions);
};
const raised = async (headers: Record<string, string> = {}): Promise<Alert[]> =>
  (await gateway.call('GET', '/v1/alerts', { headers })).body.items;
const codes = async () => (await raised()).map(({ code }) => code);
/** The alert events since the test began, as `raised CODE`. */
const told = async () =>
  (await gateway.call('GET', `/v1/events?after=${cursor}&types=alert.raised,alert.cleared`)).body.events.map(
    ({ type, data }: { type: string; data: { alert: Alert } }) =>
      `${type.replace('alert.', '')} ${data.alert.code} ${data.alert.severity}`,
  );
const endsIn = (ms: number) => {
  graph.token = { ...graph.token, is_valid: ms > 0, expires_at: Math.floor((now().getTime() + ms) / 1000) };
};

describe('A token that ends', () => {
  test('is told once, again when it gets worse, and once when it was replaced', async () => {
    endsIn(6 * DAY);
    await look();
    await look();
    expect(await raised({ 'accept-language': 'de' })).toMatchObject([
      {
        code: 'TOKEN_EXPIRING',
        severity: 'warning',
        subject: { kind: 'number', id: testValues.numberId },
        title: 'Das Zugriffstoken läuft bald ab',
        remedy: expect.stringContaining('parley numbers token'),
        clearedAt: null,
      },
    ]);
    endsIn(HOUR);
    await look();
    endsIn(-HOUR);
    await look();
    expect(await codes()).toEqual(['TOKEN_INVALID']);
    graph.token = { ...graph.token, is_valid: true, expires_at: 0 };
    await look();
    expect(await raised()).toEqual([]);
    expect(await told()).toEqual([
      'raised TOKEN_EXPIRING warning',
      'raised TOKEN_EXPIRING critical',
      'raised TOKEN_INVALID critical',
      'cleared TOKEN_EXPIRING critical',
      'cleared TOKEN_INVALID critical',
    ]);
    const all = (await gateway.call('GET', '/v1/alerts?state=all')).body.items as Alert[];
    expect(all.map(({ clearedAt }) => clearedAt !== null)).toEqual([true, true]);
  });

  test('is not told a second time after a restart', async () => {
    endsIn(6 * DAY);
    await look();
    const [alert] = await raised();
    await gateway.stop();
    const second = await startTestGateway({ graphUrl: graph.url, now, dataDir: gateway.dataDir });
    try {
      await lookForTrouble(second.runtime, createQuestions(second.runtime));
      const { items } = (await second.call('GET', '/v1/alerts')).body;
      expect(items).toMatchObject([{ id: alert?.id }]);
      const { events } = (await second.call('GET', `/v1/events?after=${cursor}&types=alert.raised`)).body;
      expect(events).toHaveLength(1);
    } finally {
      await second.close();
    }
  });

  test('stays as it was known while Meta cannot be asked', async () => {
    endsIn(6 * DAY);
    await look();
    await graph.close();
    await look();
    expect(await codes()).toEqual(['TOKEN_EXPIRING']);
  });
});

describe('What Meta thinks of the number', () => {
  test('a restriction and a lower quality are told, and their end', async () => {
    await eventually(
      async () => (await gateway.call('GET', '/v1/numbers')).body.items[0]?.quality === 'GREEN',
      'the number was described at the start',
    );
    graph.number = {
      ...graph.number,
      quality_rating: 'RED',
      health_status: {
        can_send_message: 'BLOCKED',
        entities: [
          {
            entity_type: 'BUSINESS',
            id: '1',
            can_send_message: 'BLOCKED',
            errors: [
              { error_code: 141010, error_description: 'There is no payment method.', possible_solution: '' },
            ],
          },
        ],
      },
    };
    await refreshNumbers(gateway.runtime);
    await look();
    expect((await raised()).map(({ code, detail }) => `${code}: ${detail}`).sort()).toEqual([
      'ACCOUNT_RESTRICTED: Meta does not let +49 30 123456789 send as usual: There is no payment method.',
      'QUALITY_FELL: Meta rates +49 30 123456789 as RED: people block or report it. Meta may limit how much it may send.',
    ]);
    graph.number = {
      ...graph.number,
      quality_rating: 'GREEN',
      health_status: { can_send_message: 'AVAILABLE' },
    };
    await refreshNumbers(gateway.runtime);
    await look();
    expect(await raised()).toEqual([]);
  });
});

describe('A restriction that Meta tells by a webhook', () => {
  test('is told at the next look, and is over when Meta lifts it', async () => {
    const ban = (waba_ban_state: string) =>
      gateway.webhook(
        payload('account_update', {
          event: 'DISABLED_UPDATE',
          ban_info: { waba_ban_state, waba_ban_date: 'November 22, 2026' },
        }),
      );
    await ban('DISABLE');
    await look();
    expect(await raised()).toMatchObject([
      { code: 'ACCOUNT_RESTRICTED', severity: 'critical', detail: expect.stringContaining('DISABLED') },
    ]);
    await ban('REINSTATE');
    await look();
    expect(await raised()).toEqual([]);
  });
});

describe('Silence', () => {
  test('no status five minutes after a send is told, until one comes', async () => {
    const phone = '+4915112345601';
    await gateway.webhook(messages([text('Hallo', { from: phone.slice(1), wamid: 'wamid.S1', at: now() })]));
    const { body } = await gateway.call('POST', '/v1/messages', {
      body: { to: phone, content: { type: 'text', text: 'Guten Tag' } },
    });
    const sent = await eventually(async () => {
      const message = (await gateway.call('GET', `/v1/messages/${body.id}`)).body;
      return message.status === 'sent' && message;
    }, 'the message is sent');
    await look();
    expect(await raised()).toEqual([]);
    ahead += 5 * MINUTE;
    await look();
    expect(await raised()).toMatchObject([
      { code: 'STATUSES_MISSING', severity: 'critical', remedy: expect.stringContaining('parley doctor') },
    ]);
    await gateway.webhook(statuses([status('delivered', sent.wamid, now())]));
    await look();
    expect(await raised()).toEqual([]);
  });

  test('a status that overtook the answer to its send is one', async () => {
    await gateway.runtime.store.write((tx) =>
      tx
        .insertInto('message_status')
        .values({ message_id: 'msg_early', status: 'sent', at: 1, error: null, recorded_at: 1 })
        .execute(),
    );
    gateway.runtime.pulse.accepted(testValues.numberId, 'msg_early', now());
    await look();
    ahead += HOUR;
    await look();
    expect(await raised()).toEqual([]);
  });

  test('an hour without webhooks that always had some is told, until one comes', async () => {
    const hear = (at: Date) => gateway.runtime.pulse.heard([{ kind: 'message', numberId: '1' } as never], at);
    // The gateway is up since this hour began; the hours of the weeks before are those of an older run.
    const hour = new Date(Math.ceil(now().getTime() / HOUR) * HOUR);
    for (const weeks of [1, 2, 3]) hear(new Date(hour.getTime() - weeks * 7 * DAY));
    ahead = hour.getTime() + HOUR + MINUTE - Date.now();
    await look();
    expect(await raised()).toMatchObject([{ code: 'WEBHOOKS_SILENT', severity: 'warning' }]);
    hear(now());
    await look();
    expect(await raised()).toEqual([]);
    expect(await told()).toEqual(['raised WEBHOOKS_SILENT warning', 'cleared WEBHOOKS_SILENT warning']);
  });
});

describe('What the gateway promised', () => {
  test('events that were given up are told, with their target, until they went out by a replay', async () => {
    const receiver = await startReceiver();
    try {
      receiver.answer = () => 410;
      const { id } = (
        await gateway.call('POST', '/v1/subscriptions', {
          body: { url: receiver.url, types: ['message.received'] },
        })
      ).body;
      const write = (wamid: string) =>
        gateway.webhook(messages([text('Hallo', { from: '4915112345602', wamid, at: now() })]));
      await write('wamid.D1');
      const shown = async () => (await gateway.call('GET', `/v1/subscriptions/${id}`)).body;
      await eventually(async () => (await shown()).lastProblem, 'it is recorded that the target has refused');
      ahead += 15 * DAY;
      await write('wamid.D2');
      await eventually(async () => (await shown()).state === 'ended', 'the subscription has ended');
      await look();
      expect(await raised()).toMatchObject([
        {
          code: 'DELIVERIES_DEAD',
          subject: { kind: 'subscription', id },
          remedy: expect.stringContaining('replay'),
        },
      ]);
      receiver.answer = () => 200;
      await gateway.call('POST', `/v1/subscriptions/${id}/replay`, { body: { after: cursor } });
      await eventually(async () => {
        await look();
        return (await raised()).length === 0;
      }, 'the alert is over');
      expect(receiver.taken).toHaveLength(2);
    } finally {
      await receiver.close();
    }
  });

  test('an erasure that a tool has not reported is told after a week', async () => {
    const person = customers(gateway);
    const { contactId, conversationId } = await person.writes('+4915112345605');
    await gateway.call('PUT', `/v1/conversations/${conversationId}/links/slack`, {
      body: { key: 'T1:C1:1' },
    });
    const { body: erasure } = await gateway.call('DELETE', `/v1/contacts/${contactId}`);
    ahead += 7 * DAY;
    await look();
    expect(await raised()).toMatchObject([
      {
        code: 'ERASURE_OVERDUE',
        subject: { kind: 'erasure', id: erasure.id },
        detail: expect.stringContaining('slack'),
      },
    ]);
    await gateway.call('POST', `/v1/erasures/${erasure.id}/done/slack`, { body: {} });
    await look();
    expect(await raised()).toEqual([]);
  });

  test('a ledger that somebody has changed by hand is told', async () => {
    const contact = '+4915112345603';
    const consent = { contact, purpose: 'utility', action: 'grant', method: 'paper', source: 'Messe' };
    expect((await gateway.call('POST', '/v1/consent', { body: consent })).status).toBe(201);
    ahead += HOUR;
    await look();
    expect(await raised()).toEqual([]);
    await gateway.runtime.store.write((tx) =>
      tx.updateTable('consent_event').set({ source: 'Laden' }).execute(),
    );
    ahead += 6 * HOUR;
    await look();
    expect(await raised()).toMatchObject([
      {
        code: 'LEDGER_BROKEN',
        subject: { kind: 'gateway', id: null },
        remedy: expect.stringContaining('parley restore'),
      },
    ]);
  });
});

describe('The address for alerts', () => {
  let receiver: Receiver;
  beforeEach(async () => {
    receiver = await startReceiver();
  });
  afterEach(() => receiver.close());

  test('gets them signed with a secret that is shown once', async () => {
    const set = await gateway.call('PATCH', '/v1/business', { body: { alertUrl: receiver.url } });
    expect(set.body).toMatchObject({ alertUrl: receiver.url, alertSecret: expect.stringMatching(/^whsec_/) });
    const again = await gateway.call('PATCH', '/v1/business', { body: { alertUrl: receiver.url } });
    expect(again.body.alertSecret).toBeUndefined();
    endsIn(6 * DAY);
    await look();
    const delivered = await eventually(() => receiver.taken[0], 'the alert is delivered');
    const check = verifyWebhook({
      headers: delivered.headers as Record<string, string>,
      body: delivered.text,
      secret: set.body.alertSecret,
      now: new Date(Date.now() + ahead),
    });
    expect(check).toMatchObject({ ok: true });
    expect(delivered.event).toMatchObject({
      type: 'alert.raised',
      data: { alert: { code: 'TOKEN_EXPIRING' } },
    });
  });

  test('is not blamed for what the one before it answers when it was changed meanwhile', async () => {
    const held: ServerResponse[] = [];
    const slow = createServer((request, response) => {
      request.resume();
      held.push(response);
    }).listen(0, '127.0.0.1');
    await once(slow, 'listening');
    try {
      const { port } = slow.address() as AddressInfo;
      await gateway.call('PATCH', '/v1/business', { body: { alertUrl: `http://127.0.0.1:${port}/` } });
      endsIn(6 * DAY);
      await look();
      await eventually(() => held.length === 1, 'the first address has the alert');
      await gateway.call('PATCH', '/v1/business', { body: { alertUrl: receiver.url } });
      endsIn(90 * DAY);
      await look();
      const shown = async () => (await gateway.call('GET', '/v1/subscriptions/sub_alerts')).body;
      await eventually(
        async () => (await shown()).lastDeliveredAt !== null,
        'the second address has taken one',
      );
      held[0]?.writeHead(503).end();
      const tries = () => [...gateway.runtime.meters.deliveries.samples()].map(([labels]) => labels.join());
      await eventually(() => tries().includes('failed'), 'the first address has answered');
      // Written after it, so that it is written as well.
      await gateway.call('PUT', '/v1/tools/test/state/tick', { body: { value: 1 } });
      expect(await shown()).toMatchObject({ state: 'active', lastProblem: null });
    } finally {
      slow.closeAllConnections();
      slow.close();
    }
  });

  test('can be taken back, is shown to those who manage the gateway alone, and must be allowed', async () => {
    await gateway.call('PATCH', '/v1/business', { body: { alertUrl: receiver.url } });
    const key = await gateway.makeKey(['contacts:read']);
    expect((await gateway.call('GET', '/v1/business', { key })).body).not.toHaveProperty('alertUrl');
    expect((await gateway.call('GET', '/v1/business')).body.alertUrl).toBe(receiver.url);
    const refused = await gateway.call('PATCH', '/v1/business', {
      body: { alertUrl: 'http://169.254.169.254/', name: 'Anders' },
    });
    expect([refused.status, refused.body.code, refused.body.errors[0].path]).toEqual([
      422,
      'URL_NOT_ALLOWED',
      'alertUrl',
    ]);
    expect((await gateway.call('GET', '/v1/business')).body.name).toBe('Muster GmbH');
    expect(
      (await gateway.call('PATCH', '/v1/business', { body: { alertUrl: null } })).body.alertUrl,
    ).toBeNull();
    expect((await gateway.call('GET', '/v1/subscriptions')).body.items).toEqual([]);
  });
});

test('A key that is bound to a number sees that number’s alerts alone', async () => {
  endsIn(6 * DAY);
  await look();
  const other = await gateway.makeKey(['contacts:read'], { numbers: [await gateway.otherNumber()] });
  const own = await gateway.makeKey(['contacts:read'], { numbers: [testValues.numberId] });
  const seen = async (key: string) => (await gateway.call('GET', '/v1/alerts', { key })).body.items.length;
  expect([await seen(other), await seen(own)]).toEqual([0, 1]);
});
