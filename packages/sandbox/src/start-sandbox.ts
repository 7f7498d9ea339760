import type { AddressInfo } from 'node:net';
import multipart from '@fastify/multipart';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Account, BusinessNumber } from './account/account.ts';
import { DISPLAY_NUMBER, SANDBOX_DEFAULTS, VERIFIED_NAME, WIRE_DISPLAY_NUMBER } from './account/defaults.ts';
import { Changes } from './changes.ts';
import { controlRoutes } from './control/control-routes.ts';
import { graphRoutes } from './graph/graph-routes.ts';
import { MEDIA_KINDS } from './media/media-kinds.ts';
import { Progress } from './messages/progress.ts';
import { Rates } from './messages/rates.ts';
import { phonePageRoutes } from './phone-page.ts';
import type { Sandbox } from './sandbox.ts';
import { hostForClients } from './settings.ts';
import { Database } from './state/database.ts';
import { clearOld, HOUR_MS } from './state/retention.ts';
import { TABLES } from './state/schema.ts';
import { PauseEnds } from './templates/pause-ends.ts';
import { seedTemplates } from './templates/seed.ts';
import { refuseStrangers } from './visitors.ts';
import { Delivery } from './webhooks/delivery.ts';

/** A JSON body of Meta's own API is far smaller; inbound files come as base64 in one. */
const BODY_MAX_BYTES = 32 * 1024 * 1024;

/** How to start a sandbox from a test; everything has a default that fits a test. */
export type SandboxOptions = {
  /** Where webhooks go, for instance `http://127.0.0.1:8080/webhooks/whatsapp`. */
  webhookUrl: string;
  /** 0, the default, takes a free port. */
  port?: number;
  host?: string;
  /** A folder for the state; without it the state is in memory and ends with the sandbox. */
  dataDir?: string;
  account?: Partial<Account>;
  /** The clock, for tests that let hours pass. */
  now?: () => number;
  /** The business numbers; one by default. */
  numbers?: readonly BusinessNumber[];
};

export type RunningSandbox = {
  url: string;
  port: number;
  close(): Promise<void>;
};

/** Starts a local WhatsApp Cloud API with its phone page; rejects when the port or the data folder is taken. */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  const host = options.host ?? '127.0.0.1';
  const db = new Database(options.dataDir);
  let port = options.port ?? 0;
  const { accessToken, appId, appSecret, verifyToken, businessAccountId } = SANDBOX_DEFAULTS;
  const sandbox: Sandbox = {
    account: { accessToken, appId, appSecret, verifyToken, businessAccountId, ...options.account },
    numbers: options.numbers ?? [
      {
        id: SANDBOX_DEFAULTS.phoneNumberId,
        display: WIRE_DISPLAY_NUMBER,
        written: DISPLAY_NUMBER,
        verifiedName: VERIFIED_NAME,
        throughput: 'STANDARD',
      },
    ],
    webhookUrl: options.webhookUrl,
    db,
    rates: new Rates(),
    changes: new Changes(),
    now: options.now ?? Date.now,
    origin: () => `http://${hostForClients(host)}:${port}`,
  };
  const delivery = new Delivery(sandbox);
  const progress = new Progress(sandbox);
  const pauseEnds = new PauseEnds(sandbox);
  const app = Fastify({
    bodyLimit: BODY_MAX_BYTES,
    forceCloseConnections: true,
    routerOptions: { querystringParser: readQuery },
  });
  const cleaning = setInterval(() => void db.write(() => clearOld(db, sandbox.now())), HOUR_MS).unref();
  const close = async (): Promise<void> => {
    clearInterval(cleaning);
    progress.close();
    pauseEnds.close();
    await app.close();
    await delivery.close();
    db.close();
  };
  const reset = async (): Promise<void> => {
    sandbox.rates.reset();
    await db.write(() => {
      for (const table of TABLES) db.run(`DELETE FROM ${table}`);
      seedTemplates(db);
      delivery.reset();
    });
  };
  try {
    refuseStrangers(app, host);
    takeEmptyBodies(app);
    // Nobody sees a pause that is over, however late the timer is.
    app.addHook('onRequest', () => pauseEnds.endDue());
    phonePageRoutes(app);
    await app.register(multipart, { limits: { fileSize: MEDIA_KINDS.document.maxBytes, files: 1 } });
    // Scopes of their own, because each surface writes its errors in its own form.
    await app.register((scope, _options, done) => {
      graphRoutes(scope, sandbox);
      done();
    });
    await app.register((scope, _options, done) => {
      controlRoutes(scope, sandbox, reset);
      done();
    });
    app.setNotFoundHandler((request, reply) => {
      const message = `Unknown path components: ${request.url.split('?')[0]}`;
      return reply.code(404).send({ error: { message, type: 'OAuthException', code: 2500, fields: [] } });
    });
    await db.write(() => {
      clearOld(db, sandbox.now());
      seedTemplates(db);
    });
    await app.listen({ host, port });
  } catch (error) {
    await close();
    throw error;
  }
  port = (app.server.address() as AddressInfo).port;
  db.onCommit = () => {
    delivery.wake();
    progress.wake();
    pauseEnds.wake();
  };
  db.onCommit();
  return { url: sandbox.origin(), port, close };
}

/** A parameter given twice counts once, the last time, as at Meta. */
const readQuery = (text: string): Record<string, string> => Object.fromEntries(new URLSearchParams(text));

/** Meta reads a field that is null as one that was left out. */
const withoutNull = (_key: string, value: unknown): unknown => (value === null ? undefined : value);

/** Clients send `Content-Type: application/json` with calls that have no body; that is no fault. */
function takeEmptyBodies(app: FastifyInstance): void {
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => {
    if (text.length === 0) return done(null, undefined);
    try {
      return done(null, JSON.parse(text as string, withoutNull));
    } catch {
      return done(Object.assign(new Error('The body is not valid JSON.'), { statusCode: 400 }), undefined);
    }
  });
}
