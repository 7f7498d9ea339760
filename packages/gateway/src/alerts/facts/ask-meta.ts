import { createStandingApi, type GraphResult, type TokenStanding } from '@parley/core/cloud-api';
import type { Runtime } from '../../runtime.ts';

/** Meta's code of a token that it does not take. */
const TOKEN_REFUSED = 190;

/** How the token of a number stands; undefined when Meta could not be asked. */
export async function askToken(
  runtime: Pick<Runtime, 'settings' | 'fetch'>,
  token: string,
): Promise<Pick<TokenStanding, 'isValid' | 'expiresAt'> | undefined> {
  const { provider, apiBaseUrl: baseUrl, apiVersion: version, appId, appSecrets } = runtime.settings.whatsApp;
  // A key of 360dialog's is no token of Meta's, and there is no call about it.
  if (provider === '360dialog') return undefined;
  // While the app secret is being replaced, Meta takes the old or the new one.
  const apps = appId === '' ? [] : appSecrets.map((secret) => ({ id: appId, secret }));
  for (const app of [...apps, undefined]) {
    const api = createStandingApi({ baseUrl, version, token, fetch: runtime.fetch, ...(app ? { app } : {}) });
    const answer = await api.inspectToken(token);
    if (answer.ok) return answer.value;
    if (!isRefused(answer)) return undefined;
  }
  // Not even about itself may it ask.
  return { isValid: false, expiresAt: null };
}

function isRefused(answer: Exclude<GraphResult<unknown>, { readonly ok: true }>): boolean {
  return answer.error?.code === TOKEN_REFUSED;
}
