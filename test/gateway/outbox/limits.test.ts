import { afterEach, describe, expect, test } from '@jest/globals';
import { purgeLimits } from '../../../packages/gateway/src/outbox/purge-limits.ts';
import { type Customer, customers } from '../../support/customers.ts';
import { eventually } from '../../support/eventually.ts';
import { startTestGateway, type TestGateway, testValues } from '../../support/gateway.ts';
import { type GraphStandIn, startGraphStandIn } from '../../support/graph-stand-in.ts';
import { movableClock } from '../../support/movable-clock.ts';
import { payload, status, statuses } from '../intake/webhooks.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const sale = {
  type: 'template',
  name: 'summer_sale',
  language: 'de',
  variables: { first_name: 'Erika' },
};
const update = {
  type: 'template',
  name: 'order_update',
  language: 'de',
  variables: { first_name: 'Erika', order_number: 'A-1' },
};

describe('What makes a message wait', () => {
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  async function start(number: Record<string, unknown> = {}) {
    const clock = movableClock();
    const graph: GraphStandIn = await startGraphStandIn();
    graph.number = { ...graph.number, ...number };
    closing.push(async () => {
      await graph.close();
      expect(graph.faults).toEqual([]);
    });
    const gateway = await startTestGateway({ graphUrl: graph.url, now: clock.now });
    closing.push(() => gateway.close());
    await eventually(
      async () => (await gateway.call('GET', '/v1/numbers')).body.items[0].verifiedName !== null,
      'Meta has described the number',
    );
    const people = customers(gateway);
    /** Somebody who agreed to everything and has not written. */
    const agreed = async (): Promise<string> => {
      const phone = people.next();
      await people.confirms(phone);
      await people.confirms(phone, 'utility');
      return phone;
    };
    return { clock, graph, gateway, people, agreed };
  }
  const post = (gateway: TestGateway, to: string, content: object = sale) =>
    gateway.call('POST', '/v1/messages', { body: { to, content } });
  const read = async (gateway: TestGateway, id: string) =>
    (await gateway.call('GET', `/v1/messages/${id}`)).body;
  const becomes = (gateway: TestGateway, id: string, wanted: string) =>
    eventually(async () => {
      const message = await read(gateway, id);
      return message.status === wanted && message;
    }, `message ${id} is ${wanted}`);
  const goes = async (gateway: TestGateway, to: string, content: object = sale): Promise<string> => {
    const answer = await post(gateway, to, content);
    expect(answer).toMatchObject({ status: 202, body: { status: 'queued' } });
    await becomes(gateway, answer.body.id, 'sent');
    return answer.body.id;
  };
  const waits = async (
    gateway: TestGateway,
    to: string,
    code: string,
    content: object = sale,
  ): Promise<{ id: string; notBefore: string }> => {
    const answer = await post(gateway, to, content);
    expect(answer).toMatchObject({
      status: 202,
      body: { status: 'scheduled', decision: { verdict: 'deferred', code } },
    });
    expect(await read(gateway, answer.body.id)).toMatchObject({
      status: 'scheduled',
      notBefore: answer.body.notBefore,
    });
    return answer.body;
  };
  // Every commit wakes the outbox; a clock that a test moves on does not.
  const wake = async ({ people }: { people: ReturnType<typeof customers> }): Promise<Customer> =>
    people.whoWrote();

  test('quiet hours put advertising off to their end, and then it goes', async () => {
    const stage = await start();
    const { clock, gateway, agreed } = stage;
    const berlin = (at: Date) =>
      at.toLocaleTimeString('en-GB', { timeZone: 'Europe/Berlin', hour: '2-digit', minute: '2-digit' });
    const from = berlin(new Date(clock.now().getTime() - 5 * MINUTE));
    const to = berlin(new Date(clock.now().getTime() + 60 * MINUTE));
    const set = await gateway.call('PATCH', '/v1/business', { body: { quietHours: { from, to } } });
    expect(set.body.quietHours).toEqual({ from, to, utility: false });
    const phone = await agreed();
    const { id, notBefore } = await waits(gateway, phone, 'QUIET_HOURS');
    expect(berlin(new Date(notBefore))).toBe(to);
    await goes(gateway, phone, update);
    clock.advance(new Date(notBefore).getTime() - clock.now().getTime() + 1);
    await wake(stage);
    await becomes(gateway, id, 'sent');
  });

  test('a cap lets so many through in so many days, however many are accepted at once', async () => {
    const stage = await start();
    const { clock, gateway, graph, agreed } = stage;
    const caps = [{ purpose: 'marketing', messages: 2, days: 7 }];
    await gateway.call('PATCH', '/v1/business', { body: { frequencyCaps: caps } });
    const phone = await agreed();
    const answers = await Promise.all(Array.from({ length: 4 }, () => post(gateway, phone)));
    const arrived = () => graph.received.filter(({ to }) => to === phone.slice(1)).length;
    await eventually(async () => {
      const all = await Promise.all(answers.map(({ body }) => read(gateway, body.id)));
      return all.every(({ status: name }) => name === 'sent' || name === 'scheduled');
    }, 'all are sent or wait');
    expect(arrived()).toBe(2);
    expect((await post(gateway, phone)).body.decision.code).toBe('FREQUENCY_CAP');
    await goes(gateway, phone, update);
    clock.advance(7 * DAY);
    await wake(stage);
    await eventually(() => arrived() === 5, 'two more advertisements have gone after a week');
  });

  test('131049 gives the person a day of rest from advertising, whether it comes at once or later', async () => {
    const stage = await start();
    const { clock, gateway, graph, agreed } = stage;
    const [atOnce, later] = [await agreed(), await agreed()];
    graph.behave = ({ to }) => (to === atOnce.slice(1) ? { reject: 131049 } : undefined);
    const refused = await post(gateway, atOnce);
    await becomes(gateway, refused.body.id, 'failed');
    const reported = await read(gateway, await goes(gateway, later));
    const errors = [{ code: 131049, title: 'Not delivered' }];
    await gateway.webhook(statuses([status('failed', reported.wamid, clock.now(), { errors })]));
    graph.behave = () => undefined;
    for (const phone of [atOnce, later]) {
      const { notBefore } = await waits(gateway, phone, 'ECOSYSTEM');
      expect(new Date(notBefore).getTime() - clock.now().getTime()).toBeGreaterThan(23 * HOUR);
      await goes(gateway, phone, update);
    }
    clock.advance(DAY);
    await wake(stage);
    await eventually(
      () => graph.received.filter(({ body }) => body.template?.name === 'summer_sale').length === 4,
      'both have got their advertisement a day later',
    );
    expect(await read(gateway, refused.body.id)).toMatchObject({
      status: 'failed',
      error: { code: '131049' },
    });
  });

  test('131048 holds up the number for an hour: whoever is written to first, and nobody who wrote', async () => {
    const stage = await start();
    const { clock, gateway, graph, agreed, people } = stage;
    const [first, second] = [await agreed(), await agreed()];
    graph.next.push({ reject: 131048 });
    const refused = await post(gateway, first);
    await becomes(gateway, refused.body.id, 'failed');
    const { id } = await waits(gateway, second, 'NUMBER_LIMIT', update);
    await goes(gateway, (await people.whoWrote()).phone, { type: 'text', text: 'Hallo' });
    clock.advance(HOUR);
    await wake(stage);
    await becomes(gateway, id, 'sent');
  });

  test('after three undeliverable messages in a row a person is not written to, until they write', async () => {
    const { gateway, graph, agreed, people } = await start();
    const phone = await agreed();
    graph.behave = ({ to }) => (to === phone.slice(1) ? { reject: 131026 } : undefined);
    for (let count = 0; count < 3; count += 1)
      await becomes(gateway, (await post(gateway, phone, update)).body.id, 'failed');
    expect(await post(gateway, phone, update)).toMatchObject({
      status: 422,
      body: { code: 'NOT_ADDRESSABLE', detail: expect.stringContaining('could not be delivered') },
    });
    expect(graph.received).toHaveLength(3);
    graph.behave = () => undefined;
    await people.writes(phone, 'Hallo?', new Date());
    await goes(gateway, phone, { type: 'text', text: 'Hallo' });
  });

  test('a template of an experiment (130472) is kept from the person, another one is not', async () => {
    const { gateway, graph, agreed } = await start();
    const phone = await agreed();
    graph.next.push({ reject: 130472 });
    await becomes(gateway, (await post(gateway, phone)).body.id, 'failed');
    expect(await post(gateway, phone)).toMatchObject({ status: 422, body: { code: 'NOT_ADDRESSABLE' } });
    await goes(gateway, phone, update);
  });

  test('the tier of the account counts people, over all its numbers, for a day', async () => {
    const stage = await start({ whatsapp_business_manager_messaging_limit: 'TIER_250' });
    const { clock, gateway, agreed, people } = stage;
    const [known, fresh] = [await agreed(), await agreed()];
    const earlier = clock.now().getTime() - 20 * HOUR;
    await gateway.runtime.store.write(async (tx) => {
      for (let count = 0; count < 249; count += 1)
        await tx
          .insertInto('first_contact')
          .values({ account_id: testValues.accountId, contact_id: `ctc_${count}`, at: earlier + count })
          .execute();
    });
    await goes(gateway, known, update);
    const { id, notBefore } = await waits(gateway, fresh, 'NUMBER_LIMIT', update);
    expect(new Date(notBefore).getTime()).toBe(earlier + DAY);
    await goes(gateway, known, update);
    await goes(gateway, (await people.whoWrote()).phone, update);
    clock.advance(4 * HOUR);
    await wake(stage);
    await becomes(gateway, id, 'sent');
  });

  test.each([
    ['TIER_UNLIMITED', 'queued'],
    ['TIER_250', 'scheduled'],
    ['TIER_100', 'scheduled'],
    ['TIER_1K', 'queued'],
  ])('a limit of %s: 300 people were written to, and one more is %s', async (limit, name) => {
    const { gateway, agreed, clock } = await start({ whatsapp_business_manager_messaging_limit: limit });
    await gateway.runtime.store.write(async (tx) => {
      for (let count = 0; count < 300; count += 1)
        await tx
          .insertInto('first_contact')
          .values({
            account_id: testValues.accountId,
            contact_id: `ctc_${count}`,
            at: clock.now().getTime(),
          })
          .execute();
    });
    expect((await post(gateway, await agreed(), update)).body.status).toBe(name);
  });

  test('a restricted account and a flagged number stop advertising by themselves, and it goes on afterwards', async () => {
    const stage = await start();
    const { clock, gateway, agreed } = stage;
    const phone = await agreed();
    const account = (restrictions: readonly object[]) =>
      gateway.webhook(
        payload('account_update', { event: 'ACCOUNT_RESTRICTION', restriction_info: restrictions }),
      );
    const ends = Math.floor(clock.now().getTime() / 1000) + 3600;
    await account([{ restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', expiration: ends }]);
    const { notBefore } = await waits(gateway, phone, 'NUMBER_LIMIT');
    expect(new Date(notBefore).getTime()).toBe(ends * 1000);
    expect((await gateway.call('GET', '/v1/numbers')).body.items[0].restriction).toBe(
      'RESTRICTED_BIZ_INITIATED_MESSAGING',
    );
    await account([]);
    await goes(gateway, await agreed());
    const quality = (event: string) =>
      gateway.webhook(
        payload('phone_number_quality_update', {
          display_phone_number: '49 30 123456789',
          event,
          current_limit: 'TIER_10K',
        }),
      );
    await quality('FLAGGED');
    await waits(gateway, await agreed(), 'NUMBER_LIMIT');
    await goes(gateway, await agreed(), update);
    await quality('UNFLAGGED');
    await goes(gateway, await agreed());
  });

  test('a number that Meta calls red sends no advertising', async () => {
    const { gateway, agreed } = await start({ quality_rating: 'RED' });
    await waits(gateway, await agreed(), 'NUMBER_LIMIT');
    await goes(gateway, await agreed(), update);
  });

  test('what waits can be cancelled, is stopped by a withdrawal, and fails a week after its time', async () => {
    const stage = await start({ quality_rating: 'RED' });
    const { clock, gateway, agreed, people } = stage;
    const [one, two, three] = [await agreed(), await agreed(), await agreed()];
    const cancelled = await waits(gateway, one, 'NUMBER_LIMIT');
    expect((await gateway.call('POST', `/v1/messages/${cancelled.id}/cancel`)).body.status).toBe('cancelled');
    const forbidden = await waits(gateway, two, 'NUMBER_LIMIT');
    await people.writes(two, 'STOP', new Date());
    expect(await read(gateway, forbidden.id)).toMatchObject({
      status: 'cancelled',
      error: { code: 'STOP_ALL' },
    });
    const given = await waits(gateway, three, 'NUMBER_LIMIT');
    clock.advance(7 * DAY);
    await wake(stage);
    expect(await becomes(gateway, given.id, 'failed')).toMatchObject({
      error: { source: 'policy', code: 'NUMBER_LIMIT' },
    });
  });

  test('one that waits holds up nothing that is written to the person meanwhile', async () => {
    const { gateway, people } = await start({ quality_rating: 'RED' });
    const { phone } = await people.whoWrote();
    await people.confirms(phone);
    await waits(gateway, phone, 'NUMBER_LIMIT');
    await goes(gateway, phone, { type: 'text', text: 'Gern' });
  });

  test('what no decision asks for any more is forgotten, and what still counts is kept', async () => {
    const { gateway, clock } = await start();
    const { store } = gateway.runtime;
    const ages = { ecosystem: DAY, undelivered: 30 * DAY, experiment: 180 * DAY };
    await store.write(async (tx) => {
      for (const [kind, age] of Object.entries(ages))
        for (const [contact_id, more] of [
          ['ctc_kept', -MINUTE],
          ['ctc_over', MINUTE],
        ] as const)
          await tx
            .insertInto('recipient_trouble')
            .values({
              contact_id,
              kind: kind as keyof typeof ages,
              subject: '',
              count: 1,
              at: clock.now().getTime() - age - more,
            })
            .execute();
      for (const [contact_id, age] of [
        ['ctc_kept', DAY - MINUTE],
        ['ctc_over', DAY + MINUTE],
      ] as const)
        await tx
          .insertInto('first_contact')
          .values({ account_id: testValues.accountId, contact_id, at: clock.now().getTime() - age })
          .execute();
    });
    await purgeLimits(gateway.runtime);
    const troubles = await store.read.selectFrom('recipient_trouble').select('contact_id').execute();
    expect(troubles.map(({ contact_id }) => contact_id)).toEqual(['ctc_kept', 'ctc_kept', 'ctc_kept']);
    const contacts = await store.read.selectFrom('first_contact').select('contact_id').execute();
    expect(contacts).toEqual([{ contact_id: 'ctc_kept' }]);
  });

  test.each([
    ['a time that does not exist', { quietHours: { from: '25:00', to: '08:00' } }, 'quietHours.from'],
    ['half of the hours', { quietHours: { from: '20:00' } }, 'quietHours.to'],
    ['a cap of nothing', { frequencyCaps: [{ purpose: 'marketing', messages: 0, days: 1 }] }, 'messages'],
    ['a cap on answers', { frequencyCaps: [{ purpose: 'service', messages: 1, days: 1 }] }, 'purpose'],
    [
      'a purpose twice',
      {
        frequencyCaps: [
          { purpose: 'marketing', messages: 1, days: 1 },
          { purpose: 'marketing', messages: 2, days: 2 },
        ],
      },
      'frequencyCaps',
    ],
  ])('a business that names %s is told so', async (_, body, path) => {
    const { gateway } = await start();
    const answer = await gateway.call('PATCH', '/v1/business', { body });
    expect(answer.status).toBe(422);
    expect(answer.body.errors[0].path).toContain(path);
  });
});
