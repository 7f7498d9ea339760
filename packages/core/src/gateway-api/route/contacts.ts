import {
  Contact,
  ContactPatch,
  ContactQuery,
  Erasure,
  ErasureDone,
  ErasureQuery,
} from '../schema/contact.ts';
import { ContactExport, ExportQuery } from '../schema/contact-export.ts';
import { listOf } from '../schema/primitives.ts';
import type { Route } from './route.ts';

/** People, and erasing them. */
export const contactsRoutes = {
  listContacts: {
    method: 'GET',
    path: '/v1/contacts',
    summary: 'Contacts, by an identity or a part of the name',
    scope: 'contacts:read',
    query: ContactQuery,
    success: { status: 200, body: listOf(Contact) },
    problems: [422],
  },
  getContact: {
    method: 'GET',
    path: '/v1/contacts/{id}',
    summary: 'One contact: identities, attributes, consent, windows',
    scope: 'contacts:read',
    success: { status: 200, body: Contact },
    problems: [404],
  },
  exportContact: {
    method: 'GET',
    path: '/v1/contacts/{id}/export',
    summary: 'Everything about a person; messages by cursor, or all of it as a page to read and print',
    scope: 'contacts:export',
    query: ExportQuery,
    success: { status: 200, body: ContactExport, alsoPage: true },
    problems: [404, 422],
  },
  changeContact: {
    method: 'PATCH',
    path: '/v1/contacts/{id}',
    summary: 'Set the name or attributes',
    scope: 'consent:write',
    body: ContactPatch,
    success: { status: 200, body: Contact },
    problems: [404, 422],
  },
  eraseContact: {
    method: 'DELETE',
    path: '/v1/contacts/{id}',
    summary: "Erase a person; the gateway's part is done before the answer",
    scope: 'contacts:erase',
    success: { status: 200, body: Erasure },
    problems: [404],
  },
  listErasures: {
    method: 'GET',
    path: '/v1/erasures',
    summary: 'Erasures, the oldest first; those that a tool has still to complete with state=pending',
    scope: 'contacts:erase',
    query: ErasureQuery,
    success: { status: 200, body: listOf(Erasure) },
    problems: [422],
  },
  getErasure: {
    method: 'GET',
    path: '/v1/erasures/{id}',
    summary: 'The report of an erasure',
    scope: 'contacts:erase',
    success: { status: 200, body: Erasure },
    problems: [404],
  },
  reportErasure: {
    method: 'POST',
    path: '/v1/erasures/{id}/done/{tool}',
    summary: 'A tool has erased its part',
    scope: 'tool',
    body: ErasureDone,
    bodyOptional: true,
    success: { status: 200, body: Erasure },
    problems: [404, 422],
  },
} as const satisfies Record<string, Route>;
