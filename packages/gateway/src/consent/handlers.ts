import { consentStanding } from '@parley/core/consent';
import type { ConsentRecorded } from '@parley/core/gateway-api';
import { currentContact } from '../contacts/find.ts';
import { notFound } from '../http/api-problem.ts';
import type { Handlers } from '../http/handler.ts';
import { earlierAnswer, keepAnswer, repeatable } from '../messages/idempotency.ts';
import { makeOptInLink } from '../opt-in/make-link.ts';
import type { Runtime } from '../runtime.ts';
import { appendReported } from './append.ts';
import { askConsent } from './ask.ts';
import { importConsent } from './import/import-consent.ts';
import { consentRows, standingOf, toConsentEvent } from './standing.ts';
import { keepText, listTexts, readText, retireText } from './texts.ts';
import { chainState } from './verify.ts';
import { viewConsentEvent, viewStanding } from './view.ts';

type Routes =
  | 'appendConsent'
  | 'askConsent'
  | 'createOptInLink'
  | 'getConsent'
  | 'importConsent'
  | 'listConsentTexts'
  | 'getConsentText'
  | 'putConsentText'
  | 'retireConsentText';

/** The calls about consent: append to the ledger, ask a person, and read it now or as it was known at a past time. */
export function consentHandlers(runtime: Runtime): Pick<Handlers, Routes> {
  return {
    importConsent: (call) => importConsent(runtime, call),
    listConsentTexts: ({ query }) => listTexts(runtime.store.read, query),
    getConsentText: ({ params }) => readText(runtime.store.read, params),
    putConsentText: (call) => keepText(runtime, call),
    retireConsentText: ({ params }) => retireText(runtime, params),
    askConsent: (call) => askConsent(runtime, call),
    createOptInLink: (call) => makeOptInLink(runtime, call),

    async appendConsent({ body, key, idempotencyKey, language }) {
      const call = repeatable(runtime, { key, idempotencyKey }, 'appendConsent', body);
      return runtime.store.write(async (tx) => {
        const earlier = await earlierAnswer(tx, call);
        if (earlier !== undefined) return JSON.parse(earlier) as ConsentRecorded;
        const row = await appendReported(tx, runtime, body, key, language);
        const now = runtime.now();
        // An entry that was there before may be of a contact that was merged since.
        const contactId = (await currentContact(tx, row.contact_id)) ?? row.contact_id;
        const answer: ConsentRecorded = {
          id: row.id,
          contactId,
          event: viewConsentEvent(row),
          state: viewStanding(await standingOf(tx, contactId, now)),
        };
        await keepAnswer(tx, call, 201, JSON.stringify(answer), now);
        return answer;
      });
    },

    async getConsent({ params, query, key }) {
      const tx = runtime.store.read;
      const id = params.id ?? '';
      const contactId = await currentContact(tx, id);
      if (contactId === undefined) throw notFound('contact', id);
      const at = query.at === undefined ? undefined : new Date(query.at);
      const rows = await consentRows(tx, contactId, at);
      runtime.log.info({ key: key.id, contact: contactId }, 'consent read');
      return {
        contactId,
        state: viewStanding(consentStanding(rows.map(toConsentEvent), at ?? runtime.now())),
        events: rows.map(viewConsentEvent),
        chain: await chainState(runtime),
      };
    },
  };
}
