import type { Handlers } from '../http/handler.ts';
import type { Runtime } from '../runtime.ts';
import { changeBusiness, readBusiness } from './business.ts';

/** The calls about the business; `stopped` is the switch that ends all sending at once. */
export function businessHandlers(runtime: Runtime): Pick<Handlers, 'getBusiness' | 'changeBusiness'> {
  return {
    getBusiness: () => readBusiness(runtime.store.read),

    async changeBusiness({ body, key }) {
      const business = await runtime.store.write((tx) => changeBusiness(tx, body));
      runtime.log.info({ key: key.id, changed: Object.keys(body) }, 'business changed');
      return business;
    },
  };
}
