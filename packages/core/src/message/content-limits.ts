/**
 * How long and how many the parts of a message may be, in characters (code points) and entries: Meta's own limits, from
 * the page of each message type in its Cloud API documentation, so that what passes here is not refused for its form.
 */
export const contentLimits = {
  text: { body: 4096 },
  /** Captions of images, videos and documents. */
  caption: 1024,
  header: 60,
  footer: 60,
  buttons: { body: 1024, buttons: 3, id: 256, title: 20 },
  /** The body of a list is as long as a text; its ten rows are counted over all sections. */
  list: {
    body: 4096,
    button: 20,
    sections: 10,
    sectionTitle: 24,
    rows: 10,
    rowId: 200,
    rowTitle: 24,
    rowDescription: 72,
  },
  /** Meta names no length for the URL of a link button; 2,000 is that of a template's URL button. */
  link: { body: 1024, button: 20, url: 2000 },
  /** The button of a flow: 30 by the OpenAPI description of the Cloud API, and without emoji. */
  flow: { body: 1024, button: 30 },
  locationRequest: { body: 1024 },
  contactRequest: { body: 1024 },
  latitude: 90,
  longitude: 180,
  contacts: 257,
  // From here on Meta names no limit; these are ours, far above what people write, so that no message grows without end.
  place: 1000,
  contactField: 1000,
  /** Phones, e-mail addresses, addresses and web sites of one contact, each. */
  contactEntries: 50,
  reference: 200,
  flowToken: 1000,
  filename: 240,
  mediaLink: 2048,
  /** The longest emoji of Unicode are joined from ten code points. */
  emoji: 16,
} as const;

/** Meta reports a reaction as failed when its message is older than 30 days. */
export const REACTION_REACH_MS = 30 * 24 * 60 * 60 * 1000;
