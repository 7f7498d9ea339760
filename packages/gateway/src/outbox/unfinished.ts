import { sql } from 'kysely';

// The conditions of the partial indexes, word for word: with parameters in their place no index would be used.

/**
 * Everything of a conversation that is not finished. Not as a list: SQLite sets up a table of its own for one of more
 * than two words, and would do so for every message and status that it writes, to see whether the index is concerned.
 */
export const isUnfinished = sql<boolean>`(status = 'scheduled' or status = 'held' or status = 'queued'
  or status = 'sending' or status = 'unknown')`;

/** The same of the table that a query calls `b`. */
export const isUnfinishedB = sql`(b.status = 'scheduled' or b.status = 'held' or b.status = 'queued'
  or b.status = 'sending' or b.status = 'unknown')`;

/** What waits for its moment. */
export const isWaiting = sql<boolean>`status in ('scheduled', 'queued')`;

/** What has been given to the wire and has no settled outcome. */
export const isUnderway = sql<boolean>`status in ('sending', 'unknown')`;

/** What waits for the contact to write. */
export const isHeld = sql<boolean>`status = 'held'`;
