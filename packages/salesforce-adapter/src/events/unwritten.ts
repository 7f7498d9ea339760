import type { Deps } from '../deps.ts';
import { TOOL } from '../deps.ts';

/** Something the org refused to take, by the id it has at the gateway. */
export type Unwritten = {
  readonly kind: 'conversation' | 'message' | 'consent';
  readonly id: string;
  readonly code: string;
};

const PREFIX = 'unwritten:';

/**
 * One row a validation rule or a trigger of the org refuses must not hold up all others, and must not be lost:
 * it is kept at the gateway, told to the admin, and tried again until it fits.
 */
export async function keepUnwritten(deps: Deps, unwritten: readonly Unwritten[]): Promise<void> {
  for (const { kind, id, code } of unwritten) {
    deps.log('error', `Salesforce refuses a ${kind}. It is kept and tried again every ten minutes.`, {
      id,
      code,
    });
    await deps.gateway.putToolState(TOOL, `${PREFIX}${kind}:${id}`, { value: { kind, id, code } });
  }
}

/** A page of what waits to be tried again. */
export async function listUnwritten(deps: Deps): Promise<Unwritten[]> {
  const { items } = await deps.gateway.listToolState(TOOL, { prefix: PREFIX });
  return items.flatMap(({ value }) => (isUnwritten(value) ? [value] : []));
}

/** It was written after all, or its person was erased. */
export async function dropUnwritten(deps: Deps, { kind, id }: Unwritten): Promise<void> {
  await deps.gateway.deleteToolState(TOOL, `${PREFIX}${kind}:${id}`);
}

function isUnwritten(value: unknown): value is Unwritten {
  return typeof value === 'object' && value !== null && 'kind' in value && 'id' in value;
}
