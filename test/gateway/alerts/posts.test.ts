import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createQuestions } from '../../../packages/gateway/src/alerts/questions.ts';
import { judgeForwards, judgeOutcomes } from '../../../packages/gateway/src/alerts/rules/posts.ts';
import { lookForTrouble } from '../../../packages/gateway/src/alerts/watch.ts';
import { customers } from '../../support/customers.ts';
import { eventually } from '../../support/eventually.ts';
import { startTestGateway, testValues } from '../../support/gateway.ts';
import { startGraphStandIn } from '../../support/graph-stand-in.ts';
import { closeMetaLine, type MetaLine } from '../../support/meta-line.ts';
import { movableClock } from '../../support/movable-clock.ts';
import { messages, text } from '../intake/webhooks.ts';
import { type Receiver, startReceiver } from '../subscriptions/receiver.ts';

const HOUR = 60 * 60 * 1000;
const now = new Date('2026-11-22T12:00:00Z');
const problem = { en: 'the target answered 503', de: 'das Ziel hat mit 503 geantwortet' };

describe('What waits to be posted', () => {
  const rows: [string, number, number][] = [
    ['for an hour is told', HOUR, 1],
    ['for a millisecond less is not yet', HOUR - 1, 0],
  ];
  test.each(rows)('to the tool that webhooks are passed on to %s', (_, ageMs, count) => {
    const since = new Date(now.getTime() - ageMs);
    const fact = { numberId: '1', number: '+49 30 901820', target: 'tool.example', since, problem };
    expect(judgeForwards([fact], now)).toHaveLength(count);
  });
  test.each(rows)('to who wants to hear of an answer %s', (_, ageMs, count) => {
    const since = new Date(now.getTime() - ageMs);
    expect(judgeOutcomes({ target: 'tool.example', since, problem, count: 2 }, now)).toHaveLength(count);
  });
  test('and does not exist is not told', () => {
    expect([...judgeForwards([], now), ...judgeOutcomes(undefined, now)]).toEqual([]);
  });
});

describe('An address that takes nothing', () => {
  const clock = movableClock();
  let line: MetaLine;
  let receiver: Receiver;
  beforeEach(async () => {
    const graph = await startGraphStandIn();
    const gateway = await startTestGateway({ graphUrl: graph.url, now: clock.now });
    line = { graph, gateway, people: customers(gateway) };
    receiver = await startReceiver();
    receiver.answer = () => 503;
  });
  afterEach(async () => {
    await closeMetaLine(line);
    await receiver.close();
  });

  const look = () => lookForTrouble(line.gateway.runtime, createQuestions(line.gateway.runtime));
  const raised = async (code: string, language = 'en') => {
    const headers = { 'accept-language': language };
    const { items } = (await line.gateway.call('GET', '/v1/alerts', { headers })).body;
    return items.find((alert: { code: string }) => alert.code === code);
  };
  const tried = async (table: 'forward' | 'reply_wait') =>
    eventually(async () => {
      const rows = await line.gateway.runtime.store.read.selectFrom(table).select('last_problem').execute();
      return rows.some(({ last_problem }) => last_problem !== null);
    }, 'it was tried');

  test('of the webhooks passed on to it is told after an hour, and is over once it takes them', async () => {
    const path = `/v1/numbers/${testValues.numberId}`;
    await line.gateway.call('PATCH', path, { body: { forwardTo: receiver.url } });
    await line.people.whoWrote();
    await tried('forward');
    await look();
    expect(await raised('FORWARDING_DOWN')).toBeUndefined();
    clock.advance(HOUR);
    await look();
    const host = new URL(receiver.url).host;
    expect(await raised('FORWARDING_DOWN')).toMatchObject({
      severity: 'warning',
      subject: { kind: 'number', id: testValues.numberId },
      detail: expect.stringMatching(new RegExp(`^${host} .*\\(the target answered 503\\)`)),
      remedy: expect.stringContaining('PATCH /v1/numbers/{id}'),
    });
    expect((await raised('FORWARDING_DOWN', 'de')).detail).toContain('(das Ziel hat mit 503 geantwortet)');
    receiver.answer = () => 200;
    await line.people.whoWrote();
    const waiting = () => line.gateway.runtime.store.read.selectFrom('forward').select('seq').execute();
    await eventually(async () => (await waiting()).length === 0, 'it has taken them');
    await look();
    expect(await raised('FORWARDING_DOWN')).toBeUndefined();
  });

  test('of the outcomes that it wants to hear of is told after an hour, and is over once it takes them', async () => {
    const { phone } = await line.people.whoWrote();
    const sent = await line.gateway.call('POST', '/v1/messages', {
      body: { to: phone, content: { type: 'text', text: 'Passt es?' }, onReply: { url: receiver.url } },
    });
    await line.gateway.call('GET', `/v1/messages/${sent.body.id}?wait=20`);
    const said = { from: phone.slice(1), wamid: 'wamid.YES', at: clock.now() };
    await line.gateway.webhook(messages([text('Ja', said)]));
    await tried('reply_wait');
    await look();
    expect(await raised('OUTCOMES_WAITING')).toBeUndefined();
    clock.advance(HOUR);
    await look();
    expect(await raised('OUTCOMES_WAITING')).toMatchObject({
      severity: 'warning',
      subject: { kind: 'gateway', id: null },
      detail: expect.stringMatching(/^An outcome .*\(the target answered 503\)/),
    });
    expect((await raised('OUTCOMES_WAITING', 'de')).detail).toContain('ließ sich ein Ausgang (onReply)');
    receiver.answer = () => 200;
    // Something that is sent makes everybody look.
    const other = { onReply: { url: receiver.url }, content: { type: 'text', text: 'Und?' } };
    await line.gateway.call('POST', '/v1/messages', {
      body: { to: (await line.people.whoWrote()).phone, ...other },
    });
    await eventually(() => receiver.taken.length === 1, 'it has taken it');
    const told = async () => {
      await look();
      return (await raised('OUTCOMES_WAITING')) === undefined;
    };
    await eventually(told, 'it is over');
  });
});
