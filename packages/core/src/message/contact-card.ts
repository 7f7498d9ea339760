/** The parts of a name; WhatsApp shows `formattedName`. */
export type ContactName = {
  readonly formattedName: string;
  readonly firstName?: string;
  readonly middleName?: string;
  readonly lastName?: string;
  readonly prefix?: string;
  readonly suffix?: string;
};

export type ContactAddress = {
  readonly street?: string;
  readonly city?: string;
  readonly state?: string;
  readonly zip?: string;
  readonly country?: string;
  /** Two letters, ISO 3166. */
  readonly countryCode?: string;
  readonly type?: string;
};

/** One contact to save; `type` is a label such as HOME, WORK or CELL. */
export type ContactCard = {
  readonly name: ContactName;
  /** With `waId`, the digits of a WhatsApp number, the customer can write to the contact at once. */
  readonly phones?: readonly { readonly phone?: string; readonly waId?: string; readonly type?: string }[];
  readonly emails?: readonly { readonly email?: string; readonly type?: string }[];
  readonly addresses?: readonly ContactAddress[];
  readonly urls?: readonly { readonly url?: string; readonly type?: string }[];
  readonly org?: { readonly company?: string; readonly department?: string; readonly title?: string };
  /** YYYY-MM-DD. */
  readonly birthday?: string;
};

/** Contacts that the customer can save with a tap. */
export type ContactsContent = { readonly type: 'contacts'; readonly contacts: readonly ContactCard[] };
