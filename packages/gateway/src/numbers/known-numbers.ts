import { invalidFields } from '../http/api-problem.ts';
import type { Tx } from '../store/index.ts';

/** Throws 422 that names each entry of a body's `numbers` that is no number of ours: a mistyped one would never match. */
export async function checkNumbers(tx: Tx, ids: readonly string[]): Promise<void> {
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
