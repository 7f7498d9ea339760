/** What a message that is no plain text is called, and what stands around it. */
export type ReceivedWords = {
  readonly image: string;
  readonly audio: string;
  readonly video: string;
  readonly document: string;
  readonly sticker: string;
  readonly tapped: string;
  readonly location: string;
  readonly contact: string;
  readonly reaction: string;
  readonly reactionRemoved: string;
  readonly order: string;
  readonly form: string;
  readonly callsAllowed: string;
  readonly callsAllowedUntil: (day: string) => string;
  readonly callsRefused: string;
  readonly forwarded: string;
  readonly frequentlyForwarded: string;
  readonly aboutProduct: (product: string) => string;
  readonly fromAd: (headline: string) => string;
  readonly inStandby: string;
  readonly template: (name: string, language: string) => string;
  readonly notPassedOn: (kind: string) => string;
  readonly notShown: (kind: string) => string;
  /** Meta's kinds that it passes nothing on of, by their names. */
  readonly kinds: Readonly<Record<string, string>>;
};

export const german: ReceivedWords = {
  image: 'Bild',
  audio: 'Audio',
  video: 'Video',
  document: 'Dokument',
  sticker: 'Sticker',
  tapped: 'Angetippt',
  location: 'Standort',
  contact: 'Kontakt',
  reaction: 'Reaktion',
  reactionRemoved: 'Reaktion zurückgenommen',
  order: 'Bestellung',
  form: 'Formular ausgefüllt',
  callsAllowed: 'Anrufe erlaubt',
  callsAllowedUntil: (day) => `Anrufe erlaubt bis ${day}`,
  callsRefused: 'Anrufe nicht erlaubt',
  forwarded: 'Weitergeleitet',
  frequentlyForwarded: 'Oft weitergeleitet',
  aboutProduct: (product) => `Zum Produkt ${product}`,
  fromAd: (headline) => `Kam über eine Anzeige${headline === '' ? '' : `: ${headline}`}`,
  inStandby: 'Eine andere App führt gerade diese Unterhaltung',
  template: (name, language) => `Vorlage ${name} (${language})`,
  notPassedOn: (kind) => `Von WhatsApp nicht weitergegeben: ${kind}`,
  notShown: (kind) => `Eine Nachrichtenart, die Parley nicht anzeigen kann; sie liegt im Gateway: ${kind}`,
  kinds: {
    poll_creation: 'Umfrage',
    poll_update: 'Antwort auf eine Umfrage',
    group_invite: 'Einladung in eine Gruppe',
    gif: 'GIF',
    product: 'Produkt',
    pin: 'angeheftete Nachricht',
    keep_in_chat: 'behaltene Nachricht',
    link_preview: 'Link mit Vorschau',
    media_placeholder: 'Datei, die nur einmal gezeigt wird',
    unsupported: 'unbekannte Art',
  },
};

export const english: ReceivedWords = {
  image: 'Image',
  audio: 'Audio',
  video: 'Video',
  document: 'Document',
  sticker: 'Sticker',
  tapped: 'Tapped',
  location: 'Location',
  contact: 'Contact',
  reaction: 'Reaction',
  reactionRemoved: 'Reaction taken back',
  order: 'Order',
  form: 'Form filled in',
  callsAllowed: 'Calls allowed',
  callsAllowedUntil: (day) => `Calls allowed until ${day}`,
  callsRefused: 'Calls not allowed',
  forwarded: 'Forwarded',
  frequentlyForwarded: 'Forwarded many times',
  aboutProduct: (product) => `About the product ${product}`,
  fromAd: (headline) => `Came by an advertisement${headline === '' ? '' : `: ${headline}`}`,
  inStandby: 'Another app has this conversation now',
  template: (name, language) => `Template ${name} (${language})`,
  notPassedOn: (kind) => `Not passed on by WhatsApp: ${kind}`,
  notShown: (kind) => `A kind of message that Parley cannot show; it is kept in the gateway: ${kind}`,
  kinds: {
    poll_creation: 'poll',
    poll_update: 'answer to a poll',
    group_invite: 'invitation to a group',
    gif: 'GIF',
    product: 'product',
    pin: 'pinned message',
    keep_in_chat: 'kept message',
    link_preview: 'link with a preview',
    media_placeholder: 'file to be seen once',
    unsupported: 'unknown kind',
  },
};
