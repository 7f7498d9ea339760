import { invalidFields } from '../http/api-problem.ts';
import type { CallerKey } from '../http/handler.ts';
import type { Tx } from '../store/index.ts';
import { numbersWithin } from './choose-number.ts';

/** The numbers that a body wishes for: the key's own by default; each must be one of ours, and one that the key is for. */
export async function readNumbers(
  tx: Tx,
  key: CallerKey,
  wanted: readonly string[] = [],
): Promise<readonly string[]> {
  const within = numbersWithin(key, wanted);
  await checkNumbers(tx, wanted);
  return within;
}

// Each entry that is no number of ours is named: a mistyped one would never match.
async function checkNumbers(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const rows = await tx.selectFrom('business_number').select('id').where('id', 'in', ids).execute();
  const known = new Set(rows.map((row) => row.id));
  const faults = ids.flatMap((id, index) =>
    known.has(id)
      ? []
      : {
          path: `numbers[${index}]`,
          message: {
            en: `there is no number "${id}"; GET /v1/numbers lists them`,
            de: `es gibt keine Nummer "${id}"; GET /v1/numbers listet alle auf`,
          },
        },
  );
  if (faults.length > 0) throw invalidFields(faults);
}
