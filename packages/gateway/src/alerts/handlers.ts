import { readBusiness } from '../business/business.ts';
import type { Handlers } from '../http/handler.ts';
import { mayUse } from '../numbers/choose-number.ts';
import type { Runtime } from '../runtime.ts';
import { viewAlert } from './view.ts';

/** More than this has never been wrong at once; a list of what is over is for people to look through. */
const MAX_ALERTS = 500;

/** The alerts over the API; a key that is bound to numbers sees those of its numbers alone. */
export function alertHandlers(runtime: Runtime): Pick<Handlers, 'listAlerts'> {
  return {
    async listAlerts({ query, key, language }) {
      const { timeZone } = await readBusiness(runtime.store.read);
      let rows = runtime.store.read
        .selectFrom('alert')
        .selectAll()
        .orderBy('raised_at', 'desc')
        .orderBy('id', 'desc')
        .limit(MAX_ALERTS);
      if (query.state === 'raised') rows = rows.where('cleared_at', 'is', null);
      const items = (await rows.execute()).map((row) => viewAlert(row, { language, timeZone }));
      const isSeen = ({ subject }: (typeof items)[number]) =>
        key.numbers.length === 0 || (subject.kind === 'number' && mayUse(key, subject.id ?? ''));
      return { items: items.filter(isSeen), cursor: null };
    },
  };
}
