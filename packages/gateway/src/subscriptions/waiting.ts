import { sql } from 'kysely';

/**
 * The condition of the partial index, word for word: with a parameter in its place, every look would read what has been
 * delivered in the last days as well.
 */
export const isWaiting = sql<boolean>`delivery.state = 'waiting'`;
