import { type CloudApi, createCloudApi } from '@parley/core/cloud-api';
import type { Runtime } from '../runtime.ts';

/** The Cloud API as one token sees it. */
export function cloudApiWith(runtime: Runtime, token: string): CloudApi {
  const { provider, apiBaseUrl, apiVersion } = runtime.settings.whatsApp;
  return createCloudApi({
    provider,
    baseUrl: apiBaseUrl,
    version: apiVersion,
    token,
    fetch: runtime.fetch,
  });
}

/** The Cloud API for a number; undefined when no token for it is set, and then nothing can be sent from it. */
export function cloudApiFor(runtime: Runtime, numberId: string): CloudApi | undefined {
  const number = runtime.settings.numbers.find(({ id }) => id === numberId);
  return number && cloudApiWith(runtime, number.token);
}
