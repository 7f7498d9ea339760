import { readBusiness } from '../../business/business.ts';
import type { NumberRow } from '../../numbers/choose-number.ts';
import { infoOf } from '../../numbers/view.ts';
import type { Runtime } from '../../runtime.ts';
import type { AlertFacts } from '../judge.ts';
import { unansweredByNumber } from '../pulse-store.ts';
import type { Questions } from '../questions.ts';
import type { StandingFact } from '../rules/standing.ts';
import { readClaims } from './claims.ts';
import { freeBytes } from './disk.ts';
import { readErasures } from './erasures.ts';
import { readHours } from './hours.ts';
import { readNotUnderstood, readSecurity, readWarnings } from './news.ts';
import { readForwards, readOutcomes } from './posts.ts';
import { readTargets } from './targets.ts';

/** Gathers everything the alerts are judged by. */
export async function gatherFacts(runtime: Runtime, questions: Questions): Promise<AlertFacts> {
  const db = runtime.store.read;
  const rows = await db.selectFrom('business_number').selectAll().orderBy('id').execute();
  const named = (id: string) => rows.find((row) => row.id === id)?.display_number ?? id;
  const unanswered = await unansweredByNumber(db);
  const { timeZone } = await readBusiness(db);
  return {
    tokens: await Promise.all(
      runtime.settings.numbers.map(async ({ id, token }) => ({
        numberId: id,
        number: named(id),
        standing: await questions.token(id, token),
      })),
    ),
    standings: rows
      .filter(({ state }) => state === 'connected')
      .map((row) => ({
        numberId: row.id,
        number: named(row.id),
        quality: row.quality,
        health: row.info === null && row.restriction === null ? undefined : healthOf(row, runtime.now()),
      })),
    silences: rows.map(({ id }) => ({
      numberId: id,
      number: named(id),
      unansweredSince: unanswered.get(id) ?? null,
    })),
    hours: await readHours(runtime, named, timeZone),
    targets: await readTargets(runtime),
    forwards: await readForwards(runtime, named),
    outcomes: await readOutcomes(runtime),
    erasures: await readErasures(runtime),
    claims: await readClaims(runtime),
    notUnderstood: await readNotUnderstood(runtime),
    security: await readSecurity(db, named),
    warnings: await readWarnings(db),
    freeBytes: await freeBytes(runtime.settings.dataDir),
    isLedgerIntact: await questions.isLedgerIntact(),
  };
}

function healthOf(row: NumberRow, now: Date): NonNullable<StandingFact['health']> {
  const isOver = row.restricted_until !== null && row.restricted_until <= now.getTime();
  if (row.restriction !== null && !isOver)
    return { canSend: row.restriction === 'DISABLED' ? 'BLOCKED' : 'LIMITED', reason: row.restriction };
  const { health } = infoOf(row);
  const reasons = (health?.problems ?? []).map(({ description }) => description ?? '');
  return {
    canSend: health?.canSend ?? 'AVAILABLE',
    reason: [...new Set(reasons.filter((text) => text !== ''))].join(' '),
  };
}
