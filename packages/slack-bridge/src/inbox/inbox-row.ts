import * as z from 'zod';

/** Why a message of the team's is kept back, although it was meant to go out. */
const heldReasons = ['mention', 'files', 'empty', 'unknown', 'tooLong', 'bot', 'missed'] as const;

/**
 * What somebody did in a thread, as it waits in the gateway's tool state until it is done.
 * `reply` goes to the customer; `held` was meant to and may not; `note` stays inside; `edited` and `deleted` came
 * after the fact.
 */
export const InboxRow = z.object({
  kind: z.enum(['reply', 'held', 'note', 'edited', 'deleted']),
  ts: z.string(),
  threadTs: z.string(),
  userId: z.string(),
  text: z.string(),
  heldFor: z.enum(heldReasons).optional(),
  length: z.number().optional(),
  droppedEmoji: z.array(z.string()).default([]),
  /** Another workspace's, in a shared channel. */
  isForeign: z.boolean().default(false),
  receivedAt: z.string(),
});

export type InboxRow = z.infer<typeof InboxRow>;
