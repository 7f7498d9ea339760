import { SECOND_MS } from '../time-units.ts';

/** Which of the customer's messages end a wait: a tap on the message, one that quotes it, or the next of any kind. */
export type Match = 'tapped' | 'quoted' | 'any';

/** Somebody who waits for what becomes of a message. */
export type Wait = {
  readonly id: string;
  readonly messageId: string;
  readonly match: Match;
  /** When the message left; undefined while it has not: nobody answers what nobody has seen. */
  readonly sentAt: number | undefined;
};

/** What the customer has written or tapped. */
export type Answer = {
  /** Meta's time, of whole seconds. */
  readonly at: number;
  readonly isTap: boolean;
  /** The message of ours that it belongs to. */
  readonly quotedMessageId: string | undefined;
};

/**
 * The wait that an answer ends: that of the message it belongs to, else the latest one that takes anything. One answer
 * ends one wait; the others go on.
 */
export function chooseAnswered<One extends Wait>(waits: readonly One[], answer: Answer): One | undefined {
  const quoted = waits.find(({ messageId }) => messageId === answer.quotedMessageId);
  if (quoted && (quoted.match !== 'tapped' || answer.isTap)) return quoted;
  return waits
    .filter(({ match, sentAt }) => match === 'any' && sentAt !== undefined && secondOf(sentAt) <= answer.at)
    .sort((one, other) => (other.sentAt ?? 0) - (one.sentAt ?? 0))[0];
}

function secondOf(at: number): number {
  return Math.floor(at / SECOND_MS) * SECOND_MS;
}
