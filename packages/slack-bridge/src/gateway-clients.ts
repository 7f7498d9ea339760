import { createGatewayClient, fetchTransport, type GatewayClient } from '@parley/core/gateway-api';
import { PERSIST_TIMEOUT_MS } from './inbox/inbox.ts';
import type { SlackBridgeSettings } from './settings.ts';

/** Two ways to the gateway. */
export type GatewayClients = {
  /** The stop cuts its calls off: a poll would hold it up for its whole wait. */
  readonly gateway: GatewayClient;
  /** Writes down what Slack was promised, soon enough for Slack's patience; the stop waits for it. */
  readonly quick: GatewayClient;
};

/** Connects to the gateway of the settings. */
export function connectGateway(
  { gatewayUrl, gatewayKey, language }: SlackBridgeSettings,
  doFetch: typeof fetch,
  stopping: AbortSignal,
): GatewayClients {
  const target = { url: gatewayUrl, apiKey: gatewayKey, ...(language ? { language } : {}) };
  const stoppableFetch = (url: string, init: RequestInit) =>
    doFetch(url, { ...init, signal: AbortSignal.any([stopping, ...(init.signal ? [init.signal] : [])]) });
  const plainFetch = (url: string, init: RequestInit) => doFetch(url, init);
  return {
    gateway: createGatewayClient(fetchTransport({ ...target, fetch: stoppableFetch })),
    quick: createGatewayClient(
      fetchTransport({ ...target, fetch: plainFetch, timeoutMs: PERSIST_TIMEOUT_MS }),
    ),
  };
}
