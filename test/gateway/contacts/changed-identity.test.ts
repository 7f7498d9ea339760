import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type TestGateway, testValues } from '../../support/gateway.ts';
import type { GraphStandIn } from '../../support/graph-stand-in.ts';
import { closeMetaLine, openMetaLine } from '../../support/meta-line.ts';
import { newWamid, one, receive, typesOf } from '../intake/inbox.ts';
import { minutesAgo } from '../intake/webhooks.ts';
import { lookUpIn } from './look-up.ts';
import { changesNumber, changesUserId, somebody, system, writes } from './one-person.ts';

let graph: GraphStandIn;
let gateway: TestGateway;
let attester: string;
beforeAll(async () => {
  ({ graph, gateway } = await openMetaLine({ settings: { stopConfirmation: false } }));
  attester = await gateway.makeKey(['consent:write', 'consent:attest']);
});
afterAll(() => closeMetaLine({ graph, gateway }));

const { contactBy, marketingOf } = lookUpIn(() => gateway);
const newPhone = () => somebody().phone;

async function confirms(phone: string, occurredAt: Date): Promise<void> {
  const body = {
    contact: phone,
    purpose: 'marketing',
    action: 'confirm',
    method: 'web_form',
    source: 'https://shop.example',
    textVersion: 'v1',
    occurredAt: occurredAt.toISOString(),
  };
  expect((await gateway.call('POST', '/v1/consent', { key: attester, body })).status).toBe(201);
}

const send = (to: unknown, content: unknown, more: object = {}) =>
  gateway.call('POST', '/v1/messages', { body: { to, from: testValues.numberId, content, ...more } });
const sale = {
  type: 'template',
  name: 'summer_sale',
  language: 'de',
  variables: { first_name: 'Erika' },
} as const;

describe('a person whose number has changed', () => {
  test('stays one contact with one history, and the old number has ended', async () => {
    const [phone, next] = [newPhone(), newPhone()];
    await receive(gateway, writes({ phone }, 'Hallo', { at: minutesAgo(30) }));
    const { id } = await contactBy(phone);
    const changed = minutesAgo(20);
    const told = await receive(gateway, changesNumber(phone, next, { at: changed }));
    expect(one(told, 'contact.updated').contact.identities.map(({ value }) => value)).toEqual([next]);
    await receive(gateway, writes({ phone: next }, 'Neue Nummer', { at: minutesAgo(10) }));
    const { body: contact } = await gateway.call('GET', `/v1/contacts/${id}`);
    expect(contact).toMatchObject({
      identities: [{ kind: 'phone', value: next, source: 'whatsapp' }],
      formerIdentities: [{ kind: 'phone', value: phone, until: changed.toISOString() }],
    });
    expect(contact.conversations).toHaveLength(1);
    expect(await contactBy(phone)).toBeUndefined();
    const page = await gateway.call('GET', `/v1/contacts/${id}/export?format=html&language=de`);
    expect(page.body).toContain(phone);
    expect(page.body).toContain(next);
    const answer = await send({ contactId: id }, { type: 'text', text: 'Gern' });
    await gateway.call('GET', `/v1/messages/${answer.body.id}?wait=10`);
    expect(graph.received.at(-1)?.to).toBe(next.slice(1));
  });

  test('is not written to on what was agreed to under the old number, and what waits is cancelled', async () => {
    const [phone, next] = [newPhone(), newPhone()];
    await confirms(phone, minutesAgo(60));
    const sendAt = new Date(Date.now() + 3_600_000).toISOString();
    const planned = await send(phone, sale, { sendAt });
    const told = await receive(gateway, changesNumber(phone, next));
    const { event } = one(told, 'consent.changed') as unknown as { event: { action: string } };
    expect(event.action).toBe('lapse');
    expect((await gateway.call('GET', `/v1/messages/${planned.body.id}`)).body.status).toBe('cancelled');
    expect((await send(next, sale)).body.decision).toMatchObject({ verdict: 'blocked', code: 'NO_CONSENT' });
    const { body: ledger } = await gateway.call('GET', `/v1/contacts/${(await contactBy(next)).id}/consent`);
    expect(ledger).toMatchObject({ state: { marketing: { state: 'none' } }, chain: { valid: true } });
    await confirms(next, new Date());
    expect(await marketingOf((await contactBy(next)).id)).toBe('confirmed');
  });

  test('takes a STOP along', async () => {
    const [phone, next] = [newPhone(), newPhone()];
    await receive(gateway, writes({ phone }, 'STOP', { at: minutesAgo(30) }));
    await receive(gateway, changesNumber(phone, next, { at: minutesAgo(20) }));
    expect((await send(next, sale)).body.decision).toMatchObject({ code: 'STOP_ALL' });
  });

  test('takes the consent along where the user id ties both numbers', async () => {
    const { phone, userId } = somebody();
    const { phone: next, userId: nextUserId } = somebody();
    await confirms(phone, minutesAgo(60));
    await receive(gateway, writes({ phone, userId }, 'Hallo', { at: minutesAgo(30) }));
    await receive(gateway, changesNumber(phone, next, { userIds: [userId, nextUserId] }));
    const contact = await contactBy(next);
    expect(contact.consent.marketing.state).toBe('confirmed');
    expect(contact.identities.map(({ value }: { value: string }) => value).sort()).toEqual(
      [next, nextUserId].sort(),
    );
  });

  test('leaves the old number to whoever gets it next, as somebody new', async () => {
    const [phone, next] = [newPhone(), newPhone()];
    await confirms(phone, minutesAgo(60));
    await receive(gateway, changesNumber(phone, next, { at: minutesAgo(40) }));
    const erika = (await contactBy(next)).id;
    await receive(gateway, writes({ phone, name: 'Max' }, 'Guten Tag', { at: minutesAgo(20) }));
    const max = await contactBy(phone);
    expect(max).toMatchObject({ name: 'Max', consent: { marketing: { state: 'none' } } });
    expect(max.id).not.toBe(erika);
    // What the number’s former holder wrote before, and arrives late, is theirs.
    await receive(gateway, writes({ phone }, 'Noch vom alten Gerät', { at: minutesAgo(50) }));
    const { body: history } = await gateway.call('GET', `/v1/contacts/${erika}/export`);
    expect(history.messages.items).toMatchObject([{ content: { text: 'Noch vom alten Gerät' } }]);
  });

  test('is one person with whom had written from the new number already', async () => {
    const [phone, next] = [newPhone(), newPhone()];
    await receive(gateway, writes({ phone }, 'Hallo', { at: minutesAgo(30) }));
    await receive(gateway, writes({ phone: next }, 'Neue Nummer', { at: minutesAgo(10) }));
    const told = await receive(gateway, changesNumber(phone, next, { at: minutesAgo(20) }));
    expect(typesOf(told)).toContain('contact.merged');
    expect((await contactBy(next)).conversations).toHaveLength(1);
  });

  test('is told of by every number of the business, and changes once', async () => {
    const [phone, next] = [newPhone(), newPhone()];
    await receive(gateway, writes({ phone }, 'Hallo', { at: minutesAgo(30) }));
    const at = minutesAgo(20);
    await receive(gateway, changesNumber(phone, next, { at }));
    expect(await receive(gateway, changesNumber(phone, next, { at: minutesAgo(19) }))).toEqual([]);
    const { body: ledger } = await gateway.call('GET', `/v1/contacts/${(await contactBy(next)).id}/consent`);
    expect(ledger.events.map(({ action }: { action: string }) => action)).toEqual(['lapse']);
    // And back again, which is another change.
    await receive(gateway, changesNumber(next, phone, { at: minutesAgo(5) }));
    expect((await contactBy(phone)).identities).toMatchObject([{ value: phone }]);
    expect(await contactBy(next)).toBeUndefined();
  });

  test('stays suppressed after an erasure', async () => {
    const [phone, next] = [newPhone(), newPhone()];
    await receive(gateway, writes({ phone }, 'Hallo', { at: minutesAgo(60 * 30) }));
    await gateway.call('DELETE', `/v1/contacts/${(await contactBy(phone)).id}`);
    await receive(gateway, changesNumber(phone, next));
    expect((await send(next, sale)).body.decision).toMatchObject({ code: 'SUPPRESSED' });
  });

  test('is erased with what they were known by before', async () => {
    const [phone, next] = [newPhone(), newPhone()];
    await receive(gateway, writes({ phone }, 'Hallo', { at: minutesAgo(60 * 30) }));
    await receive(gateway, changesNumber(phone, next));
    const { id } = await contactBy(next);
    await gateway.call('DELETE', `/v1/contacts/${id}`);
    const { read } = gateway.runtime.store;
    const left = await read
      .selectFrom('former_identity')
      .select('value')
      .where('contact_id', '=', id)
      .execute();
    expect(left).toEqual([]);
    expect((await send(phone, sale)).body.decision).toMatchObject({ code: 'SUPPRESSED' });
  });
});

describe('a person whose user id has changed', () => {
  test('stays one contact with all consent', async () => {
    const { phone, userId } = somebody();
    const { userId: next } = somebody();
    await confirms(phone, minutesAgo(60));
    await receive(gateway, writes({ phone, userId }, 'Hallo', { at: minutesAgo(30) }));
    const { id } = await contactBy(userId);
    await receive(gateway, changesUserId(userId, next, { at: minutesAgo(20) }));
    expect(await contactBy(userId)).toBeUndefined();
    expect(await contactBy(next)).toMatchObject({ id, consent: { marketing: { state: 'confirmed' } } });
    await receive(gateway, writes({ userId: next }, 'Ich bin es', { at: minutesAgo(10) }));
    await receive(gateway, writes({ userId }, 'Von vorhin', { at: minutesAgo(25) }));
    expect((await contactBy(next)).conversations).toHaveLength(1);
  });

  test('is one person with whom is known by the new one', async () => {
    const { userId } = somebody();
    const { phone, userId: next } = somebody();
    await receive(gateway, writes({ userId }, 'STOP', { at: minutesAgo(30) }));
    await receive(gateway, writes({ phone, userId: next }, 'Hallo', { at: minutesAgo(10) }));
    await receive(gateway, changesUserId(userId, next, { at: minutesAgo(20) }));
    expect((await send(phone, sale)).body.decision).toMatchObject({ code: 'STOP_ALL' });
  });
});

test('a WhatsApp that was set up anew is noted on the contact, told once', async () => {
  const { phone } = somebody();
  await receive(gateway, writes({ phone }, 'Hallo', { at: minutesAgo(30) }));
  const at = minutesAgo(5);
  const said = { body: `User A identity changed`, type: 'customer_identity_changed' };
  const identity = {
    acknowledged: false,
    created_timestamp: Math.floor(at.getTime() / 1000),
    hash: 'Sjvjlx8G6Z0=',
  };
  const wamid = newWamid();
  const told = await receive(gateway, system({ phone }, said, { at, wamid, more: { identity } }));
  expect(one(told, 'contact.updated').contact).toMatchObject({ identityChangedAt: at.toISOString() });
  expect(await receive(gateway, system({ phone }, said, { at, wamid, more: { identity } }))).toEqual([]);
  expect(await contactBy(phone)).toMatchObject({ identityChangedAt: at.toISOString() });
});

test('another user name, and a number that is hidden no more, are told; a user id is not', async () => {
  const { phone, userId } = somebody();
  await receive(gateway, writes({ userId, username: 'erika.eins' }, 'Hallo', { at: minutesAgo(9) }));
  const renamed = await receive(
    gateway,
    writes({ userId, username: 'erika.zwei' }, 'Hallo', { at: minutesAgo(8) }),
  );
  expect(one(renamed, 'contact.updated').contact.identities).toContainEqual(
    expect.objectContaining({ kind: 'username', value: 'erika.zwei' }),
  );
  const shown = await receive(gateway, writes({ userId, phone }, 'Hallo', { at: minutesAgo(7) }));
  expect(one(shown, 'contact.updated').contact.identities).toContainEqual(
    expect.objectContaining({ kind: 'phone', value: phone }),
  );
  const { phone: other, userId: otherId } = somebody();
  await receive(gateway, writes({ phone: other }, 'Hallo', { at: minutesAgo(9) }));
  const told = await receive(
    gateway,
    writes({ phone: other, userId: otherId }, 'Hallo', { at: minutesAgo(8) }),
  );
  expect(typesOf(told)).toEqual(['message.received']);
});

test('the later of two user names stays, whichever webhook comes first', async () => {
  const { userId } = somebody();
  await receive(gateway, writes({ userId, username: 'erika.neu' }, 'Hallo', { at: minutesAgo(5) }));
  await receive(gateway, writes({ userId, username: 'erika.alt' }, 'Hallo', { at: minutesAgo(9) }));
  const names = (await contactBy(userId)).identities.filter(
    ({ kind }: { kind: string }) => kind === 'username',
  );
  expect(names).toMatchObject([{ value: 'erika.neu' }]);
});

test('a parent user id is the same person in every portfolio', async () => {
  const [{ userId }, { userId: other }] = [somebody(), somebody()];
  const parentUserId = 'DE.ENT.11815799212886844830';
  await receive(gateway, writes({ userId, parentUserId }, 'Hallo'));
  await receive(gateway, writes({ userId: other, parentUserId }, 'Hallo'));
  expect((await contactBy(other)).id).toBe((await contactBy(userId)).id);
});
