import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import {
  type AdapterOptions,
  type SalesforceSettings,
  startSalesforceAdapter,
} from '@parley/salesforce-adapter';
import {
  type FakeSalesforce,
  type OrgOptions,
  startFakeSalesforce,
} from '../support/fake-salesforce/index.ts';
import { type GatewayStandIn, startGatewayStandIn } from './gateway-stand-in/index.ts';

// jsforce would send even loopback calls to a proxy named here.
for (const name of ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY']) delete process.env[name];

export const METADATA = join(import.meta.dirname, '../../packages/salesforce-adapter/force-app/main/default');
const CLIENT_ID = 'parley-client-id';
const CLIENT_SECRET = 'parley-client-secret';

export const keys = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

export type LogLine = {
  level: string;
  message: string;
  fields: Readonly<Record<string, unknown>> | undefined;
};

const TEST_TIMING = {
  eventWaitSeconds: 1,
  gatherMs: 0,
  writePausesMs: [5, 10, 20],
  patientMs: 40,
  unwrittenEveryMs: 60,
};

/** An org, a gateway and the adapter between them, each on its own socket. */
export type Setting = {
  org: FakeSalesforce;
  gateway: GatewayStandIn;
  /** A person in the org. */
  rep: string;
  lines: LogLine[];
  settings: SalesforceSettings;
  /** Waits until it is ready, unless its timing is changed to see it fail. */
  startAdapter: (more?: Partial<AdapterOptions>) => Promise<{ stop: () => Promise<void> }>;
  close: () => Promise<void>;
};

export async function startOrg(more: Partial<OrgOptions> = {}): Promise<FakeSalesforce> {
  return startFakeSalesforce({
    metadata: METADATA,
    app: {
      clientId: CLIENT_ID,
      clientSecret: CLIENT_SECRET,
      publicKey: keys.publicKey,
      username: 'parley.integration@org.example',
    },
    ...more,
  });
}

function settingsFor(org: FakeSalesforce, gateway: { url: string; apiKey: string }): SalesforceSettings {
  return {
    parleyUrl: gateway.url,
    parleyApiKey: gateway.apiKey,
    loginUrl: org.url,
    credentials: { flow: 'client_credentials', clientId: CLIENT_ID, clientSecret: CLIENT_SECRET },
    apiVersion: '67.0',
    pollSeconds: 0.05,
    defaultCountry: 'DE',
  };
}

/** Sets the scene; nothing runs in between until `startAdapter`. */
export async function aSetting(more: Partial<OrgOptions> = {}): Promise<Setting> {
  const org = await startOrg(more);
  const gateway = await startGatewayStandIn();
  const lines: LogLine[] = [];
  const running: { stop: () => Promise<void> }[] = [];
  const settings = settingsFor(org, gateway);
  return {
    org,
    gateway,
    lines,
    settings,
    rep: org.addUser('Sabine Vertrieb'),
    startAdapter: async (options = {}) => {
      const adapter = startSalesforceAdapter({
        settings,
        log: (level, message, fields) => void lines.push({ level, message, fields }),
        ...options,
        timing: { ...TEST_TIMING, ...options.timing },
      });
      running.push(adapter);
      if (!options.timing) await adapter.ready;
      return adapter;
    },
    close: async () => {
      await Promise.all(running.map((adapter) => adapter.stop()));
      await Promise.all([org.close(), gateway.close()]);
    },
  };
}

/** Waits until every event that has happened is written and the place in the log kept. */
export async function caughtUp({ gateway: { world } }: Setting): Promise<void> {
  const kept = () => world.toolState.get('salesforce/events-cursor')?.value;
  await eventually(() => expect(kept()).toBe(String(world.events.length)));
}

/** Looks again until it holds, and then says what it found; fails with the last reason. */
export async function eventually<Found>(look: () => Found, withinMs = 5_000): Promise<Found> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    try {
      return look();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}
