import { ApiProblem } from '../http/api-problem.ts';
import type { Tx } from '../store/index.ts';

export type NewState = {
  readonly tool: string;
  readonly key: string;
  /** Sealed. */
  readonly value: string;
  readonly contactId: string | null;
};

/** Writes one value if its version is the expected one (0: not there yet); answers the new version, else 409. */
export async function writeState(
  tx: Tx,
  { tool, key, value, contactId }: NewState,
  ifVersion: number | undefined,
  now: number,
): Promise<number> {
  const current = await tx
    .selectFrom('tool_state')
    .select('version')
    .where('tool', '=', tool)
    .where('key', '=', key)
    .executeTakeFirst();
  const version = current?.version ?? 0;
  if (ifVersion !== undefined && ifVersion !== version) throw conflict(key, ifVersion, version);
  const row = { tool, key, value, version: version + 1, contact_id: contactId, updated_at: now };
  await tx
    .insertInto('tool_state')
    .values(row)
    .onConflict((on) => on.columns(['tool', 'key']).doUpdateSet(row))
    .execute();
  return row.version;
}

function conflict(key: string, expected: number, actual: number): ApiProblem {
  return new ApiProblem({
    status: 409,
    code: 'VERSION_CONFLICT',
    title: { en: 'The value has changed', de: 'Der Wert hat sich geändert' },
    detail: {
      en: `"${key}" has version ${actual}, not ${expected}${actual === 0 ? ': it is not there' : ''}.`,
      de: `"${key}" hat die Version ${actual}, nicht ${expected}${actual === 0 ? ': Es ist nicht da' : ''}.`,
    },
    remedy: {
      en: 'Read it again, apply your change to what is there now, and write it with that version.',
      de: 'Lesen Sie ihn noch einmal, wenden Sie Ihre Änderung darauf an und schreiben Sie ihn mit dieser Version.',
    },
  });
}
