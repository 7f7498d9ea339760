import type { InboundContent, Referral, ReferredProduct } from '../../message/received-content.ts';
import type { DeliveryStatus } from '../../message/status.ts';
import type { MetaError } from '../meta-error.ts';
import type { Origin, Person } from './origin.ts';
import type { SentContent } from './sent-content.ts';

/** What a message carries beside its content. */
export type MessageCircumstances = {
  readonly quotedWamid?: string;
  /** Whom the quoted message is from as Meta writes it: the digits of a number, or a number's id. Nothing is keyed on it. */
  readonly quotedFrom?: string;
  readonly forwarded?: boolean;
  readonly frequentlyForwarded?: boolean;
  readonly referral?: Referral;
  readonly referredProduct?: ReferredProduct;
  /** Another app has the thread with this person (Meta's thread control). */
  readonly inStandby?: boolean;
  /** Where the file lies for the next five minutes; read with the access token only. */
  readonly mediaUrl?: string;
};

/** A customer wrote, tapped or reacted. `at` is Meta's time, which the window is computed from. */
export type MessageEvent = Origin &
  MessageCircumstances & {
    readonly kind: 'message';
    readonly wamid: string;
    readonly at: Date;
    readonly sender: Person;
    readonly content: InboundContent;
    readonly raw: unknown;
  };

/** Somebody wrote in a group: no conversation with a person, and no window of one. */
export type GroupMessageEvent = Omit<MessageEvent, 'kind'> & {
  readonly kind: 'group_message';
  readonly groupId: string;
};

/** A customer changed an earlier message. */
export type EditedEvent = Origin & {
  readonly kind: 'edited';
  readonly wamid: string;
  readonly at: Date;
  readonly sender: Person;
  readonly originalWamid: string;
  readonly content?: InboundContent;
  readonly raw: unknown;
};

/** A customer deleted an earlier message. */
export type RevokedEvent = Origin & {
  readonly kind: 'revoked';
  readonly wamid: string;
  readonly at: Date;
  readonly sender: Person;
  readonly originalWamid: string;
  readonly raw: unknown;
};

/** A message that the business sent from the WhatsApp Business app on the same number. */
export type EchoEvent = Origin & {
  readonly kind: 'echo';
  readonly wamid: string;
  readonly at: Date;
  readonly recipient: Person;
  /** The number that it was sent from, as Meta writes it. */
  readonly from?: string;
  readonly content: SentContent;
  readonly quotedWamid?: string;
  /** Another app that has the thread sent it (Meta's thread control): a person or a program, nobody says. */
  readonly inStandby?: boolean;
  readonly raw: unknown;
};

/** What Meta charges for a message. */
export type Pricing = {
  readonly billable?: boolean;
  /** `PMP` by message, `CBP` by conversation. */
  readonly model?: string;
  readonly type?: string;
  readonly category?: string;
};

/** The conversation that Meta counts a message to; since v24.0 of free entry points only. */
export type PricedConversation = {
  readonly id?: string;
  readonly expiresAt?: Date;
  /** What it came from, such as `referral_conversion`. */
  readonly origin?: string;
};

/** How far a message of ours has come. `callbackData` is the text given with the send. */
export type StatusEvent = Origin & {
  readonly kind: 'status';
  readonly wamid: string;
  readonly at: Date;
  readonly status: DeliveryStatus;
  readonly recipient: Person;
  readonly callbackData?: string;
  /** The first of Meta's errors, which says why it failed. */
  readonly error?: MetaError;
  readonly otherErrors?: readonly MetaError[];
  readonly pricing?: Pricing;
  readonly conversation?: PricedConversation;
  readonly raw: unknown;
};

/** How far a message to a group has come at one of its people. */
export type GroupStatusEvent = Omit<StatusEvent, 'kind'> & {
  readonly kind: 'group_status';
  readonly groupId: string;
};

/** One message of the time before the number was connected. */
export type PastMessage = {
  readonly wamid: string;
  readonly at: Date;
  readonly direction: 'inbound' | 'outbound';
  readonly content: SentContent;
  /** How far a message of the business had come, in Meta's words. */
  readonly status?: string;
  readonly quotedWamid?: string;
  readonly raw: unknown;
};

/** A part of what a phone app's number was written before it was connected; starts nothing. */
export type HistoryEvent = Origin & {
  readonly kind: 'history';
  /** 0: the last day, 1: 90 days, 2: 180 days. */
  readonly phase?: number;
  readonly chunk?: number;
  /** Per cent; 100 ends the phase. */
  readonly progress?: number;
  readonly threads: readonly {
    readonly person: Person;
    readonly messages: readonly PastMessage[];
    /** Messages that could not be read; they are in `raw`. */
    readonly unreadable: number;
  }[];
  /** The business declined to share its history (2593109). */
  readonly error?: MetaError;
  readonly raw: unknown;
};
