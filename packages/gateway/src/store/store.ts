import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** The queries of one transaction; use it only until the work that was given it has returned. */
export type Tx = Kysely<Tables>;

/** Work that goes on until it is stopped. */
export type Duty = { stop(): Promise<void> };

/**
 * Where everything lives. Reads see committed data only; writes are transactions that are durable when their promise
 * resolves. Work in a transaction does no other IO, and may be grouped with its neighbours' into one commit.
 */
export type Store = {
  readonly read: Kysely<Tables>;
  write<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>;
  /** Called after every commit; returns what ends it. For waking those who wait for new rows. */
  onCommit(listener: () => void): () => void;
  /** Brings what was deleted or overwritten out of the store's log as well, where that is ours to do. */
  scrub(): Promise<void>;
  /**
   * Work that only one of the gateways on the same data may do: sending, delivering, keeping house. It is started when
   * this one has the duty, and stopped when the duty is lost; started again when it is regained.
   */
  onDuty(start: () => Duty): Duty;
  close(): Promise<void>;
};
