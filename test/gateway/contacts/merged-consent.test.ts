import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type TestGateway, testValues } from '../../support/gateway.ts';
import type { GraphStandIn } from '../../support/graph-stand-in.ts';
import { closeMetaLine, openMetaLine } from '../../support/meta-line.ts';
import { receive } from '../intake/inbox.ts';
import { minutesAgo } from '../intake/webhooks.ts';
import { lookUpIn } from './look-up.ts';
import { somebody, writes } from './one-person.ts';

let graph: GraphStandIn;
let gateway: TestGateway;
let attester: string;
beforeAll(async () => {
  ({ graph, gateway } = await openMetaLine({ settings: { stopConfirmation: false } }));
  attester = await gateway.makeKey(['consent:write', 'consent:attest']);
});
afterAll(() => closeMetaLine({ graph, gateway }));

const later = (hours = 1) => new Date(Date.now() + hours * 3_600_000).toISOString();
const { contactBy, marketingOf } = lookUpIn(() => gateway);

async function confirms(phone: string, occurredAt = new Date()): Promise<void> {
  const answer = await gateway.call('POST', '/v1/consent', {
    key: attester,
    body: {
      contact: phone,
      purpose: 'marketing',
      action: 'confirm',
      method: 'web_form',
      source: 'https://shop.example',
      textVersion: 'v1',
      occurredAt: occurredAt.toISOString(),
    },
  });
  expect(answer.status).toBe(201);
}

const sale = (to: unknown, sendAt?: string) =>
  gateway.call('POST', '/v1/messages', {
    body: {
      to,
      from: testValues.numberId,
      content: { type: 'template', name: 'summer_sale', language: 'de', variables: { first_name: 'Erika' } },
      ...(sendAt === undefined ? {} : { sendAt }),
    },
  });

describe('consent once two contacts are one person', () => {
  test('a STOP by user id cancels what was queued for the number, and blocks what comes', async () => {
    const { phone, userId } = somebody();
    await confirms(phone, minutesAgo(60));
    const planned = await sale(phone, later());
    expect(planned).toMatchObject({ status: 202, body: { status: 'scheduled' } });
    await receive(gateway, writes({ userId }, 'STOP', { at: minutesAgo(10) }));
    expect((await gateway.call('GET', `/v1/messages/${planned.body.id}`)).body.status).toBe('scheduled');
    await receive(gateway, writes({ phone, userId }, 'Ich bin es'));
    const { body: message } = await gateway.call('GET', `/v1/messages/${planned.body.id}`);
    expect(message).toMatchObject({ status: 'cancelled', error: { source: 'policy', code: 'STOP_ALL' } });
    expect((await sale(phone)).body.decision).toMatchObject({ verdict: 'blocked', code: 'STOP_ALL' });
    expect((await sale({ userId })).body.decision).toMatchObject({ code: 'STOP_ALL' });
    expect(graph.received.filter((send) => send.to === phone.slice(1))).toEqual([]);
  });

  test('a consent reported for the number after the STOP of the user id does not undo it', async () => {
    const { phone, userId } = somebody();
    await receive(gateway, writes({ userId }, 'STOP', { at: minutesAgo(60) }));
    await confirms(phone, minutesAgo(30));
    expect(await marketingOf((await contactBy(phone)).id)).toBe('confirmed');
    await receive(gateway, writes({ phone, userId }, 'Ich bin es'));
    expect(await marketingOf((await contactBy(phone)).id)).toBe('withdrawn');
  });

  test('a consent of one is the other’s too when nothing stands against it', async () => {
    const { phone, userId } = somebody();
    await receive(gateway, writes({ userId }, 'Hallo', { at: minutesAgo(60) }));
    await confirms(phone, minutesAgo(30));
    await receive(gateway, writes({ phone, userId }, 'Ich bin es'));
    expect(await marketingOf((await contactBy(userId)).id)).toBe('confirmed');
  });

  test('the own START of the number, written after the STOP of the user id, counts once they are one', async () => {
    const { phone, userId } = somebody();
    await receive(gateway, writes({ userId }, 'STOP', { at: minutesAgo(60) }));
    await receive(gateway, writes({ phone }, 'START', { at: minutesAgo(30) }));
    await receive(gateway, writes({ phone, userId }, 'Ich bin es'));
    expect(await marketingOf((await contactBy(phone)).id)).toBe('none');
  });

  test('both ledgers are kept, are read as one, and the chain holds', async () => {
    const { phone, userId } = somebody();
    await confirms(phone, minutesAgo(60));
    await receive(gateway, writes({ userId }, 'STOP', { at: minutesAgo(30) }));
    const merged = (await contactBy(userId)).id;
    await receive(gateway, writes({ phone, userId }, 'Ich bin es'));
    const { id } = await contactBy(phone);
    const { body: ledger } = await gateway.call('GET', `/v1/contacts/${merged}/consent`);
    expect(ledger).toMatchObject({ contactId: id, chain: { valid: true } });
    expect(
      ledger.events.map((event: { contactId: string; action: string }) => [event.contactId, event.action]),
    ).toEqual([
      [id, 'confirm'],
      [merged, 'withdraw'],
      [id, 'merge'],
    ]);
    expect(ledger.events[2]).toMatchObject({ purpose: 'all', evidence: { mergedContactId: merged } });
    const before = ledger.events[2].recordedAt;
    const at = new Date(Date.parse(before) - 1).toISOString();
    const { body: past } = await gateway.call('GET', `/v1/contacts/${id}/consent?at=${at}`);
    expect(past.state.marketing.state).toBe('confirmed');
  });

  test('an erased person is not written to under an identity that turns up later', async () => {
    const { phone, userId } = somebody();
    await receive(gateway, writes({ phone }, 'Hallo', { at: minutesAgo(60) }));
    await gateway.call('DELETE', `/v1/contacts/${(await contactBy(phone)).id}`);
    await receive(gateway, writes({ userId }, 'Hallo', { at: minutesAgo(60 * 30) }));
    await confirms(phone, minutesAgo(30));
    await receive(gateway, writes({ phone, userId }, 'Ich bin es', { at: minutesAgo(60 * 26) }));
    expect((await sale({ userId })).body.decision).toMatchObject({ code: 'SUPPRESSED' });
    expect((await sale(phone)).body.decision).toMatchObject({ code: 'SUPPRESSED' });
  });
});
