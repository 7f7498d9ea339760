import type { ContactCard } from './contact-card.ts';
import type { MediaKind } from './content.ts';

/** A file that the customer sent; its bytes are fetched apart, by `mediaId`. */
export type ReceivedMedia = {
  readonly type: MediaKind;
  readonly mediaId: string;
  readonly mimeType?: string;
  /** SHA-256 of the file in base64, as Meta gives it. */
  readonly sha256?: string;
  readonly caption?: string;
  readonly filename?: string;
  readonly voice?: boolean;
  readonly animated?: boolean;
};

/** A tap: on a template's quick reply, on a reply button, or on a list row. */
export type ReceivedTap = {
  readonly type: 'button';
  readonly source: 'template' | 'buttons' | 'list';
  readonly payload: string;
  readonly text: string;
  readonly description?: string;
};

export type ReceivedLocation = {
  readonly type: 'location';
  readonly latitude: number;
  readonly longitude: number;
  readonly name?: string;
  readonly address?: string;
  readonly url?: string;
};

export type ReceivedReaction = {
  readonly type: 'reaction';
  /** The WhatsApp id of the message reacted to. */
  readonly wamid: string;
  /** Absent when the reaction was taken back. */
  readonly emoji?: string;
};

/** A contact that the customer passed on; `origin` is `contact_request` where it answers our request for the number. */
export type ReceivedCard = ContactCard & { readonly vcard?: string; readonly origin?: string };

export type ReceivedContacts = { readonly type: 'contacts'; readonly contacts: readonly ReceivedCard[] };

export type OrderedItem = {
  readonly productRetailerId: string;
  readonly quantity?: number;
  /** For one piece, in whole units of the currency. */
  readonly itemPrice?: number;
  readonly currency?: string;
};

/** A basket that the customer put together from the catalogue. */
export type ReceivedOrder = {
  readonly type: 'order';
  readonly catalogId?: string;
  readonly text?: string;
  readonly items: readonly OrderedItem[];
};

/** What the customer filled in: a flow, or an address form. */
export type ReceivedForm = {
  readonly type: 'form_reply';
  /** `flow`, `address_message`. */
  readonly form?: string;
  /** What WhatsApp shows in the chat for it, such as “Sent”. */
  readonly text?: string;
  /** The answers by the names of the form's fields; a text when they are no JSON object. */
  readonly answers: Readonly<Record<string, unknown>> | string;
};

/** The customer allowed or refused calls by the business. */
export type ReceivedCallPermission = {
  readonly type: 'call_permission';
  /** `accept` or `reject`. */
  readonly response: string;
  /** ISO 8601; a permission without it and without `isPermanent` says nothing of its end. */
  readonly expiresAt?: string;
  readonly isPermanent?: boolean;
  /** `user_action` or `automatic`. */
  readonly responseSource?: string;
};

/** What Parley does not translate: kept whole, so that nothing a customer sent is lost. */
export type ReceivedRaw = {
  readonly type: 'unsupported';
  /** Meta's name of the kind, such as `poll_creation`. */
  readonly wireType: string;
  /** Why Meta passed nothing on, where it says so. */
  readonly error?: {
    readonly code: number;
    readonly title?: string;
    readonly details?: string;
    readonly href?: string;
  };
  readonly raw: unknown;
};

/** What a customer may send. */
export type InboundContent =
  | { readonly type: 'text'; readonly text: string }
  | ReceivedMedia
  | ReceivedTap
  | ReceivedLocation
  | ReceivedReaction
  | ReceivedContacts
  | ReceivedOrder
  | ReceivedForm
  | ReceivedCallPermission
  | ReceivedRaw;

/** The ad or post from which a customer came to write. */
export type Referral = {
  readonly sourceUrl?: string;
  readonly sourceId?: string;
  /** `ad` or `post`. */
  readonly sourceType?: string;
  readonly headline?: string;
  readonly body?: string;
  readonly mediaType?: string;
  readonly imageUrl?: string;
  readonly videoUrl?: string;
  readonly thumbnailUrl?: string;
  /** The id of the click; absent for ads in the status. */
  readonly clickId?: string;
  readonly welcomeText?: string;
};

/** The product that a customer asked about. */
export type ReferredProduct = { readonly catalogId?: string; readonly productRetailerId?: string };

/** Where a message comes from and what it is about; it stands in the content of a received message as `context`. */
export type ReceivedContext = {
  readonly forwarded?: boolean;
  readonly frequentlyForwarded?: boolean;
  readonly referral?: Referral;
  readonly product?: ReferredProduct;
  /** Another app had the thread when it came: who answers there now is not known here. */
  readonly inStandby?: boolean;
};
