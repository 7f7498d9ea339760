/** A person as one webhook names them; a hidden phone number is absent, not empty. */
export type Person = {
  /** E.164 with a leading +. */
  readonly phone?: string;
  /** Business-scoped user id (BSUID). */
  readonly userId?: string;
  readonly parentUserId?: string;
  readonly username?: string;
  readonly name?: string;
  /** Changes when the person's number may be in other hands. */
  readonly identityKeyHash?: string;
};

/** Where an item came from: the account (WABA) and the business number (phone number id). */
export type Origin = {
  readonly accountId: string;
  readonly numberId: string;
  readonly displayNumber?: string;
};

/** A change of a whole account; `at` is when Meta told it, where the webhook says so. */
export type AccountOrigin = { readonly accountId: string; readonly at?: Date };
