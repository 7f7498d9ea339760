import * as z from 'zod';
import {
  ConsentAsked,
  ConsentLedger,
  ConsentRecorded,
  NewConsentEvent,
  NewConsentQuestion,
  NewOptInLink,
  OptInLink,
} from '../schema/consent.ts';
import { ConsentImport, ConsentImported } from '../schema/consent-import.ts';
import { ConsentText, ConsentTextQuery, NewConsentText } from '../schema/consent-text.ts';
import { Instant, listOf } from '../schema/primitives.ts';
import type { Route } from './route.ts';

/** The consent ledger. */
export const consentRoutes = {
  appendConsent: {
    method: 'POST',
    path: '/v1/consent',
    summary: 'Append an entry to the consent ledger',
    scope: 'consent:write',
    body: NewConsentEvent,
    idempotent: true,
    success: { status: 201, body: ConsentRecorded },
    problems: [409, 422],
  },
  askConsent: {
    method: 'POST',
    path: '/v1/consent/ask',
    summary: 'Ask a person for consent in WhatsApp; their Yes is recorded as the confirmation',
    scope: 'consent:write',
    body: NewConsentQuestion,
    idempotent: true,
    success: { status: 202, body: ConsentAsked },
    problems: [409, 422, 429],
  },
  importConsent: {
    method: 'POST',
    path: '/v1/consent/import',
    summary: 'Take over a list of people; whoever has left or was erased stays out, whatever it says',
    scope: 'consent:write',
    body: ConsentImport,
    success: { status: 200, body: ConsentImported },
    problems: [422],
  },
  listConsentTexts: {
    method: 'GET',
    path: '/v1/consent/texts',
    summary: 'The texts that people were shown when they agreed',
    scope: 'contacts:read',
    query: ConsentTextQuery,
    success: { status: 200, body: listOf(ConsentText) },
    problems: [422],
  },
  getConsentText: {
    method: 'GET',
    path: '/v1/consent/texts/{version}/{language}',
    summary: 'One text',
    scope: 'contacts:read',
    success: { status: 200, body: ConsentText },
    problems: [404],
  },
  putConsentText: {
    method: 'PUT',
    path: '/v1/consent/texts/{version}/{language}',
    summary: 'Keep a text; a version that is kept never changes',
    scope: 'consent:write',
    body: NewConsentText,
    success: { status: 200, body: ConsentText },
    problems: [409, 422],
  },
  retireConsentText: {
    method: 'POST',
    path: '/v1/consent/texts/{version}/{language}/retire',
    summary: 'Note that nobody is shown this text any more',
    scope: 'consent:write',
    success: { status: 200, body: ConsentText },
    problems: [404],
  },
  createOptInLink: {
    method: 'POST',
    path: '/v1/opt-in-links',
    summary: 'Make a link by which one person agrees, once, with a message of their own',
    scope: 'consent:write',
    body: NewOptInLink,
    success: { status: 201, body: OptInLink },
    problems: [409, 422],
  },
  getConsent: {
    method: 'GET',
    path: '/v1/contacts/{id}/consent',
    summary: "A person's consent and ledger, now or at a past time",
    scope: 'contacts:read',
    query: z.strictObject({ at: Instant.optional() }),
    success: { status: 200, body: ConsentLedger },
    problems: [404, 422],
  },
} as const satisfies Record<string, Route>;
