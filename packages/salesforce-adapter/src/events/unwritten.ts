import type { Deps } from '../deps.ts';
import { TOOL } from '../deps.ts';

/** Something the org refused to take, by the id it has at the gateway. */
export type Unwritten = {
  readonly kind: 'conversation' | 'message' | 'consent';
  readonly id: string;
  readonly code: string;
};

const PREFIX = 'unwritten:';
const MAX_PER_ROUND = 1000;

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

/** What waits to be tried again; a bound keeps one round from taking the whole day. */
export async function listUnwritten(deps: Deps): Promise<Unwritten[]> {
  const waiting: Unwritten[] = [];
  for (let cursor: string | null | undefined; cursor !== null && waiting.length < MAX_PER_ROUND; ) {
    const page = await deps.gateway.listToolState(TOOL, {
      prefix: PREFIX,
      limit: 200,
      ...(cursor ? { cursor } : {}),
    });
    waiting.push(...page.items.flatMap(({ value }) => (isUnwritten(value) ? [value] : [])));
    cursor = page.cursor;
  }
  return waiting;
}

/** It was written after all, or its person was erased. */
export async function dropUnwritten(deps: Deps, { kind, id }: Unwritten): Promise<void> {
  await deps.gateway.deleteToolState(TOOL, `${PREFIX}${kind}:${id}`);
}

function isUnwritten(value: unknown): value is Unwritten {
  return typeof value === 'object' && value !== null && 'kind' in value && 'id' in value;
}
