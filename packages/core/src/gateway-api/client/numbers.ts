import type {
  BlockedPerson,
  Business,
  BusinessNumber,
  BusinessNumberPatch,
  NewNumberLink,
  NumberCode,
  NumberLink,
  NumberRegistration,
  PageOf,
} from '../types.ts';
import type { Calls } from './calls.ts';

/** The business and its numbers. */
export function numberCalls({ call, get, post }: Calls) {
  const number = (id: string, step = '') => `/v1/numbers/${encodeURIComponent(id)}${step}`;
  return {
    getBusiness: () => get<Business>('/v1/business'),
    listNumbers: () => get<PageOf<BusinessNumber>>('/v1/numbers'),
    getNumber: (id: string) => get<BusinessNumber>(number(id)),
    changeNumber: (id: string, patch: BusinessNumberPatch) =>
      call<BusinessNumber>('PATCH', number(id), { body: patch }),
    createNumberLink: (id: string, link: NewNumberLink) => post<NumberLink>(number(id, '/links'), link),
    listBlocked: (id: string, page: { cursor?: string; limit?: number } = {}) =>
      get<PageOf<BlockedPerson>>(number(id, '/blocked'), page),
    blockContact: (id: string, contactId: string) =>
      call<undefined>('PUT', number(id, `/blocked/${encodeURIComponent(contactId)}`)),
    unblockContact: (id: string, contactId: string) =>
      call<undefined>('DELETE', number(id, `/blocked/${encodeURIComponent(contactId)}`)),
    requestNumberCode: (id: string, code: NumberCode) => post<BusinessNumber>(number(id, '/code'), code),
    verifyNumber: (id: string, code: string) => post<BusinessNumber>(number(id, '/verify'), { code }),
    registerNumber: (id: string, registration: NumberRegistration) =>
      post<BusinessNumber>(number(id, '/register'), registration),
  };
}
