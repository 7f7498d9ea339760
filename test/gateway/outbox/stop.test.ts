// STOP against a queue of advertising, with everything real but WhatsApp: outbox, store, sockets, webhooks, and the
// sandbox as Meta's side. Each run is one person; the instants of their sends, calls and STOP are the property's.

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isWithContacts } from '../../../packages/gateway/src/conversations/with-contacts.ts';
import { idsAfter } from '../../../packages/gateway/src/store/new-id.ts';
import { customers } from '../../support/customers.ts';
import { eventually } from '../../support/eventually.ts';
import { testValues } from '../../support/gateway.ts';
import { type SandboxLine, startSandboxLine } from '../../support/sandbox-line.ts';

const numberIds = ['106540352242951', '106540352242952', '106540352242953'] as const;
const sale = {
  type: 'template',
  name: 'summer_sale',
  language: 'de',
  variables: { first_name: 'Erika', header_image: 'https://example.com/sale.jpg' },
};

/** Several people at a time, so that the commits of one fall between the steps of another. */
const LANES = 5;
const RUNS = Number(process.env.PROPERTY_RUNS ?? 60);

/** Transactions run one after another and ask for the time inside: no two of them get the same answer. */
function strictlyLater(): () => Date {
  let last = 0;
  return () => {
    last = Math.max(Date.now(), last + 1);
    return new Date(last);
  };
}

const turns = (count: number) => new Promise<void>((resolve) => turn(count, resolve));
function turn(left: number, done: () => void): void {
  if (left === 0) done();
  else setImmediate(() => turn(left - 1, done));
}

/** How long a call lies before it is written to the socket, and its answer before it is read; by phone. */
const lying = new Map<string, { readonly before: number; readonly after: number }>();
const unhurried: typeof fetch = async (input, init) => {
  const { to } = typeof init?.body === 'string' ? JSON.parse(init.body) : {};
  const { before = 0, after = 0 } = lying.get(to) ?? {};
  await turns(before);
  const response = await fetch(input, init);
  await turns(after);
  return response;
};

let line: SandboxLine;
let people: ReturnType<typeof customers>;
beforeAll(async () => {
  line = await startSandboxLine({
    sandbox: {
      numbers: numberIds.map((id, index) => ({
        id,
        display: `493090182${index}`,
        verifiedName: 'Muster GmbH',
        throughput: 'HIGH',
      })),
    },
    gateway: {
      now: strictlyLater(),
      fetch: unhurried,
      settings: {
        numbers: numberIds.map((id) => ({
          id,
          accountId: testValues.accountId,
          token: testValues.accessToken,
        })),
      },
    },
  });
  people = customers(line.gateway);
  await eventually(async () => {
    const { body } = await line.gateway.call('GET', '/v1/numbers');
    return body.items.every(({ throughput }: { throughput: string }) => throughput === 'HIGH');
  }, 'the gateway knows how fast the numbers are');
});
afterAll(() => line.close());

const scenario = fc.record({
  /** The numbers that advertise, in the order of their sends. */
  senders: fc.array(fc.constantFrom(...numberIds), { minLength: 1, maxLength: 9 }),
  leaving: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('STOP', 'Stopp!', 'abmelden', 'Keine Werbung') },
    { weight: 1, arbitrary: fc.constant('preference' as const) },
  ),
  /** Which number reads it: it holds for all. */
  readBy: fc.constantFrom(...numberIds),
  /** They leave so many turns of the event loop after so many of the sends have been answered. */
  answered: fc.nat({ max: 9 }),
  turns: fc.nat({ max: 60 }),
  call: fc.record({ before: fc.nat({ max: 25 }), after: fc.nat({ max: 25 }) }),
  /** What one of the calls meets: `slow` answers after the status of the message. */
  trouble: fc.option(fc.constantFrom('slow', 'http500AfterAccept', 'reset'), { nil: undefined, freq: 3 }),
});

type Scenario = typeof scenario extends fc.Arbitrary<infer One> ? One : never;

/** So many of the calls have been answered, whichever come first. */
function answered(calls: readonly Promise<unknown>[], count: number): Promise<void> {
  let left = Math.min(count, calls.length);
  return new Promise((resolve) => {
    if (left === 0) resolve();
    for (const call of calls)
      void call.then(() => {
        left -= 1;
        if (left === 0) resolve();
      });
  });
}

async function play(given: Scenario) {
  const { senders, leaving, readBy, call, trouble } = given;
  const phone = people.next();
  const digits = phone.slice(1);
  await people.confirms(phone);
  lying.set(digits, call);
  if (trouble !== undefined)
    await line.toSandbox('POST', '/sandbox/faults', {
      on: 'send',
      fault: trouble,
      delayMs: 120,
      to: digits,
    });
  const sending = senders.map((from) =>
    line.gateway.call('POST', '/v1/messages', { body: { to: phone, from, content: sale } }),
  );
  await answered(sending, given.answered);
  await turns(given.turns);
  if (leaving === 'preference')
    await line.toSandbox('POST', `/sandbox/customers/${digits}/preferences`, { marketing: 'stop' });
  else
    await line.toSandbox('POST', `/sandbox/customers/${digits}/messages`, {
      type: 'text',
      text: leaving,
      to: readBy,
    });
  await Promise.all(sending);
  const ends = trouble === 'reset' ? overAfterReset : over;
  const ended = await eventually(() => endOf(phone, ends), `the sends to ${phone} are over`);
  const shown = await line.toSandbox('GET', `/sandbox/customers/${digits}/messages`);
  const arrived: string[] = shown.messages
    .filter(({ from, type }: { from: string; type: string }) => from === 'business' && type === 'template')
    .map(({ wamid }: { wamid: string }) => wamid);
  return { ...ended, arrived };
}

/** Ends of a message; one whose connection broke before Meta took it stays unknown, since no status will come. */
const over = ['delivered', 'cancelled', 'failed'];
const overAfterReset = [...over, 'unknown'];

/** What became of the advertising to a person who has left; undefined while some of it is under way. */
async function endOf(phone: string, ends: readonly string[]) {
  const { read } = line.gateway.runtime.store;
  const { contact_id } = await read
    .selectFrom('identity')
    .select('contact_id')
    .where('value', '=', phone)
    .executeTakeFirstOrThrow();
  const [withdrawal] = await read
    .selectFrom('consent_event')
    .select(['recorded_at', 'evidence'])
    .where('contact_id', '=', contact_id)
    .where('action', '=', 'withdraw')
    .orderBy('recorded_at')
    .execute();
  const rows = await read
    .selectFrom('message')
    .select(['id', 'wamid', 'status', 'error', 'sending_at'])
    .where(isWithContacts([contact_id]))
    .where('direction', '=', 'outbound')
    .where('own', 'is', null)
    .execute();
  if (!withdrawal || !rows.every(({ status }) => ends.includes(status))) return undefined;
  return { withdrawal, rows };
}

/** When the outcome of a message that had left was first known. */
async function settledAt(messageId: string): Promise<number> {
  const { from, before } = idsAfter('evt', messageId);
  const first = await line.gateway.runtime.store.read
    .selectFrom('event')
    .select('at')
    .where('id', '>=', from)
    .where('id', '<', before)
    .where('type', '=', 'message.status')
    .orderBy('seq')
    .executeTakeFirstOrThrow();
  return first.at;
}

test(
  'once a STOP is committed, no advertising turns to sending, and what is on the wire is named',
  async () => {
    const seen = { beforeTheStop: 0, onTheWire: 0, cancelled: 0, refusedByMeta: 0, unknown: 0 };
    const holds = async (given: Scenario) => {
      const { withdrawal, rows, arrived } = await play(given);
      const stoppedAt = withdrawal.recorded_at;
      const named: string[] = JSON.parse(withdrawal.evidence).onTheWire ?? [];
      for (const { id, status, error, sending_at } of rows) {
        if (status === 'cancelled') {
          expect(sending_at).toBeNull();
          expect(named).not.toContain(id);
          seen.cancelled += 1;
          continue;
        }
        expect(sending_at).toBeLessThan(stoppedAt);
        if (status === 'unknown') seen.unknown += 1;
        if (status === 'failed') {
          // WhatsApp knew of the stop first: what it says is the withdrawal, or comes after it.
          expect(JSON.parse(error ?? '{}')).toMatchObject({ source: 'meta', code: '131050' });
          expect(given.leaving).toBe('preference');
          seen.refusedByMeta += 1;
          continue;
        }
        const wasOnTheWire = (await settledAt(id)) > stoppedAt;
        expect(named.includes(id)).toBe(wasOnTheWire);
        seen[wasOnTheWire ? 'onTheWire' : 'beforeTheStop'] += 1;
      }
      const accepted = rows.map(({ wamid }) => wamid).filter((wamid) => wamid !== null);
      expect(arrived.sort()).toEqual(accepted.sort());
    };
    const lane = () => fc.assert(fc.asyncProperty(scenario, holds), { numRuns: RUNS / LANES });
    await Promise.all(Array.from({ length: LANES }, lane));
    // The instants were spread: without these the property would have said nothing.
    expect(Math.min(seen.beforeTheStop, seen.onTheWire, seen.cancelled)).toBeGreaterThan(5);
    expect(seen.unknown).toBeGreaterThan(0);
    if (RUNS >= 1_000) expect(seen.refusedByMeta).toBeGreaterThan(0);
  },
  60_000 + RUNS * 400,
);
