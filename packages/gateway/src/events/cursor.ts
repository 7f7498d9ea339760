import { ApiProblem, invalidField } from '../http/api-problem.ts';
import type { Tx } from '../store/index.ts';

/** Where reading goes on: after this position of the log. */
export type Position = number;

/** The setting that remembers how far the log has been purged; its rows are gone, their positions are not reused. */
export const PURGED_SETTING = 'events.purged';

/** The position of the newest event; the purged ones count, so that it never goes back. */
export async function headOf(tx: Tx): Promise<Position> {
  const row = await tx.selectFrom('event').select('seq').orderBy('seq', 'desc').limit(1).executeTakeFirst();
  return row?.seq ?? (await purgedUpTo(tx));
}

/** The position up to which events are gone. */
async function purgedUpTo(tx: Tx): Promise<Position> {
  const row = await tx
    .selectFrom('setting')
    .select('value')
    .where('key', '=', PURGED_SETTING)
    .executeTakeFirst();
  return row === undefined ? 0 : (JSON.parse(row.value) as number);
}

/** Reads `after`: empty is the oldest kept event, `latest` the end. Throws 422 for garbage, 410 for a lapsed cursor. */
export async function readCursor(tx: Tx, after: string): Promise<Position> {
  const purged = await purgedUpTo(tx);
  if (after === '') return purged;
  const head = await headOf(tx);
  if (after === 'latest') return head;
  const position = /^\d{1,15}$/.test(after) ? Number(after) : undefined;
  if (position === undefined || position > head)
    throw invalidField('after', {
      en: 'is not a cursor of this log; use one from an answer, `latest`, or leave it empty',
      de: 'ist keine Marke dieses Protokolls; nehmen Sie eine aus einer Antwort, `latest`, oder lassen Sie das Feld leer',
    });
  if (position < purged) throw expired();
  return position;
}

/** A position as the API writes it. */
export function cursorOf(position: Position): string {
  return String(position);
}

function expired(): ApiProblem {
  return new ApiProblem({
    status: 410,
    code: 'CURSOR_EXPIRED',
    title: { en: 'The cursor has expired', de: 'Die Marke ist abgelaufen' },
    detail: {
      en: 'Events are kept for 30 days, and the ones after this cursor are partly gone.',
      de: 'Ereignisse werden 30 Tage aufbewahrt, und die nach dieser Marke sind zum Teil nicht mehr da.',
    },
    remedy: {
      en: 'Start again with an empty `after` (the oldest event kept) or `latest`, and read the conversations anew.',
      de: 'Beginnen Sie mit leerem `after` (beim ältesten vorhandenen Ereignis) oder mit `latest`, und lesen Sie die Unterhaltungen neu.',
    },
  });
}
