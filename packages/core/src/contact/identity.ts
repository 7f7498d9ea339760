/** What a person is known by. A phone number may be missing: people can hide it behind a BSUID. */
export type IdentityKind = 'phone' | 'bsuid' | 'parent_bsuid' | 'username';

/** `phone` values are E.164 with a leading +; the others are opaque text as Meta gives it. */
export type Identity = { readonly kind: IdentityKind; readonly value: string };

// Meta: two-letter country, a dot, up to 128 letters and digits; parents carry ENT after the country.
const userId = /^[A-Z]{2}\.[A-Za-z0-9]{1,128}$/;
const parentUserId = /^[A-Z]{2}\.ENT\.[A-Za-z0-9]{1,128}$/;

/** Whether the text has the form of a business-scoped user id (BSUID), own or parent. */
export function isUserId(value: string): boolean {
  return userId.test(value) || parentUserId.test(value);
}

/** The kind of BSUID: `parent_bsuid` for linked portfolios, else `bsuid`. */
export function userIdKind(value: string): 'bsuid' | 'parent_bsuid' {
  return parentUserId.test(value) ? 'parent_bsuid' : 'bsuid';
}
