import { readBusiness } from '../business/business.ts';
import { appendEvent } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { newId } from '../store/new-id.ts';
import { DAY_MS } from '../time-units.ts';
import { type Raised, subjectKind, type Verdict } from './alert.ts';
import { type Changes, compareAlerts, type OpenAlert } from './compare.ts';
import { type AlertRow, viewAlert } from './view.ts';

/** As long as somebody may ask why something was not sent last quarter. */
const CLEARED_KEPT_MS = 90 * DAY_MS;

/** Writes down and tells what has changed since the last look; what has not is not written at all. */
export async function recordAlerts(runtime: Runtime, verdicts: readonly Verdict[]): Promise<void> {
  const { store } = runtime;
  if (isNothing(compareAlerts(await listOpen(store.read), verdicts))) return;
  const changes = await store.write(async (tx) => {
    const changed = compareAlerts(await listOpen(tx), verdicts);
    await write(tx, changed, runtime.now());
    return changed;
  });
  for (const { code, severity } of changes.raise) runtime.log.warn({ alert: code, severity }, 'alert raised');
  for (const { code } of changes.clear) runtime.log.info({ alert: code }, 'alert cleared');
}

async function write(tx: Tx, changes: Changes, now: Date): Promise<void> {
  for (const verdict of changes.raise) {
    const row: AlertRow = {
      id: newId('alt'),
      ...columnsOf(verdict),
      raised_at: now.getTime(),
      cleared_at: null,
    };
    await tx.insertInto('alert').values(row).execute();
    await tell(tx, 'alert.raised', row, now);
  }
  for (const { id, verdict } of [...changes.worsen, ...changes.revise])
    await tx.updateTable('alert').set(columnsOf(verdict)).where('id', '=', id).execute();
  for (const { id } of changes.worsen) await tell(tx, 'alert.raised', await findAlert(tx, id), now);
  for (const { id } of changes.clear) {
    await tx.updateTable('alert').set({ cleared_at: now.getTime() }).where('id', '=', id).execute();
    await tell(tx, 'alert.cleared', await findAlert(tx, id), now);
  }
}

async function tell(tx: Tx, type: 'alert.raised' | 'alert.cleared', row: AlertRow, at: Date): Promise<void> {
  const alert = viewAlert(row, await readBusiness(tx));
  const isOfNumber = subjectKind(row.code) === 'number';
  await appendEvent(tx, { type, at, data: { alert }, ...(isOfNumber ? { numberId: row.subject } : {}) });
}

async function listOpen(tx: Tx): Promise<readonly OpenAlert[]> {
  const rows = await tx.selectFrom('alert').selectAll().where('cleared_at', 'is', null).execute();
  return rows.map(({ id, code, subject, severity, details }) => ({
    id,
    code,
    subject,
    severity,
    values: details,
  }));
}

async function findAlert(tx: Tx, id: string): Promise<AlertRow> {
  return tx.selectFrom('alert').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

function columnsOf({ code, subject, severity, values }: Raised) {
  return { code, subject, severity, details: JSON.stringify(values) };
}

function isNothing({ raise, worsen, revise, clear }: Changes): boolean {
  return raise.length + worsen.length + revise.length + clear.length === 0;
}

/** Removes alerts that have long been over. */
export async function purgeAlerts(tx: Tx, now: Date): Promise<void> {
  await tx
    .deleteFrom('alert')
    .where('cleared_at', '<', now.getTime() - CLEARED_KEPT_MS)
    .execute();
}
