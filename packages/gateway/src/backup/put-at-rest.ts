import { DatabaseSync } from 'node:sqlite';

/** What was changed so that a restored gateway does nothing that was done already, or must not be done any more. */
export type PutAtRest = { readonly unknownMessages: number };

/**
 * Between the backup and its restore messages may have gone out, and people may have left. So nothing that was about to
 * go is sent by itself: it is `unknown`, which a person decides; what is scheduled for later stays. And all sending is
 * stopped until a person has looked at what happened since and resumes it.
 */
export function putAtRest(path: string, now: Date): PutAtRest {
  const db = new DatabaseSync(path);
  try {
    db.exec('BEGIN IMMEDIATE');
    const at = now.getTime();
    const error = JSON.stringify({ source: 'gateway', code: 'OUTCOME_UNKNOWN', details: 'RESTORED' });
    const { changes } = db
      .prepare(
        `update message set status = 'unknown', error = ?, attempt_at = null, hold_until = null, unknown_at = ?, unknown_told = 0, if_unknown = 'ask', updated_at = ?
         where direction = 'outbound' and (status in ('queued', 'sending', 'held')
           or (status = 'scheduled' and coalesce(send_at, 0) <= ?))`,
      )
      .run(error, at, at, at);
    // Statuses that came since the backup are missing as well: their absence is no sign of trouble.
    db.exec('update pulse set unanswered_id = null, unanswered_at = null');
    const row = db.prepare("select value from setting where key = 'business'").get() as
      | { value: string }
      | undefined;
    if (row)
      db.prepare("update setting set value = ? where key = 'business'").run(
        JSON.stringify({ ...(JSON.parse(row.value) as object), stopped: true }),
      );
    db.exec('COMMIT');
    return { unknownMessages: Number(changes) };
  } finally {
    db.close();
  }
}
