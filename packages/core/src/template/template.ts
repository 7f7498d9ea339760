/** Meta's review states; the list may grow, so any text is accepted and only `APPROVED` may be sent. */
export type TemplateStatus =
  | 'APPROVED'
  | 'PENDING'
  | 'REJECTED'
  | 'PAUSED'
  | 'DISABLED'
  | 'IN_APPEAL'
  | 'PENDING_DELETION'
  | 'DELETED'
  | 'LIMIT_EXCEEDED'
  | 'ARCHIVED'
  | (string & Record<never, never>);

/** Meta's category; what Meta calls otherwise is treated as `marketing`, the strictest of the three. */
export type TemplateCategory = 'marketing' | 'utility' | 'authentication';

/** How placeholders are written: `{{1}}` or `{{first_name}}`. */
export type ParameterFormat = 'positional' | 'named';

/** Sample values from the template's review, by placeholder name (`1`, `first_name`). */
export type Examples = Readonly<Record<string, string>>;

/** What stands above the body: a line of text with at most one placeholder, a file, a place, or a product. */
export type TemplateHeader =
  | { readonly format: 'text'; readonly text: string; readonly examples: Examples }
  | { readonly format: 'image' | 'video' | 'document'; readonly example?: string }
  | { readonly format: 'location' }
  | { readonly format: 'product' };

/** The main text. On authentication templates Meta fixes it and may leave it out of its answer. */
export type TemplateBody = {
  readonly text: string;
  readonly examples: Examples;
  /** Authentication only: Meta adds a sentence that warns against passing the code on. */
  readonly securityRecommendation?: boolean;
};

/** The small print; it has no placeholders. */
export type TemplateFooter = {
  readonly text: string;
  /** Authentication only: after how many minutes the code expires, 1 to 90. */
  readonly codeExpirationMinutes?: number;
};

/** The button of a one-time code: copies it, or fills it into one of the business's own apps. */
export type OtpButton = {
  readonly kind: 'otp';
  readonly text: string;
  /** `COPY_CODE`, `ONE_TAP` or `ZERO_TAP`. */
  readonly otpType?: string;
  readonly autofillText?: string;
  readonly apps?: readonly { readonly packageName: string; readonly signatureHash: string }[];
  readonly zeroTapTermsAccepted?: boolean;
};

/** A button that opens a form; the flow is named in one of three ways. */
export type FlowButton = {
  readonly kind: 'flow';
  readonly text: string;
  readonly flowId?: string;
  readonly flowName?: string;
  readonly flowJson?: string;
  readonly flowAction?: string;
  readonly navigateScreen?: string;
};

/** Buttons that open the catalogue, a choice of products, or the one product of the header. */
export type ShopButtonKind = 'catalog' | 'multi_product' | 'single_product';

/** A button; its place in the list is the index that sends and taps refer to. */
export type TemplateButton =
  | { readonly kind: 'quick_reply'; readonly text: string }
  | { readonly kind: 'url'; readonly text: string; readonly url: string; readonly example?: string }
  | { readonly kind: 'phone_number'; readonly text: string; readonly phoneNumber: string }
  | { readonly kind: 'copy_code'; readonly text: string; readonly example?: string }
  | OtpButton
  | FlowButton
  | {
      readonly kind: ShopButtonKind | 'voice_call' | 'contact_request' | 'order_details';
      readonly text: string;
    }
  | { readonly kind: 'other'; readonly text: string; readonly wireType: string };

/** A limited-time offer: a line beside the header, with a countdown when it expires. */
export type TemplateOffer = { readonly text: string; readonly expires: boolean };

/** Header, body, footer and buttons, of a template or of one card of its carousel. */
export type TemplateParts = {
  readonly header?: TemplateHeader;
  readonly body: TemplateBody;
  readonly footer?: TemplateFooter;
  readonly buttons: readonly TemplateButton[];
};

/** A message pre-approved by Meta, known by name and language. */
export type Template = {
  readonly id: string;
  readonly name: string;
  /** Meta's code with an underscore: `de`, `en_US`. */
  readonly language: string;
  readonly status: TemplateStatus;
  readonly category: TemplateCategory;
  readonly parameterFormat: ParameterFormat;
  readonly components: TemplateParts;
  /** Marketing only. */
  readonly offer?: TemplateOffer;
  /** The cards of a carousel; empty on all other templates. */
  readonly cards: readonly TemplateParts[];
  /** Kinds of components that need parameters Parley can't fill: such a template can't be sent. */
  readonly unsupported: readonly string[];
  /** `GREEN`, `YELLOW`, `RED` or `UNKNOWN`, where Meta tells it. */
  readonly quality?: string;
  readonly rejectedReason?: string;
};

/** A template that is not submitted yet. */
export type TemplateDraft = Pick<
  Template,
  'name' | 'language' | 'category' | 'parameterFormat' | 'components' | 'offer' | 'cards'
> & {
  /** How long Meta tries to deliver it, in seconds; -1 is 30 days. */
  readonly ttlSeconds?: number;
};
