import type {
  AccountAlertEvent,
  AccountEvent,
  AccountReviewEvent,
  CapabilityEvent,
  FlowEvent,
  GroupEvent,
  PartnerSolutionEvent,
  PaymentConfigurationEvent,
} from './account-events.ts';
import type {
  EchoEvent,
  EditedEvent,
  GroupMessageEvent,
  GroupStatusEvent,
  HistoryEvent,
  MessageEvent,
  RevokedEvent,
  StatusEvent,
} from './message-events.ts';
import type {
  HandoverEvent,
  NumberErrorEvent,
  NumberNameEvent,
  NumberQualityEvent,
  NumberSecurityEvent,
  NumberSettingsEvent,
  NumberUsernameEvent,
  TrackedEvent,
} from './number-events.ts';
import type {
  AppContactEvent,
  CallEvent,
  CallUpdateEvent,
  IdentityChangedEvent,
  PreferenceEvent,
  SignupEvent,
  SystemEvent,
} from './person-events.ts';
import type { TemplateEvent } from './template-events.ts';

/** Everything that Parley does not translate, kept whole. */
export type OtherEvent = {
  readonly kind: 'other';
  readonly field: string;
  readonly accountId?: string;
  readonly numberId?: string;
  /** A status of a name that Parley does not know: of which message, and what it is called. */
  readonly status?: { readonly wamid: string; readonly name: string; readonly callbackData?: string };
  readonly raw: unknown;
};

/** A known field of a wrong type; only this item is lost to us, and it is kept whole. */
export type UnreadableEvent = {
  readonly kind: 'unreadable';
  readonly field: string;
  /** Where in the payload, with dots: `entry.0.changes.0.value.messages.1.timestamp`. */
  readonly path: string;
  readonly message: string;
  readonly accountId?: string;
  readonly numberId?: string;
  /**
   * What can be told of it all the same: that somebody wrote, with `unsupported` content, or how far a message has come,
   * without whom it went to.
   */
  readonly instead?: MessageEvent | EchoEvent | StatusEvent;
  readonly raw: unknown;
};

/** A change of a whole account, about a template, a number or the account itself. */
export type AccountChange =
  | TemplateEvent
  | NumberQualityEvent
  | NumberNameEvent
  | NumberSecurityEvent
  | NumberUsernameEvent
  | NumberSettingsEvent
  | AccountEvent
  | AccountAlertEvent
  | AccountReviewEvent
  | CapabilityEvent
  | FlowEvent
  | PaymentConfigurationEvent
  | PartnerSolutionEvent;

/** One thing that a webhook says. */
export type WebhookEvent =
  | MessageEvent
  | GroupMessageEvent
  | EditedEvent
  | RevokedEvent
  | EchoEvent
  | StatusEvent
  | GroupStatusEvent
  | HistoryEvent
  | CallEvent
  | CallUpdateEvent
  | PreferenceEvent
  | SignupEvent
  | IdentityChangedEvent
  | SystemEvent
  | AppContactEvent
  | AccountChange
  | NumberErrorEvent
  | HandoverEvent
  | TrackedEvent
  | GroupEvent
  | OtherEvent
  | UnreadableEvent;
