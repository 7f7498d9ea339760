export type { Identity, IdentityKind } from './identity.ts';
export { isUserId, userIdKind } from './identity.ts';
export { maskPhoneNumber } from './mask.ts';
export { isSamePhone, phoneForms } from './phone-forms.ts';
export type { PhoneNumber, PhoneNumberProblem } from './phone-number.ts';
export { readPhoneNumber } from './phone-number.ts';
export type { Shield } from './shield.ts';
export { shieldOf } from './shield.ts';
