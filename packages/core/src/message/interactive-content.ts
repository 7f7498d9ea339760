/** The header of an interactive message that may have a text or a file there. */
export type InteractiveHeader =
  | TextHeader
  | {
      readonly type: 'image' | 'video' | 'document';
      readonly link?: string;
      readonly mediaId?: string;
      readonly filename?: string;
    };

export type TextHeader = { readonly type: 'text'; readonly text: string };

export type ReplyButton = { readonly id: string; readonly title: string };

/** One to three reply buttons under a body. */
export type ButtonsContent = {
  readonly type: 'buttons';
  readonly body: string;
  readonly buttons: readonly ReplyButton[];
  readonly header?: InteractiveHeader;
  readonly footer?: string;
};

/** A row that the customer can choose; `id` comes back with the choice. */
export type ListRow = { readonly id: string; readonly title: string; readonly description?: string };

/** Rows under a title; the title is required as soon as there is more than one section. */
export type ListSection = { readonly title?: string; readonly rows: readonly ListRow[] };

/** A list of up to ten rows that opens when the customer taps `button`. */
export type ListContent = {
  readonly type: 'list';
  readonly body: string;
  readonly button: string;
  readonly sections: readonly ListSection[];
  readonly header?: TextHeader;
  readonly footer?: string;
};

/** One button that opens a web address. */
export type LinkContent = {
  readonly type: 'link';
  readonly body: string;
  /** What stands on the button. */
  readonly button: string;
  readonly url: string;
  readonly header?: InteractiveHeader;
  readonly footer?: string;
};

/** One button that opens a WhatsApp Flow; it is named by its id or by its name, exactly one of the two. */
export type FlowContent = {
  readonly type: 'flow';
  readonly body: string;
  /** What stands on the button; no emoji. */
  readonly button: string;
  readonly flowId?: string;
  readonly flowName?: string;
  /** Comes back with the answer, so that it can be told whose it is. */
  readonly flowToken?: string;
  /** `navigate` opens `screen` with `data`; `data_exchange` asks the flow's own endpoint what to show first. */
  readonly flowAction?: 'navigate' | 'data_exchange';
  readonly screen?: string;
  readonly data?: Readonly<Record<string, unknown>>;
  /** `draft` sends a flow that is not published yet, for testing. */
  readonly mode?: 'draft' | 'published';
  readonly header?: InteractiveHeader;
  readonly footer?: string;
};

/** Asks the customer for a location; the answer is an inbound `location`. */
export type LocationRequestContent = { readonly type: 'location_request'; readonly body: string };

/** Asks a customer whose number the business does not see to share it. */
export type ContactRequestContent = { readonly type: 'contact_request'; readonly body: string };

/** What shows a body with something to tap. */
export type InteractiveContent =
  | ButtonsContent
  | ListContent
  | LinkContent
  | FlowContent
  | LocationRequestContent
  | ContactRequestContent;
