import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '../../support/eventually.ts';
import type { TestGateway } from '../../support/gateway.ts';
import type { GraphStandIn } from '../../support/graph-stand-in.ts';
import { closeMetaLine, openMetaLine } from '../../support/meta-line.ts';
import { echo, messages, minutesAgo, text } from '../intake/webhooks.ts';

const HOUR_MS = 60 * 60 * 1000;
const ad = { source_type: 'ad', source_id: '120210', ctwa_clid: 'Aff-made-up', headline: 'Gartenbänke' };

let graph: GraphStandIn;
let gateway: TestGateway;
let count = 0;
beforeAll(async () => {
  ({ graph, gateway } = await openMetaLine());
});
afterAll(() => closeMetaLine({ graph, gateway }));

const next = () => `49151770000${++count}`;

async function comesByAd(phone: string, at = minutesAgo(1)): Promise<void> {
  const wamid = `wamid.AD${++count}`;
  await gateway.webhook(
    messages([{ ...text('Was kostet die Bank?', { from: phone, wamid, at }), referral: ad }]),
  );
}

const freeUntil = async (phone: string): Promise<string | null> => {
  const { body } = await gateway.call('GET', `/v1/contacts?identity=%2B${phone}`);
  return body.items[0].conversations[0].window.freeEntryUntil;
};

const answer = async (phone: string) => {
  const { body } = await gateway.call('POST', '/v1/messages', {
    body: { to: `+${phone}`, content: { type: 'text', text: '129 Euro.' } },
  });
  await eventually(
    async () => (await gateway.call('GET', `/v1/messages/${body.id}`)).body.status === 'sent',
    'the answer is sent',
  );
};

test('whoever came by an advertisement is free for 72 hours from the first answer on', async () => {
  const phone = next();
  await comesByAd(phone);
  expect(await freeUntil(phone)).toBeNull();
  const before = Date.now();
  await answer(phone);
  const until = await freeUntil(phone);
  const begun = Date.parse(until ?? '') - 72 * HOUR_MS;
  expect(begun).toBeGreaterThanOrEqual(before);
  expect(begun).toBeLessThanOrEqual(Date.now());
  await answer(phone);
  await comesByAd(phone, new Date());
  expect(await freeUntil(phone)).toBe(until);
});

test('an answer from the phone app counts as well', async () => {
  const phone = next();
  await comesByAd(phone, minutesAgo(10));
  const at = new Date(Math.floor(minutesAgo(5).getTime() / 1000) * 1000);
  await gateway.webhook(echo('129 Euro.', { to: phone, wamid: `wamid.ECHO${phone}`, at }));
  expect(await freeUntil(phone)).toBe(new Date(at.getTime() + 72 * HOUR_MS).toISOString());
});

test('who wrote without an advertisement has no free entry', async () => {
  const phone = next();
  await gateway.webhook(
    messages([text('Hallo', { from: phone, wamid: `wamid.P${phone}`, at: minutesAgo(1) })]),
  );
  await answer(phone);
  expect(await freeUntil(phone)).toBeNull();
});

test('an answer after more than 24 hours begins none, but the next advertisement can', async () => {
  const phone = next();
  await comesByAd(phone, minutesAgo(24 * 60 + 2));
  await gateway.webhook(
    messages([text('Noch da?', { from: phone, wamid: `wamid.L${phone}`, at: minutesAgo(1) })]),
  );
  await answer(phone);
  expect(await freeUntil(phone)).toBeNull();
  await comesByAd(phone, new Date());
  await answer(phone);
  expect(await freeUntil(phone)).not.toBeNull();
});
