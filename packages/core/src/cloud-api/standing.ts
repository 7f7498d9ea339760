import * as z from 'zod';
import type { CloudApiSettings, GraphResult } from './cloud-api.ts';
import { callGraph } from './graph-call.ts';
import { resultOf } from './graph-result.ts';
import { meta } from './provider.ts';
import { present } from './webhook/reading.ts';

/** What Meta knows of an access token; `expiresAt` null means that it has no end. */
export type TokenStanding = {
  readonly isValid: boolean;
  readonly expiresAt: Date | null;
  readonly appId?: string;
  readonly scopes: readonly string[];
};

/** An app that receives an account's webhooks; `callbackUrl` is the account's own address for it, where there is one. */
export type SubscribedApp = { readonly id: string; readonly callbackUrl?: string };

/** The questions of whoever operates a number: how the token stands, and who gets the webhooks. */
export type StandingApi = {
  /** Asked as the app when its id and secret are given, since a token that has ended cannot ask about itself. */
  inspectToken(token: string): Promise<GraphResult<TokenStanding>>;
  listSubscribedApps(accountId: string): Promise<GraphResult<readonly SubscribedApp[]>>;
};

const TokenAnswer = z.object({
  data: z.object({
    is_valid: z.boolean(),
    expires_at: z.number().nullish(),
    app_id: z.union([z.string(), z.number()]).nullish(),
    scopes: z.array(z.string()).nullish(),
  }),
});

const AppsAnswer = z.object({
  data: z.array(
    z.object({
      whatsapp_business_api_data: z.object({ id: z.union([z.string(), z.number()]) }),
      override_callback_uri: z.string().nullish(),
    }),
  ),
});

const TIMEOUT_MS = 15_000;

/** Asks Meta's Graph API, or the sandbox; providers without versions in their paths have none of this. */
export function createStandingApi(
  settings: Omit<CloudApiSettings, 'provider'> & {
    readonly app?: { readonly id: string; readonly secret: string };
  },
): StandingApi {
  const { app, token, fetch, timeoutMs = TIMEOUT_MS } = settings;
  const asApp = app ? `${app.id}|${app.secret}` : token;
  const get = (url: string, bearer: string) =>
    callGraph(
      { fetch, timeoutMs, token: bearer },
      { method: 'GET', url, headers: { authorization: `Bearer ${bearer}` } },
    );
  const provider = meta(settings);
  return {
    async inspectToken(inspected) {
      const url = new URL(provider.url('debug_token'));
      url.searchParams.set('input_token', inspected);
      const read = resultOf(await get(url.href, asApp), TokenAnswer);
      if (!read.ok) return read;
      const { is_valid: isValid, expires_at: end, app_id: appId, scopes } = read.value.data;
      return {
        ok: true,
        value: present({
          isValid,
          // Meta writes 0 for a token without an end.
          expiresAt: end ? new Date(end * 1000) : null,
          appId: appId == null ? undefined : String(appId),
          scopes: scopes ?? [],
        }),
      };
    },

    async listSubscribedApps(accountId) {
      const read = resultOf(await get(provider.url(accountId, 'subscribed_apps'), token), AppsAnswer);
      if (!read.ok) return read;
      const apps = read.value.data.map((item) =>
        present({
          id: String(item.whatsapp_business_api_data.id),
          callbackUrl: item.override_callback_uri ?? undefined,
        }),
      );
      return { ok: true, value: apps };
    },
  };
}
