import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGatewayClient, fetchTransport, type GatewayClient } from '@parley/core/gateway-api';
import { type Gateway, type Settings, startGateway } from '@parley/gateway';
import { createLog } from '../../packages/gateway/src/log/log.ts';
import type { Lookup } from '../../packages/gateway/src/outgoing/guarded-post.ts';
import type { Runtime } from '../../packages/gateway/src/runtime.ts';
import { checkAgainst, checkedFetch } from './served-document.ts';
import { testDatabase } from './test-database.ts';

/** The values that the gateway and the sandbox share. */
export const testValues = {
  apiKey: 'test-api-key-0123456789-0123456789',
  secretKey: 'test-secret-key-0123456789-0123456789',
  accessToken: 'sandbox-access-token',
  appSecret: 'sandbox-app-secret',
  verifyToken: 'sandbox-verify-token',
  accountId: '102290129340398',
  numberId: '106540352242922',
} as const;

export type TestCall = {
  readonly body?: unknown;
  /** Sent as it is, without being made JSON. */
  readonly rawBody?: string | Uint8Array<ArrayBuffer>;
  /** The API key; null for none. */
  readonly key?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
};

export type TestAnswer<Body> = { readonly status: number; readonly headers: Headers; readonly body: Body };

export type TestGateway = {
  readonly url: string;
  readonly apiKey: string;
  readonly dataDir: string;
  readonly runtime: Runtime;
  /** The typed client with the first key. */
  readonly client: GatewayClient;
  /** Calls the API, and fails when the answer is not what the served document promises. */
  // biome-ignore lint/suspicious/noExplicitAny: answers are checked against the document; tests read what they name.
  call<Body = any>(method: string, path: string, call?: TestCall): Promise<TestAnswer<Body>>;
  /** Posts a webhook as Meta does, signed with the app secret. */
  // biome-ignore lint/suspicious/noExplicitAny: see above.
  webhook(payload: unknown, headers?: Readonly<Record<string, string>>): Promise<TestAnswer<any>>;
  /** A key with these scopes. */
  makeKey(scopes: readonly string[], more?: Readonly<Record<string, unknown>>): Promise<string>;
  /** Another number of the business, which only receives; answers its id. */
  otherNumber(): Promise<string>;
  /** What was logged so far, line by line. */
  readonly logged: readonly string[];
  /** Ends the process's part only; the data stay for the next one. */
  stop(): Promise<void>;
  close(): Promise<void>;
};

export type TestGatewayOptions = {
  /** Where the Graph API is played; by default a port where nobody listens. */
  readonly graphUrl?: string;
  readonly settings?: Partial<Settings>;
  readonly now?: () => Date;
  readonly fetch?: typeof globalThis.fetch;
  /** Where names lead, in place of the DNS. */
  readonly lookup?: Lookup;
  /** An existing data dir, for a restart; it is not removed. */
  readonly dataDir?: string;
  readonly vaultLimits?: { readonly totalBytes: number; readonly freeBytes: number };
};

/** A gateway of its own, on a temporary data dir and a free port. */
export async function startTestGateway(options: TestGatewayOptions = {}): Promise<TestGateway> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'parley-gateway-'));
  const database = await testDatabase(dataDir);
  const settings: Settings = { ...testSettings(dataDir, options.graphUrl), ...database, ...options.settings };
  const logged: string[] = [];
  const log = createLog(settings, { write: (line: string) => void logged.push(line) });
  const gateway = await startGateway(settings, {
    log,
    ...(options.now ? { now: options.now } : {}),
    ...(options.fetch ? { fetch: options.fetch } : {}),
    ...(options.lookup ? { lookup: options.lookup } : {}),
    ...(options.vaultLimits ? { vaultLimits: options.vaultLimits } : {}),
  });
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= gateway.close());
  return {
    ...(await reachable(gateway, settings)),
    dataDir,
    logged,
    stop,
    async close() {
      await stop();
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function reachable(
  { url, runtime }: Gateway,
  settings: Settings,
): Promise<Omit<TestGateway, 'dataDir' | 'logged' | 'stop' | 'close'>> {
  const apiKey = settings.firstApiKey ?? testValues.apiKey;
  const document = (await (await fetch(`${url}/openapi.json`)).json()) as Record<string, unknown>;
  const check = checkAgainst(document);
  const call: TestGateway['call'] = async (
    method,
    path,
    { body, rawBody, key = apiKey, headers, signal } = {},
  ) => {
    const sent = rawBody ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
        ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(sent === undefined ? {} : { body: sent }),
      ...(signal ? { signal } : {}),
    });
    const text = await response.text();
    if (method !== 'HEAD')
      check(method, new URL(response.url).pathname, {
        status: response.status,
        headers: response.headers,
        text,
      });
    const isJson = response.headers.get('content-type')?.includes('json') === true && text !== '';
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  };
  return {
    url,
    runtime,
    apiKey,
    call,
    client: createGatewayClient(fetchTransport({ url, apiKey, fetch: checkedFetch(url) })),
    webhook(payload, headers) {
      const rawBody = typeof payload === 'string' ? payload : JSON.stringify(payload);
      const signature = createHmac('sha256', settings.whatsApp.appSecrets[0] ?? '')
        .update(rawBody)
        .digest('hex');
      return call('POST', '/webhooks/whatsapp', {
        rawBody,
        key: null,
        headers: { 'x-hub-signature-256': `sha256=${signature}`, ...headers },
      });
    },
    async otherNumber() {
      const id = '400000000000099';
      await runtime.store.write((tx) =>
        tx
          .insertInto('business_number')
          .values({
            id,
            account_id: testValues.accountId,
            display_number: null,
            verified_name: null,
            quality: null,
            throughput: null,
            state: 'receiving_only',
            stopped: 0,
            updated_at: Date.now(),
          })
          .onConflict((on) => on.doNothing())
          .execute(),
      );
      return id;
    },
    async makeKey(scopes, more = {}) {
      const made = await call('POST', '/v1/keys', {
        body: { name: scopes.join(' ').slice(0, 100), scopes, ...more },
      });
      if (made.status !== 201) throw new Error(`No key was made: ${JSON.stringify(made.body)}`);
      return made.body.key as string;
    },
  };
}

/** Settings as `npm start` would have them without a Meta app, on a free port. */
export function testSettings(dataDir: string, graphUrl = 'http://127.0.0.1:9'): Settings {
  return {
    host: '127.0.0.1',
    port: 0,
    publicUrl: undefined,
    dataDir,
    secretKey: testValues.secretKey,
    firstApiKey: testValues.apiKey,
    consentMode: 'de',
    stopConfirmation: true,
    allowedHosts: ['localhost', '127.0.0.1', '::1'],
    sandbox: true,
    logLevel: 'debug',
    whatsApp: {
      provider: 'meta',
      accessToken: testValues.accessToken,
      appId: '100000000000001',
      appSecrets: [testValues.appSecret],
      verifyToken: testValues.verifyToken,
      apiBaseUrl: graphUrl,
      apiVersion: 'v25.0',
    },
    numbers: [{ id: testValues.numberId, accountId: testValues.accountId, token: testValues.accessToken }],
    business: { name: 'Muster GmbH', language: 'en', timeZone: 'Europe/Berlin', privacyUrl: null },
  };
}
