import { createGatewayClient, fetchTransport } from '@parley/core/gateway-api';
import { type Deps, type Log, takeTurns } from './deps.ts';
import { writeTemplates } from './events/apply-changes.ts';
import { followEvents, retryUnwritten } from './events/follow-events.ts';
import { runLoop, sleepUntil } from './loop.ts';
import { pollSalesforce } from './poll.ts';
import { connectSalesforce } from './salesforce/jsforce-port.ts';
import type { ApiUsage } from './salesforce/port.ts';
import { WRITE_PAUSES_MS } from './salesforce/write-rows.ts';
import type { SalesforceSettings } from './settings.ts';

/** How long things take; tests shorten them. */
export type Timing = {
  /** How long one call for events waits at the gateway. */
  readonly eventWaitSeconds: number;
  /** Events that arrive within this time are written together. */
  readonly gatherMs: number;
  readonly writePausesMs: readonly number[];
  /** How long one call to the org may take. */
  readonly callTimeoutMs: number;
  /** Between two tries of what only an admin or time can solve. */
  readonly patientMs: number;
  /** Between two tries of rows the org refused. */
  readonly unwrittenEveryMs: number;
};

const TIMING: Timing = {
  // Shorter than what proxies between usually allow.
  eventWaitSeconds: 20,
  // Sent, delivered and read come seconds apart, each worth three calls alone.
  gatherMs: 1_000,
  writePausesMs: WRITE_PAUSES_MS,
  // Two hundred rows with triggers behind them need a while; jsforce itself would wait for half an hour.
  callTimeoutMs: 60_000,
  patientMs: 60_000,
  unwrittenEveryMs: 10 * 60_000,
};

/** What starts an adapter. */
export type AdapterOptions = {
  readonly settings: SalesforceSettings;
  readonly log?: Log;
  readonly timing?: Partial<Timing>;
};

/** A running adapter. */
export type SalesforceAdapter = {
  /** Settles when both the gateway and the org have answered for the first time. */
  readonly ready: Promise<void>;
  /** Ends after the call under way; nothing is lost, the next start goes on from there. */
  readonly stop: () => Promise<void>;
};

/** Starts copying between the gateway and an org; it waits for either when it is not up yet. */
export function startSalesforceAdapter(options: AdapterOptions): SalesforceAdapter {
  const { settings } = options;
  const timing = { ...TIMING, ...options.timing };
  const log: Log = options.log ?? (() => {});
  const ending = new AbortController();
  const { signal } = ending;
  const sleep = sleepUntil(signal);
  const transport = fetchTransport({
    url: settings.parleyUrl,
    apiKey: settings.parleyApiKey,
    // A long poll ends with the adapter, not twenty seconds later.
    fetch: (url, init) =>
      fetch(url, { ...init, signal: AbortSignal.any([signal, ...(init.signal ? [init.signal] : [])]) }),
  });
  const deps: Deps = {
    port: connectSalesforce(settings, () => new Date(), timing.callTimeoutMs),
    gateway: createGatewayClient(transport),
    defaultCountry: settings.defaultCountry,
    patience: { pausesMs: timing.writePausesMs, sleep },
    log,
    now: () => new Date(),
    turn: takeTurns(),
  };

  let isReady = (): void => {};
  const ready = new Promise<void>((resolve) => {
    isReady = resolve;
  });
  const poll = pollSalesforce(deps);
  const follow = followEvents(deps, timing.eventWaitSeconds);
  const loop = { patientMs: timing.patientMs, signal, sleep, log };
  const loops = [
    runLoop({
      ...loop,
      name: 'Picking up what was written in Salesforce',
      step: async () => {
        await poll();
        isReady();
      },
      everyMs: () => settings.pollSeconds * 1000 * thrift(deps.port.usage()),
    }),
    runLoop({
      ...loop,
      name: 'Copying events to Salesforce',
      step: follow,
      everyMs: () => timing.gatherMs * thrift(deps.port.usage()),
    }),
    runLoop({ ...loop, name: 'Keeping up', step: keepUp(deps), everyMs: () => timing.unwrittenEveryMs }),
  ];
  return {
    ready,
    stop: async () => {
      ending.abort();
      await Promise.all(loops);
    },
  };
}

/** The template catalogue once, then whatever the org refused before. */
function keepUp(deps: Deps): () => Promise<void> {
  let copied = false;
  return async () => {
    if (!copied) {
      await writeTemplates(deps);
      copied = true;
    }
    await retryUnwritten(deps);
  };
}

/**
 * Slows polling down as the org's daily calls get scarce, so that other integrations and our own writes keep
 * their share: a call every five seconds is 17,280 a day, which a developer org does not have.
 */
function thrift(usage: ApiUsage | undefined): number {
  if (!usage) return 1;
  const share = usage.used / usage.limit;
  if (share > 0.8) return 12;
  return share > 0.5 ? 3 : 1;
}
