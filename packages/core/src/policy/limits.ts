import type { QuietHours } from './quiet-hours.ts';

/** At most so many messages of a purpose to one person in so many days, by the business's own will. */
export type FrequencyCap = {
  readonly purpose: 'marketing' | 'utility';
  readonly messages: number;
  readonly days: number;
};

/** Everything that can make a message wait that may go: the business's own limits and Meta's. */
export type Limits = {
  readonly quietHours?: QuietHours;
  readonly caps?: readonly FrequencyCap[];
  /** When the person got what the caps count, the latest first. */
  readonly sent?: Readonly<Record<FrequencyCap['purpose'], readonly Date[]>>;
  /** When the pace of the number to this person allows one more; only asked for a message that is about to leave. */
  readonly pairFreeAt?: Date;
  readonly number?: NumberLimits;
  readonly person?: PersonLimits;
};

/** What Meta has said of the number and its account. */
export type NumberLimits = {
  /** Refused for spam (131048): nobody is written to first until then. */
  readonly spamUntil?: Date;
  /** The account is restricted; without an end until Meta says otherwise. */
  readonly restricted?: { readonly until?: Date };
  /** The quality is red, or Meta has warned that it will be. */
  readonly isLowQuality?: boolean;
  /**
   * How many people may be written to first in 24 hours. `lastPlaceAt`: all places are taken, by people of whom the one
   * longest ago was written to at that moment; absent while there is room, or when this person is among them.
   */
  readonly tier?: { readonly limit: number; readonly lastPlaceAt?: Date };
};

/** What Meta has said against sending to this person. */
export type PersonLimits = {
  /** When Meta has held back advertising for the good of all (131049). */
  readonly ecosystemAt?: Date;
  /** How many messages in a row could not be delivered (131026), and when the last one. */
  readonly undelivered?: { readonly count: number; readonly at: Date };
  /** Templates that Meta keeps from the person for an experiment (130472). */
  readonly experiments?: readonly string[];
};
