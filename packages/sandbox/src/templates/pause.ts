import type { Database } from '../state/database.ts';
import { HOUR_MS } from '../state/retention.ts';

/** Meta pauses a template of low quality for 3 hours, then for 6; the third time it is disabled. */
const PAUSES = [
  { title: 'FIRST_PAUSE', lastsMs: 3 * HOUR_MS },
  { title: 'SECOND_PAUSE', lastsMs: 6 * HOUR_MS },
] as const;

/** Whether a template that is paused so many times is out for good. */
export const isOnePauseTooMany = (pauses: number): boolean => pauses > PAUSES.length;

/** The name that Meta gives to a template's first or second pause. */
export const pauseTitle = (pauses: number): string => (PAUSES[pauses - 1] ?? PAUSES[0]).title;

/** Writes down when a template's first or second pause ends; part of a write. */
export function beginPause(db: Database, templateId: string, pauses: number, nowMs: number): void {
  const { lastsMs } = PAUSES[pauses - 1] ?? PAUSES[0];
  db.run(
    'INSERT OR REPLACE INTO template_pauses (template_id, until_ms) VALUES (?, ?)',
    templateId,
    nowMs + lastsMs,
  );
}

/** Nothing ends by itself any more: the template is in another state, or gone. Part of a write. */
export const forgetPause = (db: Database, templateId: string): void => {
  db.run('DELETE FROM template_pauses WHERE template_id = ?', templateId);
};
