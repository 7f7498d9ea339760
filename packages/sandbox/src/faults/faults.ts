import type { Database } from '../state/database.ts';

export type SendFaultKind =
  | 'error'
  | 'failed'
  | 'http500AfterAccept'
  | 'timeoutAfterAccept'
  | 'reset'
  | 'slow';
export type WebhookFaultKind = 'duplicate' | 'reorder' | 'delay' | 'batch';

/** A fault that someone asked for; it is used up after `remaining` messages or webhooks. */
export type Fault = { id: number; remaining: number } & (
  | { on: 'send'; fault: SendFaultKind; code: number; delayMs: number; to: string | null }
  | { on: 'webhook'; fault: WebhookFaultKind; delayMs: number; to: string | null }
);

export type NewFault = Fault extends infer One ? (One extends Fault ? Omit<One, 'id'> : never) : never;

type FaultRow = { id: number; remaining: number; body: string };

const read = (row: FaultRow): Fault =>
  ({ id: row.id, remaining: row.remaining, ...JSON.parse(row.body) }) as Fault;

export const listFaults = (db: Database): Fault[] =>
  db.all<FaultRow>('SELECT id, remaining, body FROM faults ORDER BY id').map(read);

export function addFault(db: Database, fault: NewFault): Fault {
  const { remaining, ...body } = fault;
  const { id } = db.run(
    'INSERT INTO faults (kind, remaining, body) VALUES (?, ?, ?)',
    fault.on,
    remaining,
    JSON.stringify(body),
  );
  return { ...fault, id } as Fault;
}

export const clearFaults = (db: Database): number => db.run('DELETE FROM faults').changes;

export const deleteFault = (db: Database, id: number): boolean =>
  db.run('DELETE FROM faults WHERE id = ?', id).changes > 0;

/** The oldest fault that applies, counted down; `who` is the phone or user id that it may be limited to. */
export function takeFault<On extends Fault['on']>(
  db: Database,
  on: On,
  who: readonly (string | undefined)[],
): Extract<Fault, { on: On }> | undefined {
  const rows = db.all<FaultRow>('SELECT id, remaining, body FROM faults WHERE kind = ? ORDER BY id', on);
  for (const row of rows) {
    const fault = read(row);
    if (fault.to !== null && !who.includes(fault.to)) continue;
    if (row.remaining <= 1) deleteFault(db, row.id);
    else db.run('UPDATE faults SET remaining = remaining - 1 WHERE id = ?', row.id);
    return fault as Extract<Fault, { on: On }>;
  }
  return undefined;
}
