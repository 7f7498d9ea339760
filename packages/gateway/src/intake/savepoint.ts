import { sql } from 'kysely';
import type { Tx } from '../store/index.ts';

/** Does a part of a transaction's work that can be undone alone: what it wrote is gone when it throws. */
export async function withSavepoint<Result>(tx: Tx, work: () => Promise<Result>): Promise<Result> {
  await sql`savepoint webhook_item`.execute(tx);
  try {
    return await work();
  } catch (error) {
    await sql`rollback to savepoint webhook_item`.execute(tx);
    throw error;
  } finally {
    await sql`release savepoint webhook_item`.execute(tx);
  }
}
