import {
  BusinessNumber,
  BusinessNumberPatch,
  NewNumberLink,
  NumberCode,
  NumberLink,
  NumberRegistration,
  NumberVerification,
} from '../schema/number.ts';
import { listOf } from '../schema/primitives.ts';
import type { Route } from './route.ts';

/** The business's numbers: how they are doing, their profile, their registration at the Cloud API. */
export const numbersRoutes = {
  listNumbers: {
    method: 'GET',
    path: '/v1/numbers',
    summary: 'The business numbers and how they are doing',
    scope: 'any',
    success: { status: 200, body: listOf(BusinessNumber) },
  },
  getNumber: {
    method: 'GET',
    path: '/v1/numbers/{id}',
    summary: 'One business number with what it still needs',
    scope: 'any',
    success: { status: 200, body: BusinessNumber },
    problems: [404],
  },
  changeNumber: {
    method: 'PATCH',
    path: '/v1/numbers/{id}',
    summary: 'Stop or resume sending from a number, replace its token, change its profile or display name',
    scope: 'admin',
    body: BusinessNumberPatch,
    success: { status: 200, body: BusinessNumber },
    problems: [404, 409, 422],
  },
  createNumberLink: {
    method: 'POST',
    path: '/v1/numbers/{id}/links',
    summary: 'A plain wa.me link with prefilled text and source tag, and its QR code',
    scope: 'any',
    body: NewNumberLink,
    success: { status: 201, body: NumberLink },
    problems: [404, 409, 422],
  },
  requestNumberCode: {
    method: 'POST',
    path: '/v1/numbers/{id}/code',
    summary: 'Have Meta send the code that proves the number by SMS, or speak it in a call',
    scope: 'admin',
    body: NumberCode,
    success: { status: 200, body: BusinessNumber },
    problems: [404, 409, 422],
  },
  verifyNumber: {
    method: 'POST',
    path: '/v1/numbers/{id}/verify',
    summary: 'Prove the number with the code that came',
    scope: 'admin',
    body: NumberVerification,
    success: { status: 200, body: BusinessNumber },
    problems: [404, 409, 422],
  },
  registerNumber: {
    method: 'POST',
    path: '/v1/numbers/{id}/register',
    summary: 'Register the verified number at the Cloud API',
    scope: 'admin',
    body: NumberRegistration,
    success: { status: 200, body: BusinessNumber },
    problems: [404, 409, 422],
  },
} as const satisfies Record<string, Route>;
