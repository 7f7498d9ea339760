import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { customers } from '../../support/customers.ts';
import { eventually } from '../../support/eventually.ts';
import { startTestGateway, type TestGateway, testValues } from '../../support/gateway.ts';
import { type Behaviour, type GraphStandIn, startGraphStandIn } from '../../support/graph-stand-in.ts';

const numbers = ['501', '502', '503'].map((id) => ({
  id,
  accountId: testValues.accountId,
  token: testValues.accessToken,
}));

/** Transactions run one after another and ask for the time inside: no two of them get the same answer. */
function strictlyLater(): () => Date {
  let last = 0;
  return () => {
    last = Math.max(Date.now(), last + 1);
    return new Date(last);
  };
}

/** Several customers at a time, so that the commits of one fall between the steps of another. */
const LANES = 5;
const RUNS = Number(process.env.PROPERTY_RUNS ?? 100);

let graph: GraphStandIn;
let gateway: TestGateway;
let people: ReturnType<typeof customers>;
beforeAll(async () => {
  graph = await startGraphStandIn();
  gateway = await startTestGateway({ graphUrl: graph.url, now: strictlyLater(), settings: { numbers } });
  people = customers(gateway, numbers[0]?.id);
});
afterAll(async () => {
  await gateway.close();
  await graph.close();
  expect(graph.faults).toEqual([]);
});

const turns = (count: number) => new Promise<void>((resolve) => turn(count, resolve));
function turn(left: number, done: () => void): void {
  if (left === 0) done();
  else setImmediate(() => turn(left - 1, done));
}

async function outcomes(contactId: string) {
  const { read } = gateway.runtime.store;
  const rows = await read
    .selectFrom('message')
    .selectAll()
    .where('contact_id', '=', contactId)
    .where('direction', '=', 'outbound')
    .where('own', 'is', null)
    .execute();
  const withdrawal = await read
    .selectFrom('consent_event')
    .selectAll()
    .where('contact_id', '=', contactId)
    .where('action', '=', 'withdraw')
    .executeTakeFirstOrThrow();
  return { rows, withdrawal };
}

test(
  'once a STOP is committed, no advertising turns to sending, and what is on the wire is named',
  async () => {
    const seen = { onTheWire: 0, cancelled: 0, sent: 0 };
    const turnsPerCall = new Map<string, number>();
    graph.behave = async ({ to }): Promise<Behaviour> => {
      await turns(turnsPerCall.get(to) ?? 0);
      return 'accept';
    };
    const lane = () =>
      fc.assert(
        fc.asyncProperty(
          fc.array(fc.constantFrom('501', '502', '503'), { minLength: 1, maxLength: 9 }),
          fc.nat({ max: 60 }),
          fc.nat({ max: 25 }),
          async (senders, beforeStop, perCall) => {
            const customer = await people.whoWrote();
            await people.confirms(customer.phone);
            turnsPerCall.set(customer.phone.slice(1), perCall);
            const accepting = senders.map((from) =>
              gateway.call('POST', '/v1/messages', {
                body: {
                  to: customer.phone,
                  from,
                  content: {
                    type: 'template',
                    name: 'summer_sale',
                    language: 'de',
                    variables: { first_name: 'Erika' },
                  },
                },
              }),
            );
            await turns(beforeStop);
            await people.writes(customer.phone, 'STOP');
            await Promise.all(accepting);
            const { rows, withdrawal } = await eventually(async () => {
              const found = await outcomes(customer.contactId);
              return found.rows.every(({ status }) => status === 'sent' || status === 'cancelled') && found;
            }, 'every message has gone or was cancelled');
            const stoppedAt = withdrawal.recorded_at;
            const named: string[] = JSON.parse(withdrawal.evidence).onTheWire ?? [];
            for (const row of rows) {
              const arrivals = graph.received.filter(({ id }) => id === row.id);
              if (row.status === 'cancelled') {
                expect(arrivals).toEqual([]);
                expect(row.sending_at).toBeNull();
                seen.cancelled += 1;
                continue;
              }
              expect(arrivals).toHaveLength(1);
              expect(row.sending_at).toBeLessThan(stoppedAt);
              const isOnTheWire = row.updated_at > stoppedAt;
              expect(named.includes(row.id)).toBe(isOnTheWire);
              seen[isOnTheWire ? 'onTheWire' : 'sent'] += 1;
            }
          },
        ),
        { numRuns: RUNS / LANES },
      );
    await Promise.all(Array.from({ length: LANES }, lane));
    // The instants were spread: without each of these the property would have said nothing.
    expect(Math.min(seen.onTheWire, seen.cancelled, seen.sent)).toBeGreaterThan(10);
  },
  60_000 + RUNS * 200,
);
