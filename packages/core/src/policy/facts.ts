import type { ConsentStanding, Purpose } from '../consent/index.ts';
import type { Shield } from '../contact/shield.ts';
import type { Template, TemplatePolicy } from '../template/index.ts';
import type { Limits } from './limits.ts';

/** `de`: German rules. `meta`: only Meta's own opt-in policy. */
export type ConsentMode = 'de' | 'meta';

/** What somebody wants to send. */
export type SendIntent = {
  /** The caller's claim; it can make the rules stricter, never looser. */
  readonly purpose?: Purpose;
  readonly sender: 'person' | 'automation' | 'ai';
  /** Absent for free-form messages. */
  readonly template?: {
    readonly name: string;
    readonly language: string;
    /** Set when the template has no such language and the caller allowed another. */
    readonly askedLanguage?: string;
    readonly variables: Readonly<Record<string, string>>;
  };
  /** What the person will read: text, caption or body; for the AI disclosure. */
  readonly visibleText?: string;
  /** Messages of the gateway itself, which have their own basis. */
  readonly own?: 'opt_out_confirmation' | 'help_answer' | 'consent_request';
};

/** Everything the decision depends on, loaded before it; the decision itself reads nothing. */
export type Facts = {
  readonly consentMode: ConsentMode;
  /** The business or the number is stopped. */
  readonly stopped: boolean;
  readonly recipient: {
    readonly hasPhone: boolean;
    readonly hasUserId: boolean;
    /** ISO 3166 country of the phone number, where it can be told. */
    readonly country?: string;
  };
  /** Purposes that the person left, and has asked by an own word to be asked about anew. */
  readonly returningTo?: readonly Purpose[];
  /** A minor or vulnerable person: no advertising, whatever they agreed to. */
  readonly shield?: Shield;
  /** Erased and on the suppression list; `liftedFor` are purposes that the person opened again by an own message. */
  readonly suppression?: { readonly since: Date; readonly liftedFor: readonly Purpose[] };
  readonly consent: ConsentStanding;
  /** Meta's time of the contact's last message to this number. */
  readonly lastInboundAt?: Date;
  readonly lastInboundMessageId?: string;
  /** The window after that message was found to be closed before. */
  readonly windowHasClosed?: boolean;
  readonly conversation?: {
    readonly id: string;
    readonly state: 'open' | 'resolved';
    /** When the case-reply template went out; absent again as soon as the contact has written since. */
    readonly caseReplyAt?: Date;
    /** Since when a person has the conversation. */
    readonly takenAt?: Date;
    readonly takenBy?: string;
    /** The open case has been told already that an AI answers. */
    readonly aiDisclosed: boolean;
  };
  readonly aiDisclosure: string;
  /** Other sentences that say it as well: the default in the other language. */
  readonly otherDisclosures?: readonly string[];
  /** IANA time zone of the business, in which the words tell moments. */
  readonly timeZone?: string;
  /** The template of the intent, if the catalogue has it. */
  readonly template?: { readonly definition: Template; readonly policy: TemplatePolicy };
  /** Private hosts that links to files may name; without them none may. */
  readonly allowedHosts?: readonly string[];
  /** What can make the message wait. */
  readonly limits?: Limits;
  /** How much earlier than 24 hours we count the window as closed, in milliseconds. */
  readonly windowMarginMs?: number;
};
