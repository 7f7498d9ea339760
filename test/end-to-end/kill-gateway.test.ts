import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Event, Message } from '@parley/core/gateway-api';
import { eventually, eventuallyHolds } from '../support/eventually.ts';
import { ownProcesses } from '../support/processes.ts';
import { API_KEY, type Parley, type Phone, startParley } from './parley.ts';
import { inboundText, postWebhook } from './signed-webhook.ts';

/** More rounds find rarer moments; three keep the suite short. */
const ROUNDS = Number(process.env.PARLEY_KILL_ROUNDS ?? 3);
const ROUND_MS = 30_000;
const rounds = Array.from({ length: ROUNDS }, (_, round) => round + 1);

const processes = ownProcesses();
const { telling } = processes;
let parley: Parley;
let customers = 0;

beforeAll(async () => {
  parley = await startParley(processes);
}, ROUND_MS);
afterAll(() => processes.close());

/** Somebody whose window is open. */
async function aCustomer(): Promise<Phone> {
  customers += 1;
  const phone = parley.phone(`+4915112${String(customers).padStart(6, '0')}`);
  await phone.write('Hallo');
  return phone;
}

async function someCustomers(count: number): Promise<Phone[]> {
  const phones = await Promise.all(Array.from({ length: count }, aCustomer));
  for (const phone of phones)
    await eventually(
      async () => (await parley.api.findContacts({ identity: phone.number })).items.length === 1,
      'the gateway knows who wrote',
    );
  return phones;
}

/** Sends a text; undefined when the gateway died before it answered. */
async function send(phone: Phone, text: string): Promise<string | undefined> {
  const response = await parley
    .fetch(`${parley.url}/v1/messages`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${API_KEY}`,
        'content-type': 'application/json',
        'idempotency-key': encodeURIComponent(`${phone.number} ${text}`),
      },
      body: JSON.stringify({ to: phone.number, content: { type: 'text', text } }),
    })
    .catch(() => undefined);
  if (response === undefined) return undefined;
  const body = (await response.json().catch(() => undefined)) as { id: string } | undefined;
  if (body !== undefined && response.status !== 202) throw new Error(JSON.stringify(body));
  return body?.id;
}

const onPhone = async (phone: Phone, text: string) =>
  (await phone.fromBusiness()).filter((message) => message.text === text);

/** On the phone once and known as delivered, or not there and told as unknown. */
async function isSettled(phone: Phone, text: string, id: string): Promise<void> {
  const shown = await onPhone(phone, text);
  const { status, wamid } = await parley.api.getMessage(id);
  expect(shown.length).toBeLessThanOrEqual(1);
  if (shown[0]) expect({ status, wamid }).toEqual({ status: 'delivered', wamid: shown[0].wamid });
  else expect(status).toBe('unknown');
}

describe('the gateway is killed', () => {
  test.each(rounds)(
    'right after it took messages, round %i: each is sent once or told as unknown, and a caller who asks again changes nothing',
    (round) =>
      telling(async () => {
        const phones = await someCustomers(6);
        const text = `Runde ${round}: gleich nach der Annahme`;
        const taken: (string | undefined)[] = [];
        const taking = phones.map(async (phone, index) => {
          taken[index] = await send(phone, text);
        });
        const enough = 1 + (round % 4);
        await eventually(() => taken.filter((id) => id !== undefined).length >= enough, 'some are taken');
        await parley.gateway.kill();
        await Promise.all(taking);
        await parley.gateway.start();
        const again = await Promise.all(phones.map((phone) => send(phone, text)));
        for (const [index, phone] of phones.entries()) {
          const id = again[index] ?? '';
          if (taken[index] !== undefined) expect(id).toBe(taken[index]);
          await eventuallyHolds(() => isSettled(phone, text, id), 'the message is settled');
        }
      })(),
    ROUND_MS,
  );

  test.each(rounds)(
    'while WhatsApp has the message and the answer is on its way, round %i: the status settles it, what waits behind it follows, and nothing is sent again',
    (round) =>
      telling(async () => {
        const [phone] = await someCustomers(1);
        if (!phone) throw new Error('There is nobody to write to.');
        const fault = round % 2 === 0 ? { fault: 'timeoutAfterAccept' } : { fault: 'slow', delayMs: 10_000 };
        await parley.sandboxCall('POST', '/faults', { on: 'send', to: phone.number, times: 1, ...fault });
        const texts = ['ohne Antwort', 'dahinter', 'danach'].map((what) => `Runde ${round}: ${what}`);
        const [first = '', behind = '', after = ''] = texts;
        const ids = [await send(phone, first), await send(phone, behind)];
        await eventually(async () => (await onPhone(phone, first)).length === 1, 'the phone shows it');
        await parley.gateway.kill();
        await parley.gateway.start();
        ids.push(await send(phone, after));
        await eventuallyHolds(async () => {
          for (const [index, text] of texts.entries()) await isSettled(phone, text, ids[index] ?? '');
        }, 'all three are settled');
        expect((await phone.fromBusiness()).map((message) => message.text)).toEqual(texts);
      })(),
    ROUND_MS,
  );

  test.each(rounds)(
    'while WhatsApp hangs and then loses the call, round %i: it is told as unknown, and is not sent again',
    (round) =>
      telling(async () => {
        const [phone, other] = await someCustomers(2);
        if (!phone || !other) throw new Error('There is nobody to write to.');
        const text = `Runde ${round}: verloren`;
        parley.sandbox.freeze();
        const id = (await send(phone, text)) ?? '';
        await eventually(async () => (await parley.api.getMessage(id)).status === 'sending', 'it is called');
        await Promise.all([parley.gateway.kill(), parley.sandbox.kill()]);
        await Promise.all([parley.gateway.start(), parley.sandbox.start()]);
        expect((await parley.api.getMessage(id)).status).toBe('unknown');
        const next = (await send(other, text)) ?? '';
        await eventuallyHolds(() => isSettled(other, text, next), 'the gateway sends again');
        expect(await onPhone(other, text)).toHaveLength(1);
        expect(await onPhone(phone, text)).toEqual([]);
        expect((await parley.api.getMessage(id)).status).toBe('unknown');
      })(),
    ROUND_MS,
  );

  test.each(rounds)(
    'under a flood of webhooks, round %i: what was answered 200 is there once, and Meta may post all of it again',
    (round) =>
      telling(async () => {
        const webhooks = Array.from({ length: 300 }, (_, index) => {
          const wamid = `wamid.FLOOD${round}N${index}`;
          const phone = `49152${round}${String(index % 40).padStart(7, '0')}`;
          return { wamid, body: inboundText(wamid, phone, `Runde ${round}, Nachricht ${index}`) };
        });
        const killAfter = 20 + ((round * 37) % 240);
        let acknowledged = 0;
        let killing: Promise<void> | undefined;
        const told = new Set<string>();
        await inParallel(20, webhooks, async ({ wamid, body }) => {
          if (killing !== undefined) return;
          if ((await postWebhook(parley.url, body)) !== 200) return;
          told.add(wamid);
          acknowledged += 1;
          if (acknowledged >= killAfter) killing ??= parley.gateway.kill();
        });
        await killing;
        expect(told.size).toBeGreaterThanOrEqual(killAfter);
        expect(told.size).toBeLessThan(webhooks.length);
        await parley.gateway.start();
        const wamids = async () =>
          (await parley.messages()).map(wamidOf).filter((wamid) => wamid.startsWith(`wamid.FLOOD${round}N`));
        const kept = await wamids();
        expect(kept).toEqual([...new Set(kept)]);
        expect([...told].filter((wamid) => !kept.includes(wamid))).toEqual([]);

        const statuses = await inParallel(20, webhooks, ({ body }) => postWebhook(parley.url, body));
        expect(new Set(statuses)).toEqual(new Set([200]));
        const all = webhooks.map(({ wamid }) => wamid).sort();
        expect((await wamids()).sort()).toEqual(all);
        const events = (await everyEvent(['message.received'])).map(({ data }) =>
          wamidOf((data as { message: Message }).message),
        );
        expect(events.filter((wamid) => all.includes(wamid)).sort()).toEqual(all);
      })(),
    ROUND_MS,
  );
});

const wamidOf = ({ wamid }: Message): string => wamid ?? '';

async function everyEvent(types: string[]): Promise<Event[]> {
  const found: Event[] = [];
  for (let after = ''; ; ) {
    const page = await parley.api.listEvents({ after, types, limit: 1_000 });
    found.push(...page.events);
    if (page.events.length === 0) return found;
    after = page.cursor;
  }
}

/** Works the list off, so many at a time; answers in the list's order. */
async function inParallel<Item, Result>(
  width: number,
  list: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = list.entries();
  const workers = Array.from({ length: width }, async () => {
    for (const [index, item] of queue) results[index] = await work(item);
  });
  await Promise.all(workers);
  return results;
}
