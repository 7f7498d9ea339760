import type {
  ConsentAsked,
  ConsentImport,
  ConsentImported,
  ConsentLedger,
  ConsentRecorded,
  ConsentText,
  NewConsentEvent,
  NewConsentQuestion,
  NewOptInLink,
  OptInLink,
} from '../types.ts';
import { type Calls, type Keyed, orRefused, type Refused } from './calls.ts';

/** A question for consent was sent, or the rules refused it. */
export type AskResult = { readonly outcome: 'accepted'; readonly question: ConsentAsked } | Refused;

/** The consent ledger, and the questions that fill it. */
export function consentCalls({ call, get, post }: Calls) {
  return {
    appendConsent: (event: NewConsentEvent, keyed: Keyed = {}) =>
      post<ConsentRecorded>('/v1/consent', event, keyed),
    /** A question that is pending, or answered with Yes, is thrown as a problem of 409. */
    async askConsent(question: NewConsentQuestion, keyed: Keyed = {}): Promise<AskResult> {
      const asked = await orRefused(post<ConsentAsked>('/v1/consent/ask', question, keyed));
      return 'answer' in asked ? { outcome: 'accepted', question: asked.answer } : asked;
    },
    importConsent: (list: ConsentImport) => post<ConsentImported>('/v1/consent/import', list),
    putConsentText: (version: string, language: string, text: string) =>
      call<ConsentText>(
        'PUT',
        `/v1/consent/texts/${encodeURIComponent(version)}/${encodeURIComponent(language)}`,
        { body: { text } },
      ),
    createOptInLink: (link: NewOptInLink) => post<OptInLink>('/v1/opt-in-links', link),
    getConsent: (contactId: string, query: { at?: string } = {}) =>
      get<ConsentLedger>(`/v1/contacts/${encodeURIComponent(contactId)}/consent`, query),
  };
}
