import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type Counter, createCounter, createHistogram, type Histogram } from './counter.ts';

/** From the fastest disk to one that is ill. */
const COMMIT_BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5] as const;

/** Finer would cost more than what it tells is worth. */
const LOOP_RESOLUTION_MS = 50;

/** What this process counts while it works; the rest is looked up when somebody asks. */
export type Meters = {
  readonly webhooks: Counter;
  readonly items: Counter;
  readonly decisions: Counter;
  readonly sends: Counter;
  readonly deliveries: Counter;
  readonly requests: Counter;
  readonly commits: Histogram;
  readonly loopDelay: ReturnType<typeof monitorEventLoopDelay>;
};

export function createMeters(): Meters {
  const loopDelay = monitorEventLoopDelay({ resolution: LOOP_RESOLUTION_MS });
  loopDelay.enable();
  return {
    webhooks: createCounter('parley_webhooks_total', 'Webhooks by what became of them.', ['outcome']),
    items: createCounter('parley_webhook_items_total', 'What stored webhooks said, item by item.', ['kind']),
    decisions: createCounter(
      'parley_decisions_total',
      'Decisions on messages, when they were accepted or refused and again when they were sent.',
      ['at', 'verdict', 'code'],
    ),
    sends: createCounter('parley_sends_total', 'Calls to the Cloud API that send a message, by their end.', [
      'outcome',
    ]),
    deliveries: createCounter('parley_deliveries_total', 'Tries to post an event to a subscription.', [
      'outcome',
    ]),
    requests: createCounter('parley_api_requests_total', 'Calls of the API by the class of their status.', [
      'status',
    ]),
    commits: createHistogram(
      'parley_commit_seconds',
      'From the begin of a group of writes until it is on the disk.',
      COMMIT_BOUNDS,
    ),
    loopDelay,
  };
}
