// Moments are integers of milliseconds, JSON is text, truth is 0 or 1: what SQLite and PostgreSQL store and compare alike.

/** A moment, in milliseconds since 1970. */
export type Milliseconds = number;

/** Text that holds JSON. */
export type Json = string;

/** Truth. */
export type Flag = 0 | 1;
