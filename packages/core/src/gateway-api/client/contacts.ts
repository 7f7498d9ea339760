import type { Contact, ContactExport, Erasure, PageOf } from '../types.ts';
import type { Calls } from './calls.ts';

/** People, their export and their erasure. */
export function contactCalls({ get, post }: Calls) {
  return {
    findContacts: (query: { identity?: string; search?: string; cursor?: string }) =>
      get<PageOf<Contact>>('/v1/contacts', query),
    getContact: (id: string) => get<Contact>(`/v1/contacts/${encodeURIComponent(id)}`),
    /** One page: the messages go on at `messages.cursor` while that is not null. */
    exportContact: (id: string, page: { cursor?: string; limit?: number } = {}) =>
      get<ContactExport>(`/v1/contacts/${encodeURIComponent(id)}/export`, page),
    reportErasure: (id: string, tool: string, report?: string) =>
      post<Erasure>(
        `/v1/erasures/${encodeURIComponent(id)}/done/${encodeURIComponent(tool)}`,
        report === undefined ? {} : { report },
      ),
  };
}
