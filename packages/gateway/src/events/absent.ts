/**
 * What is known not to be there, by whoever has looked in the same transaction: then nobody has to look again. Absent
 * fields say nothing.
 */
export type Absent = {
  /** The ledger has no entry of the contact. */
  readonly entries?: boolean;
  /** The contact has no other conversation than the one in hand. */
  readonly otherConversations?: boolean;
  /** No tool has a reference on the conversation. */
  readonly conversationLinks?: boolean;
  /** No tool has a reference on the message. */
  readonly messageLinks?: boolean;
};

/** Nobody has looked. */
export const NOTHING_ABSENT: Absent = {};
