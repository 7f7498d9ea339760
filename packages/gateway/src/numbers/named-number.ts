import type { CloudApi } from '@parley/core/cloud-api';
import { ApiProblem, notFound } from '../http/api-problem.ts';
import type { CallerKey } from '../http/handler.ts';
import type { Runtime } from '../runtime.ts';
import type { NumberSettings } from '../settings/settings.ts';
import type { Tx } from '../store/index.ts';
import { forbiddenNumber, mayUse, type NumberRow } from './choose-number.ts';
import { cloudApiWith } from './cloud-api.ts';

/** The number a path names; throws 404 for none, 403 for one that the key is not for. */
export async function namedNumber(tx: Tx, key: CallerKey, id = ''): Promise<NumberRow> {
  if (!mayUse(key, id)) throw forbiddenNumber(id);
  const row = await tx.selectFrom('business_number').selectAll().where('id', '=', id).executeTakeFirst();
  if (row) return row;
  throw notFound('number', id);
}

/** A number that Meta can be asked about: its settings and the Cloud API as its token sees it. */
export type ConnectedNumber = { readonly settings: NumberSettings; readonly api: CloudApi };

/** The Cloud API for a number; throws 409 for one that only receives, since there is no token for it. */
export function connectedNumber(runtime: Runtime, id: string): ConnectedNumber {
  const settings = runtime.settings.numbers.find((number) => number.id === id);
  if (settings) return { settings, api: cloudApiWith(runtime, settings.token) };
  throw new ApiProblem({
    status: 409,
    code: 'NUMBER_NOT_CONNECTED',
    title: { en: 'The number only receives', de: 'Die Nummer empfängt nur' },
    detail: {
      en: `There is no access token for number ${id}, so nothing can be changed about it at WhatsApp.`,
      de: `Für die Nummer ${id} gibt es kein Zugriffstoken, darum lässt sich bei WhatsApp nichts an ihr ändern.`,
    },
    remedy: {
      en: 'Connect it in parley.config.json with its account and token, and start the gateway again.',
      de: 'Verbinden Sie sie in parley.config.json mit Konto und Token und starten Sie das Gateway neu.',
    },
  });
}
