import jsforce from 'jsforce';
import { setDefaults } from 'jsforce/lib/request.js';
import type { SalesforceSettings } from '../settings.ts';
import { tokenRequest } from './authorize.ts';
import { signInFailure, toFailure } from './call-failure.ts';
import { SalesforceFailure } from './failure.ts';

/** With a token that is never accepted jsforce signs in without end (hundreds of times a second). */
const MAX_SIGN_INS = 3;
const SIGN_IN_WINDOW_MS = 60_000;
/** Names our writes in the org's change events, so that others can tell them apart. */
const CLIENT_NAME = 'parley';

type JsforceConnection = InstanceType<typeof jsforce.Connection>;
type SignIn = (connection: JsforceConnection) => Promise<string>;

/** The org's REST API: it signs in with the first call, and again when the session ends. */
export function openConnection(settings: SalesforceSettings, now: () => Date, callTimeoutMs: number) {
  setDefaults({ timeout: callTimeoutMs, followRedirect: true, ...proxyFor(settings.loginUrl) });
  const signIn = signInTo(settings, now);
  const connection = newConnection(settings, signIn);
  let signingIn: Promise<string> | undefined;

  /** `attempt` names the call in the words of its failure. */
  async function call<Answer>(
    attempt: string,
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    url: string,
    body?: unknown,
  ) {
    try {
      if (!connection.accessToken) {
        // Two loops start at once and must not take two of the few sign-ins.
        signingIn ??= signIn(connection).finally(() => {
          signingIn = undefined;
        });
        await signingIn;
      }
      return await connection.request<Answer>(
        {
          method,
          url,
          ...(body === undefined
            ? {}
            : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
        },
        // Retries are ours: jsforce never repeats a POST or PATCH, and repeats a GET for 15 seconds.
        { retry: { maxRetries: 0 } } as object,
      );
    } catch (error) {
      throw toFailure(attempt, error);
    }
  }

  return { call, usage: () => connection.limitInfo.apiUsage };
}

function signInTo(settings: SalesforceSettings, now: () => Date): SignIn {
  const signIns: number[] = [];
  return async (connection) => {
    const at = now().getTime();
    while (signIns[0] !== undefined && signIns[0] <= at - SIGN_IN_WINDOW_MS) signIns.shift();
    if (signIns.length >= MAX_SIGN_INS) {
      throw new SalesforceFailure(
        'Signing in to Salesforce',
        'INVALID_SESSION_ID',
        `The org hands out tokens and does not accept them (${MAX_SIGN_INS} times within a minute).`,
      );
    }
    signIns.push(at);
    try {
      await connection.authorize(tokenRequest(settings.credentials, settings.loginUrl, now()));
    } catch (error) {
      throw signInFailure(error);
    }
    if (!connection.accessToken) throw signInFailure(new Error('the answer has no access_token'));
    return connection.accessToken;
  };
}

function newConnection(settings: SalesforceSettings, signIn: SignIn): JsforceConnection {
  return new jsforce.Connection({
    version: settings.apiVersion,
    loginUrl: settings.loginUrl,
    instanceUrl: settings.loginUrl,
    oauth2: {
      loginUrl: settings.loginUrl,
      clientId: settings.credentials.clientId,
      ...(settings.credentials.flow === 'client_credentials'
        ? { clientSecret: settings.credentials.clientSecret }
        : {}),
    },
    callOptions: { client: CLIENT_NAME },
    logLevel: 'NONE',
    // Without its own function jsforce looks for a refresh token, which these flows do not have.
    refreshFn: (connection, callback) => {
      signIn(connection as JsforceConnection).then(
        (token) => callback(null, token),
        (error: Error) => callback(error),
      );
    },
  });
}

/**
 * jsforce takes the proxy from the environment and has no NO_PROXY: an org on this machine, which only tests
 * have, must not be asked for through it.
 */
function proxyFor(loginUrl: string): { httpProxy?: string } {
  const { hostname } = new URL(loginUrl);
  if (hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.')) return {};
  const { env } = process;
  const proxy = env.https_proxy ?? env.HTTPS_PROXY ?? env.http_proxy ?? env.HTTP_PROXY;
  return proxy ? { httpProxy: proxy } : {};
}
