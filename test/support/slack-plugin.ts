import { readdirSync, readFileSync } from 'node:fs';
import { type ServicePlugin, type Store, WebhookDispatcher } from '@emulators/core';

type Json = Record<string, unknown>;
export type Row = Json & { id: number };
export type Collection = {
  all(): Row[];
  findOneBy(field: string, value: unknown): Row | undefined;
  insert(data: Json): Row;
  update(id: number, data: Json): unknown;
};
export type SlackStore = Record<
  'users' | 'channels' | 'messages' | 'ephemeralMessages' | 'views',
  Collection
>;
type SlackModule = {
  slackPlugin: ServicePlugin & { seed(store: Store, baseUrl: string): void };
  seedFromConfig(store: Store, baseUrl: string, seed: Json): void;
  getSlackStore(store: Store): SlackStore;
};
export type Headers = Record<string, string>;
type HeaderFactory = (input: {
  event: string;
  action?: string;
  body: string;
  subscription: unknown;
}) => Headers;

// Slack repeats an event that was not answered 2xx at once, after a minute and after five; tests wait less.
const RETRY_DELAYS_MS = [20, 150, 600];

/** The Slack plugin of emulate. */
export async function loadSlackPlugin(): Promise<SlackModule> {
  // The package exports the plugin nowhere, and the name of its file changes with each version.
  const dist = new URL('../../node_modules/emulate/dist/', import.meta.url);
  const files = readdirSync(dist).filter(
    (name) =>
      /^dist-.*\.js$/.test(name) && readFileSync(new URL(name, dist), 'utf8').includes('  slackPlugin\n};'),
  );
  if (files.length !== 1) throw new Error(`emulate 0.12.2 has one Slack plugin; found ${files.length}.`);
  return (await import(new URL(files[0] as string, dist).href)) as SlackModule;
}

type Subscription = { url: string; active: boolean; events: string[] };
/** Its dispatcher as it is patched here; `stopped` ends the repeats, `retryDelaysMs` are the waits before them. */
export type PatchedDispatcher = WebhookDispatcher & {
  headerFactory?: HeaderFactory;
  stopped?: boolean;
  /** The bodies of the events that were repeated in vain. */
  givenUp?: string[];
  retryDelaysMs?: readonly number[];
};

// @emulators/core 0.6.1 lacks setHeaderFactory, which the Slack plugin of emulate 0.12.2 calls; and Slack
// repeats what was not answered, which its dispatch does not.
Object.assign(WebhookDispatcher.prototype, {
  setHeaderFactory(this: PatchedDispatcher, factory: HeaderFactory) {
    this.headerFactory = factory;
  },
  async dispatch(
    this: PatchedDispatcher,
    event: string,
    action: string | undefined,
    payload: unknown,
    owner: string,
  ) {
    const body = JSON.stringify(payload);
    for (const subscription of this.getSubscriptions(owner) as Subscription[]) {
      if (!subscription.active || !(subscription.events.includes('*') || subscription.events.includes(event)))
        continue;
      const attempt = (retry: number) =>
        postEvent(subscription.url, body, {
          ...this.headerFactory?.({ event, ...(action ? { action } : {}), body, subscription }),
          ...(retry > 0 ? { 'x-slack-retry-num': String(retry), 'x-slack-retry-reason': 'http_error' } : {}),
        });
      if (await attempt(0)) continue;
      const delays = this.retryDelaysMs ?? RETRY_DELAYS_MS;
      void repeat(attempt, delays, () => this.stopped === true).then((isDelivered) => {
        if (!isDelivered) this.givenUp = [...(this.givenUp ?? []), body];
      });
    }
  },
});

async function repeat(
  attempt: (retry: number) => Promise<boolean>,
  delaysMs: readonly number[],
  isStopped: () => boolean,
): Promise<boolean> {
  for (const [index, delay] of delaysMs.entries()) {
    await new Promise((resolve) => setTimeout(resolve, delay).unref());
    if (isStopped() || (await attempt(index + 1))) return true;
  }
  return false;
}

async function postEvent(url: string, body: string, headers: Headers): Promise<boolean> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
      signal: AbortSignal.timeout(3000),
    });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}
