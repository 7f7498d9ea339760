import { sql } from 'kysely';

// The conditions of the partial indexes, word for word: with parameters in their place no index would be used.

/** Everything of a conversation that is not finished. */
export const isUnfinished = sql<boolean>`status in ('scheduled', 'held', 'queued', 'sending', 'unknown')`;

/** What waits for its moment. */
export const isWaiting = sql<boolean>`status in ('scheduled', 'queued')`;

/** What has been given to the wire and has no settled outcome. */
export const isUnderway = sql<boolean>`status in ('sending', 'unknown')`;

/** What waits for the contact to write. */
export const isHeld = sql<boolean>`status = 'held'`;
