import { lookup } from 'node:dns';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { alertHandlers } from './alerts/handlers.ts';
import { createPulse } from './alerts/pulse.ts';
import { startAlertWatch } from './alerts/watch.ts';
import { seedBusiness } from './business/business.ts';
import { businessHandlers } from './business/handlers.ts';
import { consentHandlers } from './consent/handlers.ts';
import { contactHandlers } from './contacts/handlers.ts';
import { conversationHandlers } from './conversations/handlers.ts';
import { startWindowClock } from './conversations/window-clock.ts';
import { createCredentials } from './credentials/credentials.ts';
import { erasureHandlers } from './erasure/handlers.ts';
import { eventHandlers } from './events/handlers.ts';
import { startForwarder } from './forwarding/forwarder.ts';
import { startCatalogueWatch } from './health/catalogue-watch.ts';
import { healthHandlers, type Readiness } from './health/handlers.ts';
import type { Handlers } from './http/handler.ts';
import { type Server, startServer } from './http/server.ts';
import { startPurge } from './intake/purge.ts';
import { makeFirstKey, setFirstKey } from './keys/first-key.ts';
import { keyHandlers } from './keys/handlers.ts';
import { createKeyring, type Keyring } from './keys/keyring.ts';
import { linkHandlers } from './links/handlers.ts';
import { createLog } from './log/log.ts';
import { startMediaFetcher } from './media/fetcher.ts';
import { mediaHandlers } from './media/handlers.ts';
import { startMediaUploader } from './media/uploader.ts';
import { defaultVaultLimits, Vault, type VaultLimits } from './media/vault.ts';
import { messageHandlers } from './messages/handlers.ts';
import { metricsHandlers } from './metrics/handlers.ts';
import { createMeters } from './metrics/meters.ts';
import { connectNumbers } from './numbers/connect-numbers.ts';
import { numberHandlers } from './numbers/handlers.ts';
import { startOutbox } from './outbox/worker.ts';
import type { Lookup } from './outgoing/guarded-post.ts';
import { rawItemHandlers } from './raw-items/handlers.ts';
import { keepUp } from './replica/keep-up.ts';
import { startTeller } from './reply-waits/teller.ts';
import type { Runtime } from './runtime.ts';
import { checkSecretKey } from './secrets/secret-key.ts';
import { secretsFrom } from './secrets/secrets.ts';
import type { Settings } from './settings/settings.ts';
import { explainListening, explainStore } from './start-failure.ts';
import { databasePath } from './store/database-path.ts';
import { type Duty, openSqlite, type Store } from './store/index.ts';
import { startDispatcher } from './subscriptions/dispatcher.ts';
import { subscriptionHandlers } from './subscriptions/handlers.ts';
import { taskHandlers } from './tasks/handlers.ts';
import { templateHandlers } from './templates/handlers.ts';
import { toolStateHandlers } from './tools/handlers.ts';

/** What a test, or a supervisor, gives instead of the world's. */
export type GatewayOverrides = {
  readonly now?: () => Date;
  readonly fetch?: typeof globalThis.fetch;
  /** Where the names lead that people gave us; all else about a connection stays as it is. */
  readonly lookup?: Lookup;
  readonly log?: Logger;
  /** A key that manages keys while this process runs, stored nowhere. */
  readonly startKey?: string;
  readonly vaultLimits?: VaultLimits;
};

export type Gateway = {
  readonly url: string;
  readonly runtime: Runtime;
  /** Makes the first key where there is none; ask only when its text is shown at once, nobody can read it again. */
  makeFirstKey(): Promise<string | undefined>;
  close(): Promise<void>;
};

/** Starts the gateway; when it resolves it listens, and its workers run. Throws a ParleyError that says what to do. */
export async function startGateway(settings: Settings, overrides: GatewayOverrides = {}): Promise<Gateway> {
  const runtime = await openRuntime(settings, overrides);
  try {
    await checkSecretKey(runtime.store, runtime.secrets);
    await runtime.credentials.load(runtime.store);
    // After a crash in the middle of an erasure the log may still hold what is gone from the tables.
    await runtime.store.scrub();
    await runtime.vault.prepare();
    await runtime.store.write(async (tx) => {
      await seedBusiness(tx, settings.business);
      await connectNumbers(tx, runtime);
      await setFirstKey(tx, runtime);
    });
    const makeKey = () => runtime.store.write((tx) => makeFirstKey(tx, runtime));
    return { ...(await run(runtime, overrides.startKey)), makeFirstKey: makeKey, runtime };
  } catch (error) {
    await runtime.store.close();
    throw error;
  }
}

async function openRuntime(settings: Settings, overrides: GatewayOverrides): Promise<Runtime> {
  const now = overrides.now ?? (() => new Date());
  const secrets = secretsFrom(settings.secretKey);
  const credentials = createCredentials(settings, secrets);
  const meters = createMeters();
  return {
    get settings() {
      return credentials.current();
    },
    credentials,
    vault: new Vault(join(settings.dataDir, 'media'), secrets, overrides.vaultLimits ?? defaultVaultLimits),
    store: await openStore(settings, (seconds) => meters.commits.observe(seconds)).catch((error: unknown) => {
      throw explainStore(error, settings);
    }),
    secrets,
    log: overrides.log ?? createLog(settings, undefined, credentials.everKnown),
    now,
    pulse: createPulse(now()),
    meters,
    fetch: overrides.fetch ?? globalThis.fetch,
    lookup: overrides.lookup ?? lookup,
  };
}

async function openStore(
  { databaseUrl, dataDir }: Settings,
  hasCommitted: (seconds: number) => void,
): Promise<Store> {
  if (databaseUrl === undefined) return openSqlite(databasePath(dataDir), hasCommitted);
  // The driver is 8 MB that a gateway on SQLite has no use for.
  const { openPostgres } = await import('./store/postgres.ts');
  return openPostgres(databaseUrl, hasCommitted);
}

// Nothing is sent before the port is ours: of two gateways on one machine only one may work.
async function run(runtime: Runtime, startKey: string | undefined): Promise<Pick<Gateway, 'url' | 'close'>> {
  const keyring = createKeyring(runtime, startKey);
  let readiness: Readiness['templates'] = () => 'loading';
  let server: Server;
  try {
    server = await startServer(
      runtime,
      handlersOf(runtime, keyring, { templates: () => readiness() }),
      keyring,
    );
  } catch (error) {
    await keyring.close();
    throw explainListening(error, runtime.settings);
  }
  const catalogue = startCatalogueWatch(runtime);
  readiness = catalogue.state;
  const duty = runtime.store.onDuty(() => startWorkers(runtime));
  const keeper = keepUp(runtime);
  runtime.log.info({ url: server.url }, 'gateway started');
  return {
    url: server.url,
    async close() {
      catalogue.stop();
      await Promise.all([server.close(), duty.stop(), keeper.stop()]);
      await keyring.close();
      await runtime.store.close();
      runtime.meters.loopDelay.disable();
    },
  };
}

function startWorkers(runtime: Runtime): Duty {
  const workers = [
    // Before the outbox, which asks it for files.
    startMediaUploader(runtime),
    startOutbox(runtime),
    startDispatcher(runtime),
    startTeller(runtime),
    startMediaFetcher(runtime),
    startForwarder(runtime),
    startWindowClock(runtime),
    startPurge(runtime),
    startAlertWatch(runtime),
  ];
  return {
    async stop() {
      await Promise.all(workers.map((worker) => worker.stop()));
    },
  };
}

function handlersOf(runtime: Runtime, keyring: Keyring, readiness: Readiness): Handlers {
  return {
    ...messageHandlers(runtime),
    ...mediaHandlers(runtime),
    ...conversationHandlers(runtime),
    ...contactHandlers(runtime),
    ...consentHandlers(runtime),
    ...taskHandlers(runtime),
    ...erasureHandlers(runtime),
    ...templateHandlers(runtime),
    ...numberHandlers(runtime),
    ...linkHandlers(runtime),
    ...eventHandlers(runtime),
    ...subscriptionHandlers(runtime),
    ...toolStateHandlers(runtime),
    ...keyHandlers(runtime, keyring),
    ...businessHandlers(runtime),
    ...alertHandlers(runtime),
    ...rawItemHandlers(runtime),
    ...metricsHandlers(runtime),
    ...healthHandlers(runtime, readiness),
  };
}
