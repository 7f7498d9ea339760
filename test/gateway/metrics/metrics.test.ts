import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createCounter, createHistogram } from '../../../packages/gateway/src/metrics/counter.ts';
import { writeExposition } from '../../../packages/gateway/src/metrics/exposition.ts';
import { storeGauges } from '../../../packages/gateway/src/metrics/gauges.ts';
import { customers } from '../../support/customers.ts';
import { eventually } from '../../support/eventually.ts';
import type { TestGateway } from '../../support/gateway.ts';
import type { GraphStandIn } from '../../support/graph-stand-in.ts';
import { closeMetaLine, openMetaLine } from '../../support/meta-line.ts';
import { startReceiver } from '../subscriptions/receiver.ts';

describe('The text format', () => {
  test('writes counters, histograms and gauges as Prometheus reads them', () => {
    const counter = createCounter('sends_total', 'Sends.', ['outcome', 'place']);
    counter.add('accepted', 'here');
    counter.add('accepted', 'here');
    counter.add('a "quoted" \\ one', 'there');
    const histogram = createHistogram('commit_seconds', 'Commits.', [0.1, 0.5]);
    for (const seconds of [0.1, 0.25, 0.5, 2]) histogram.observe(seconds);
    const gauges = [{ name: 'queue', help: 'Two\nlines.', samples: [{ value: 0 }] }];
    expect(writeExposition({ counters: [counter], histograms: [histogram], gauges })).toBe(
      [
        '# HELP sends_total Sends.',
        '# TYPE sends_total counter',
        'sends_total{outcome="accepted",place="here"} 2',
        'sends_total{outcome="a \\"quoted\\" \\\\ one",place="there"} 1',
        '# HELP commit_seconds Commits.',
        '# TYPE commit_seconds histogram',
        'commit_seconds_bucket{le="0.1"} 1',
        'commit_seconds_bucket{le="0.5"} 3',
        'commit_seconds_bucket{le="+Inf"} 4',
        'commit_seconds_sum 2.85',
        'commit_seconds_count 4',
        '# HELP queue Two\\nlines.',
        '# TYPE queue gauge',
        'queue 0',
        '',
      ].join('\n'),
    );
  });
});

describe('GET /metrics', () => {
  let graph: GraphStandIn;
  let gateway: TestGateway;
  beforeAll(async () => {
    ({ graph, gateway } = await openMetaLine());
  });
  afterAll(() => closeMetaLine({ graph, gateway }));

  const scrape = async (): Promise<string> => (await gateway.call('GET', '/metrics')).body;
  /** The value of a sample, 0 when it was never counted. */
  const valueIn = (text: string, sample: string) =>
    Number(
      text
        .split('\n')
        .find((line) => line.startsWith(`${sample} `))
        ?.slice(sample.length + 1) ?? 0,
    );

  test('needs a key, any key', async () => {
    expect((await gateway.call('GET', '/metrics', { key: null })).status).toBe(401);
    const key = await gateway.makeKey(['templates:read']);
    const answer = await gateway.call('GET', '/metrics', { key });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      'text/plain; version=0.0.4; charset=utf-8',
    ]);
  });

  test('counts webhooks, decisions, sends, deliveries, commits and calls', async () => {
    const receiver = await startReceiver();
    const before = await scrape();
    await gateway.call('POST', '/v1/subscriptions', {
      body: { url: receiver.url, types: ['message.received'] },
    });
    const erika = await customers(gateway).writes('+4915112345671');
    const content = { type: 'text', text: 'Guten Tag' };
    const sent = await gateway.call('POST', '/v1/messages', { body: { to: erika.phone, content } });
    const refused = await gateway.call('POST', '/v1/messages', { body: { to: '+4915112345672', content } });
    expect([sent.status, refused.status]).toEqual([202, 422]);
    const unsigned = { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` };
    expect((await gateway.webhook('{}', unsigned)).status).toBe(401);
    expect((await gateway.webhook('no JSON')).status).toBe(400);
    await eventually(() => receiver.taken.length > 0, 'the event is delivered');
    const grown = (text: string, sample: string) => valueIn(text, sample) - valueIn(before, sample);
    await eventually(
      async () => grown(await scrape(), 'parley_sends_total{outcome="accepted"}') === 1,
      'the send is counted',
    );
    const after = await eventually(async () => {
      const text = await scrape();
      return grown(text, 'parley_deliveries_total{outcome="delivered"}') === 1 && text;
    }, 'the delivery is counted');
    for (const [sample, count] of [
      ['parley_webhooks_total{outcome="stored"}', 1],
      ['parley_webhooks_total{outcome="unsigned"}', 1],
      ['parley_webhooks_total{outcome="unreadable"}', 1],
      ['parley_webhook_items_total{kind="message"}', 1],
      ['parley_decisions_total{at="acceptance",verdict="send",code="SERVICE_REPLY"}', 1],
      ['parley_decisions_total{at="sending",verdict="send",code="SERVICE_REPLY"}', 1],
      ['parley_decisions_total{at="acceptance",verdict="blocked",code="NO_CONSENT"}', 1],
      ['parley_api_requests_total{status="4xx"}', 3],
    ] as const)
      expect([sample, grown(after, sample)]).toEqual([sample, count]);
    expect(grown(after, 'parley_commit_seconds_count')).toBeGreaterThan(2);
    expect(valueIn(after, 'process_resident_memory_bytes')).toBeGreaterThan(1e7);
    expect(valueIn(after, 'nodejs_eventloop_lag_seconds{quantile="0.99"}')).toBeGreaterThan(0);
    await receiver.close();
  });

  test('tells what waits, and for how long', async () => {
    const erika = await customers(gateway).writes('+4915112345673');
    const body = { to: erika.phone, content: { type: 'text', text: 'Später' } };
    const sendAt = new Date(Date.now() + 3_600_000).toISOString();
    await gateway.call('POST', '/v1/messages', { body: { ...body, sendAt } });
    expect(valueIn(await scrape(), 'parley_messages_waiting{status="scheduled"}')).toBe(1);
    expect(valueIn(await scrape(), 'parley_oldest_due_seconds')).toBe(0);
    // An hour and a half from now it has been due for half an hour.
    const later = { ...gateway.runtime, now: () => new Date(Date.parse(sendAt) + 1_800_000) };
    const [, oldest] = await storeGauges(later);
    expect(oldest).toMatchObject({ name: 'parley_oldest_due_seconds', samples: [{ value: 1800 }] });
  });

  test('names nobody: no phone number, no message id, no key', async () => {
    const text = await scrape();
    expect(text).not.toMatch(/49151|wamid|test-api-key|msg_|ctc_|cnv_|sub_/);
    for (const line of text.trim().split('\n'))
      expect(line).toMatch(/^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{([a-z]+="[^"]*",?)+\})? [-+.\deInfNa]+)$/);
  });
});
