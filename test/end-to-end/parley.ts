import {
  createGatewayClient,
  fetchTransport,
  type GatewayClient,
  type Message,
} from '@parley/core/gateway-api';
import { answers, freePort, type OwnProcess, type Processes } from '../support/processes.ts';
import { checkedFetch } from '../support/served-document.ts';

export const API_KEY = 'first-key-of-the-end-to-end-tests-0123456789';
export const NUMBER_ID = '106540352242922';

type Json = Record<string, unknown>;

/** A line on a customer's phone. */
export type Shown = {
  wamid: string;
  from: 'business' | 'customer';
  type: string;
  text: string;
  status: string;
  at: string;
};

export type Phone = ReturnType<typeof phoneOn>;

/** What a test does with a gateway and a sandbox. */
export type Addresses = {
  readonly url: string;
  readonly sandboxUrl: string;
  readonly api: GatewayClient;
  /** A fetch of the gateway's API; each answer is held against the document that the gateway serves. */
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
  /** A call with the first key; fails with the answer unless it succeeds. */
  call(method: string, path: string, body?: unknown): Promise<unknown>;
  sandboxCall(method: string, path: string, body?: unknown): Promise<unknown>;
  phone(number: string): Phone;
  /** Every message the gateway has, oldest first. */
  messages(): Promise<Message[]>;
};

export type Parley = Addresses & { readonly gateway: OwnProcess; readonly sandbox: OwnProcess };

export type ParleyOptions = {
  readonly gatewayEnv?: Readonly<Record<string, string>>;
  readonly sandboxEnv?: Readonly<Record<string, string>>;
};

/** The gateway and the sandbox, each a process, on ports they keep over restarts. */
export async function startParley(processes: Processes, more: ParleyOptions = {}): Promise<Parley> {
  const [gatewayPort, sandboxPort] = [await freePort(), await freePort()];
  const env = {
    PARLEY_PORT: String(gatewayPort),
    PARLEY_SANDBOX_PORT: String(sandboxPort),
    PARLEY_DATA_DIR: processes.dataDir,
    PARLEY_API_KEY: API_KEY,
  };
  const url = `http://127.0.0.1:${gatewayPort}`;
  const sandboxUrl = `http://127.0.0.1:${sandboxPort}`;
  const sandbox = processes.add({
    name: 'sandbox',
    file: 'packages/sandbox/src/cli.ts',
    env: { ...env, ...more.sandboxEnv },
    isUp: () => answers(`${sandboxUrl}/sandbox/state`),
  });
  const gateway = processes.add({
    name: 'gateway',
    file: 'packages/gateway/src/cli/gateway.ts',
    env: { ...env, ...more.gatewayEnv },
    isUp: () => answers(`${url}/readyz`),
  });
  await Promise.all([sandbox.start(), gateway.start()]);
  return { ...addressesOf(url, sandboxUrl), gateway, sandbox };
}

/** A gateway and a sandbox that run at these addresses. */
export function addressesOf(url: string, sandboxUrl: string, apiKey = API_KEY): Addresses {
  const fetchChecked = checkedFetch(url);
  const call: Addresses['call'] = (method, path, body) =>
    callJson(method, `${url}${path}`, body, { authorization: `Bearer ${apiKey}` }, fetchChecked);
  return {
    url,
    sandboxUrl,
    fetch: fetchChecked,
    api: createGatewayClient(fetchTransport({ url, apiKey, fetch: fetchChecked })),
    call,
    sandboxCall: (method, path, body) => callJson(method, `${sandboxUrl}/sandbox${path}`, body),
    phone: (number) => phoneOn(sandboxUrl, number),
    async messages() {
      const found: Message[] = [];
      let after = '';
      for (;;) {
        const page = (await call('GET', `/v1/messages?limit=200&after=${encodeURIComponent(after)}`)) as {
          items: Message[];
          cursor: string | null;
        };
        found.push(...page.items);
        if (page.cursor === null || page.cursor === after || page.items.length === 0) return found;
        after = page.cursor;
      }
    },
  };
}

/** A customer's phone, as the sandbox shows it. */
function phoneOn(sandboxUrl: string, number: string) {
  const messagesUrl = `${sandboxUrl}/sandbox/customers/${number}/messages`;
  const messages = async (): Promise<Shown[]> =>
    ((await callJson('GET', messagesUrl)) as { messages: Shown[] }).messages;
  return {
    number,
    messages,
    /** The customer writes; answers with the wamid. */
    write: async (text: string, more: Json = {}): Promise<string> =>
      String(((await callJson('POST', messagesUrl, { type: 'text', text, ...more })) as Json).wamid),
    /** What the business has sent, oldest first. */
    fromBusiness: async (): Promise<Shown[]> => (await messages()).filter(({ from }) => from === 'business'),
  };
}

/** Calls, and fails with what was answered unless it is a success. */
async function callJson(
  method: string,
  url: string,
  body?: unknown,
  headers: Record<string, string> = {},
  doFetch: (url: string, init: RequestInit) => Promise<Response> = fetch,
): Promise<unknown> {
  const response = await doFetch(url, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(15_000),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url} was answered ${response.status}: ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}
