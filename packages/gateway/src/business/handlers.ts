import type { Business } from '@parley/core/gateway-api';
import { checkAlertUrl, readAlertUrl, setAlertUrl } from '../alerts/alert-url.ts';
import { replaceAppSecret } from '../credentials/replace.ts';
import type { CallerKey, Handlers } from '../http/handler.ts';
import { checkWholeBusiness } from '../keys/whole-business.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { changeBusiness, readBusiness } from './business.ts';

/** The calls about the business; `stopped` is the switch that ends all sending at once. */
export function businessHandlers(runtime: Runtime): Pick<Handlers, 'getBusiness' | 'changeBusiness'> {
  const { store } = runtime;
  return {
    getBusiness: ({ key }) => viewBusiness(store.read, key),

    async changeBusiness({ body: { alertUrl, appSecret, ...patch }, key }) {
      checkWholeBusiness(key);
      if (alertUrl !== undefined) checkAlertUrl(runtime, alertUrl);
      // Before the rest, since Meta may refuse it: then nothing is changed.
      if (appSecret !== undefined) await replaceAppSecret(runtime, appSecret);
      const business = await store.write(async (tx) => {
        await changeBusiness(tx, patch);
        const alertSecret = alertUrl === undefined ? undefined : await setAlertUrl(tx, runtime, alertUrl);
        return { ...(await viewBusiness(tx, key)), ...(alertSecret === undefined ? {} : { alertSecret }) };
      });
      const changed = Object.keys({ ...patch, ...(alertUrl === undefined ? {} : { alertUrl }) });
      runtime.log.info({ key: key.id, changed }, 'business changed');
      return business;
    },
  };
}

// An address may hold a secret of its own, as those of chat tools do.
async function viewBusiness(tx: Tx, key: CallerKey): Promise<Business> {
  const business = await readBusiness(tx);
  return key.scopes.includes('admin') ? { ...business, alertUrl: await readAlertUrl(tx) } : business;
}
